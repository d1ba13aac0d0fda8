package dev.weir.bench;

/// What the origin answers: a JSON document of exactly this many bytes.
enum Payload {
  SMALL("200", "200 B", 200),
  LARGE("10k", "10 KB", 10_240);

  private final String file;
  private final String label;
  private final int size;

  Payload(String file, String label, int size) {
    this.file = file;
    this.label = label;
    this.size = size;
  }

  String file() {
    return file;
  }

  String label() {
    return label;
  }

  int size() {
    return size;
  }

  String body() {
    String frame = "{\"data\":\"\"}";
    return new StringBuilder(frame).insert(9, "x".repeat(size - frame.length())).toString();
  }
}
