package dev.weir.demo.traffic;

/// Who calls: what it can read, and in which language.
public enum ClientKind {
  /// A program that reads JSON, in English.
  PROGRAM_EN("application/json", "en", "shop-app/3.2"),
  /// A program that reads JSON, in Korean.
  PROGRAM_KO("application/json", "ko-KR, ko;q=0.9, en;q=0.5", "shop-app/3.2"),
  /// A person with a browser, in English.
  BROWSER_EN(Accepts.PAGES, "en-US,en;q=0.9", "Mozilla/5.0"),
  /// A person with a browser, in Korean.
  BROWSER_KO(Accepts.PAGES, "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "Mozilla/5.0"),
  /// A script with a tool that takes anything.
  SCRIPT("*/*", "", "curl/8.5.0");

  private final String accept;
  private final String acceptLanguage;
  private final String userAgent;

  ClientKind(String accept, String acceptLanguage, String userAgent) {
    this.accept = accept;
    this.acceptLanguage = acceptLanguage;
    this.userAgent = userAgent;
  }

  /// Whether a person reads the answer, as a page.
  public boolean browser() {
    return accept.equals(Accepts.PAGES);
  }

  /// The language that an answer made for this client is in: `en` or `ko`.
  public String language() {
    return acceptLanguage.startsWith("ko") ? "ko" : "en";
  }

  /// The header fields that tell of this client, each with its line end.
  String fields() {
    String common = "user-agent: " + userAgent + "\r\naccept: " + accept + "\r\n";
    String language = acceptLanguage.isEmpty() ? "" : "accept-language: " + acceptLanguage + "\r\n";
    return common + language + (browser() ? "sec-fetch-mode: navigate\r\n" : "");
  }

  private interface Accepts {
    String PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  }
}
