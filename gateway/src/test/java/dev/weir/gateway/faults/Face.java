package dev.weir.gateway.faults;

import dev.weir.status.Language;

/// Who asks: each failure is told to both.
enum Face {
  /// A program that reads JSON and English.
  PROGRAM("application/json", "en", "application/problem+json", Language.EN),
  /// A person in a browser who reads Korean.
  VISITOR("text/html", "ko", "text/html; charset=utf-8", Language.KO);

  private final String accept;
  private final String acceptLanguage;
  private final String contentType;
  private final Language language;

  Face(String accept, String acceptLanguage, String contentType, Language language) {
    this.accept = accept;
    this.acceptLanguage = acceptLanguage;
    this.contentType = contentType;
    this.language = language;
  }

  String accept() {
    return accept;
  }

  String acceptLanguage() {
    return acceptLanguage;
  }

  /// What an answer to it must be.
  String contentType() {
    return contentType;
  }

  Language language() {
    return language;
  }
}
