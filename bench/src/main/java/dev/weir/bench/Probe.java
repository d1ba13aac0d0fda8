package dev.weir.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/// One request before a turn, to see that the answer carries a request id.
///
/// @param certificates whom to trust
/// @param h2load for HTTP/2, which the JDK's client does not speak by prior knowledge
record Probe(Certificates certificates, H2load h2load) {
  /// The request id on one answer.
  Optional<String> requestId(Endpoint endpoint, Payload payload)
      throws IOException, InterruptedException {
    return switch (endpoint.traffic()) {
      case HTTP1, TLS, HANDSHAKES -> overHttp1(endpoint, payload);
      case HTTP2, H2C -> h2load.once(endpoint, payload).requestId();
    };
  }

  private Optional<String> overHttp1(Endpoint endpoint, Payload payload)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(certificates.client()).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint.uri(payload))
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("x-request-id");
    }
  }
}
