package dev.weir.status;

/// What the first digit of a status code says (RFC 9110 section 15), and two classes for what is no
/// status code at all.
public enum StatusClass {
  /// There was no status: the exchange ended before one was read.
  NONE("none", "No status"),
  /// 1xx: an interim answer.
  INFORMATIONAL("1xx", "Informational"),
  /// 2xx: received, understood and accepted.
  SUCCESSFUL("2xx", "Successful"),
  /// 3xx: the client has to take another step.
  REDIRECTION("3xx", "Redirection"),
  /// 4xx: the server holds the request to be at fault.
  CLIENT_ERROR("4xx", "Client Error"),
  /// 5xx: the server, or something behind it, failed.
  SERVER_ERROR("5xx", "Server Error"),
  /// A number outside 100 to 599, which clients handle as a 5xx.
  INVALID("invalid", "Invalid");

  private final String code;
  private final String title;

  StatusClass(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /// The class of this status code, [#INVALID] outside 100 to 599.
  public static StatusClass of(int status) {
    return switch (status / 100) {
      case 1 -> INFORMATIONAL;
      case 2 -> SUCCESSFUL;
      case 3 -> REDIRECTION;
      case 4 -> CLIENT_ERROR;
      case 5 -> SERVER_ERROR;
      default -> INVALID;
    };
  }

  /// The constant whose [#code] this is.
  ///
  /// @throws IllegalArgumentException if there is none
  public static StatusClass of(String code) {
    for (StatusClass each : values()) {
      if (each.code.equals(code)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "status class: " + code + " (expected: 1xx, 2xx, 3xx, 4xx, 5xx, none or invalid)");
  }

  /// The short form, such as `4xx`.
  public String code() {
    return code;
  }

  /// The name that RFC 9110 gives the class, such as `Client Error`; like a reason phrase it is not
  /// translated.
  public String title() {
    return title;
  }

  /// What is true of every code of this class.
  ///
  /// @throws java.io.UncheckedIOException if the words cannot be read
  public StatusWords words(Language language) {
    return CatalogueWords.of(code, language);
  }
}
