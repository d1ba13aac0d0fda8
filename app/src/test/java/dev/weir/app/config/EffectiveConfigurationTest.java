package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.GatewayConfig;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigurationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {shop: {origins: [http://h]}}",
        """
        name: "null"
        listen: [{address: "[::1]:0"}, {address: "localhost:8081"}]
        console: {address: "[::]:9090"}
        trusted-hops: [10.0.0.0/8, "::1", "fe80::/10"]
        limits: {request-target: 8000B, response-body: 3GiB, held-answer: 0B}
        timeouts: {connect: 90s, exchange: 7d, client-idle: 1500ms}
        drain: 0s
        dns: {servers: ["127.0.0.53:53"], timeout: 1m}
        access-log: {format: "off", file: "/tmp/a: b", successes: 0.5%, rotate-size: unlimited, keep: 1}
        error-page: {brand: "#1 상점", support: "mailto:a@b"}
        services:
          "true": {origins: ["http://[::1]:81", "http://a_b"], host: origin, prohibited: [127.0.0.0/8]}
          "123": {origins: ["http://h"], connections: 7, idle: 1ms}
        routes:
          - {name: "- x", match: {host: "*.example.com", path: "/a/*/b", methods: [GET, M-SEARCH]}, service: "123"}
          - {match: {path: /**}, answer: http_request_denied, retry-after: 90s, first-byte: 1s, request-body: 1B, errors: wrap}
        """
      })
  void readingItBackGivesTheSame(String text) {
    GatewayConfig config = read(text);
    String written = EffectiveConfiguration.yaml(config);
    assertThat(read(written)).isEqualTo(config);
    assertThat(EffectiveConfiguration.yaml(read(written))).isEqualTo(written);
  }

  @Test
  void everyDefaultIsWrittenOut() {
    String written = EffectiveConfiguration.yaml(read("services: {shop: {origins: [http://h]}}"));
    assertThat(written)
        .contains("request-head: 32KiB", "connect: 1s", "response-body: unlimited", "format: json")
        .contains("  - match:\n      path: /**\n      methods: []\n    service: shop\n");
    assertThat(
            leaves(Keys.ROOT)
                .filter(key -> key.fallback().isPresent())
                .map(key -> key.name() + ":"))
        .allSatisfy(key -> assertThat(written).contains(key));
  }

  private static Stream<Key> leaves(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> Stream.empty();
      case Shape.Items items -> leaves(items.item());
      case Shape.Named named -> leaves(named.section());
      case Shape.Section section -> leaves(section.keys().stream());
      case Shape.Group group -> leaves(group.keys().stream());
    };
  }

  private static Stream<Key> leaves(Stream<Key> keys) {
    return keys.flatMap(
        key -> Stream.concat(Stream.of(key), isThere(key) ? leaves(key.shape()) : Stream.empty()));
  }

  /// A section without a default is there only if somebody writes it.
  private static boolean isThere(Key key) {
    return key.required()
        || key.fallback().isPresent()
        || key.shape() instanceof Shape.Group
        || key.shape() instanceof Shape.Named;
  }

  private static GatewayConfig read(String text) {
    Reading reading = ConfigurationReader.read("weir.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).config();
  }
}
