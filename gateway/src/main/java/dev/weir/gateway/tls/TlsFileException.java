package dev.weir.gateway.tls;

import java.nio.file.Path;

/// A certificate or key file that cannot be used.
public final class TlsFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Wrong wrong;
  private final transient Path file;
  private final String detail;

  /// @param detail what was seen, or the empty string
  public TlsFileException(Wrong wrong, Path file, String detail) {
    super(
        file
            + ": "
            + (detail.isEmpty() ? "" : detail + " ")
            + "(expected: "
            + wrong.expected
            + ")");
    this.wrong = wrong;
    this.file = file;
    this.detail = detail;
  }

  public Wrong wrong() {
    return wrong;
  }

  /// The file that has to be changed.
  public Path file() {
    return file;
  }

  /// What was seen, or the empty string.
  public String detail() {
    return detail;
  }

  /// What can be wrong with a file.
  public enum Wrong {
    UNREADABLE("a file that can be read"),
    NO_CERTIFICATE("a PEM file with a CERTIFICATE"),
    BAD_CERTIFICATE("X.509 certificates"),
    NO_KEY("a PEM file with a PRIVATE KEY"),
    ENCRYPTED_KEY("a key that is not encrypted"),
    BAD_KEY("an RSA, EC or Ed25519 key in PKCS #8"),
    OTHER_KEY("the private key of the first certificate in the chain"),
    NO_NAMES("subject alternative names, except in the first certificate of a listener");

    private final String expected;

    Wrong(String expected) {
      this.expected = expected;
    }
  }
}
