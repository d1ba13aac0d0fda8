package dev.weir.app.config;

/// A mistake after which the rest of the file cannot be read.
final class MistakeException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Mistake mistake;

  MistakeException(Mistake mistake) {
    super(mistake.toString(), null, false, false);
    this.mistake = mistake;
  }

  Mistake mistake() {
    return mistake;
  }
}
