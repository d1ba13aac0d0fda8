package dev.weir.bench;

import java.util.Arrays;
import java.util.List;

/// What callers speak with the proxy. Behind it the origin always gets HTTP/1.1 in clear, on
/// connections that are kept alive: that is what all the proxies here can do.
public enum Traffic {
  /// HTTP/1.1 in clear.
  HTTP1("http1", Payload.SMALL, Payload.LARGE),
  /// HTTP/1.1 over TLS, on kept-alive connections.
  TLS("tls", Payload.SMALL, Payload.LARGE),
  /// HTTP/2 over TLS.
  HTTP2("http2", Payload.SMALL, Payload.LARGE),
  /// HTTP/2 in clear, by prior knowledge.
  H2C("h2c", Payload.SMALL),
  /// HTTP/1.1 over TLS, a new connection with a full handshake for each request.
  HANDSHAKES("handshakes", Payload.SMALL);

  private final String word;
  private final List<Payload> payloads;

  Traffic(String word, Payload... payloads) {
    this.word = word;
    this.payloads = List.of(payloads);
  }

  /// The one of this name.
  ///
  /// @throws IllegalArgumentException where there is none
  public static Traffic of(String word) {
    return Arrays.stream(values())
        .filter(traffic -> traffic.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "rows: %s (expected: some of %s)"
                    .formatted(word, Arrays.stream(values()).map(Traffic::word).toList())));
  }

  /// Its name on the command line and in JSON.
  public String word() {
    return word;
  }

  String text(Words words) {
    return words.say("traffic." + word);
  }

  /// What is asked for with it.
  List<Payload> payloads() {
    return payloads;
  }

  boolean encrypted() {
    return switch (this) {
      case TLS, HTTP2, HANDSHAKES -> true;
      case HTTP1, H2C -> false;
    };
  }

  /// If h2load makes it, and not wrk.
  boolean byH2load() {
    return switch (this) {
      case HTTP2, H2C, HANDSHAKES -> true;
      case HTTP1, TLS -> false;
    };
  }

  /// The same without TLS, which is what the origin is asked directly.
  Traffic inClear() {
    return switch (this) {
      case HTTP1, TLS, HANDSHAKES -> HTTP1;
      case HTTP2, H2C -> H2C;
    };
  }
}
