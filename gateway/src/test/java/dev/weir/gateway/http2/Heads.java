package dev.weir.gateway.http2;

import dev.weir.gateway.message.Fields;
import java.util.ArrayList;
import java.util.List;

/// Fields in words, to be compared.
final class Heads {
  private Heads() {}

  /// The fields as HTTP/1 would send them, without line ends.
  static List<String> lines(Fields fields) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      lines.add(fields.nameText(i) + ": " + fields.valueText(i));
    }
    return lines;
  }
}
