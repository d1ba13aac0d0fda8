package dev.weir.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.AnsweredBy;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.CanonicalConfig;
import dev.weir.gateway.config.CanonicalConfig.Slash;
import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RedirectConfig;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Redirects and canonical forms over real sockets (RFC 9110 section 15.4).
class RedirectTest {
  private static final String HTTPS = "X-Forwarded-Proto: https";

  // ---- routes that are elsewhere ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/new | /a | /new",
        "/new | /a?b=c&d | /new?b=c&d",
        "/new?x=y | /a?b=c | /new?x=y",
        "/new?x=y&{query} | /a?b=c | /new?x=y&b=c",
        "/new?x=y&{query} | /a | /new?x=y",
        "/new?{query} | /a | /new",
        "/new{path} | /a/%2F%41?b | /new/a/%2F%41?b",
        "/new{path} | //evil.com | /new//evil.com",
        "/new#top | /a?b | /new?b#top",
        "/from/{host}{path} | /a | /from/shop.test/a",
        "https://{host}{path} | /a?b | https://shop.test/a?b",
        "https://{host}:8443{path} | /a | https://shop.test:8443/a",
        "https://www.example.com | /a | https://www.example.com",
        "https://www.example.com{path} | //evil.com/ | https://www.example.com//evil.com/",
        "https://www.example.com{path} | /@evil.com | https://www.example.com/@evil.com",
        "https://www.example.com{path} | /\\evil.com | https://www.example.com/%5Cevil.com",
        "https://www.example.com{path} | /{query}?{path} | https://www.example.com/%7Bquery%7D?%7Bpath%7D",
        "https://www.example.com{path} | /%0d%0aSet-Cookie:a | https://www.example.com/%0d%0aSet-Cookie:a",
        "https://www.example.com{path} | /<b>\"' | https://www.example.com/%3Cb%3E%22'",
      })
  void whatWasAskedGoesWhereTheRouteSays(String to, String target, String location)
      throws IOException {
    try (TestingGateway gateway = redirecting(to, true)) {
      Answer answer = ask(gateway, "GET", target, "shop.test:8080");
      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.field("location")).isEqualTo(location);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, true, 301",
    "HEAD, true, 301",
    "POST, true, 308",
    "DELETE, true, 308",
    "PUT, true, 308",
    "GET, false, 302",
    "HEAD, false, 302",
    "POST, false, 307",
    "PATCH, false, 307"
  })
  void theMethodIsKept(String method, boolean permanent, int status) throws IOException {
    try (TestingGateway gateway = redirecting("/new", permanent)) {
      Answer answer = ask(gateway, method, "/a", "shop.test");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.field("cache-control")).isEqualTo(permanent ? "max-age=86400" : "no-store");
    }
  }

  @Test
  void anAnswerHasALinkAndAnIdAndTheConnectionGoesOn() throws IOException {
    try (TestingGateway gateway = redirecting("https://h{path}", true);
        TestingClient client = gateway.connect()) {
      Answer answer = client.get("/a?b=c&d='").answer();
      assertThat(answer.text()).contains("<a href=\"https://h/a?b=c&amp;d=&#39;\">");
      assertThat(answer.field("content-type")).isEqualTo("text/html; charset=utf-8");
      Exchange exchange = gateway.awaitExchange(answer.field("x-request-id"));
      assertThat(exchange.answeredBy()).isEqualTo(AnsweredBy.GATEWAY);
      assertThat(exchange.status()).isEqualTo(301);
      assertThat(exchange.failure()).isEmpty();
      assertThat(client.get("/b").answer().field("location")).isEqualTo("https://h/b");
    }
  }

  @Test
  void aRedirectToItselfIsAMistakeOfTheConfiguration() throws IOException {
    try (TestingGateway gateway = redirecting("http://{host}{path}", true)) {
      assertThat(ask(gateway, "GET", "/a?b", "shop.test").status()).isEqualTo(500);
    }
  }

  @Test
  void aPreflightIsNotRedirected() throws IOException {
    try (TestingGateway gateway = redirecting("/new", true);
        TestingClient client = gateway.connect()) {
      client.send(
          TestingClient.head(
              "OPTIONS", "/a", "Origin: https://a.test", "Access-Control-Request-Method: PUT"));
      assertThat(client.answer().status()).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.com",
        "/{path}",
        "{path}",
        "",
        "ftp://h/",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://h{query}",
        "https://{path}",
        "https://h@evil.com",
        "https://h\\@evil.com",
        "/a{query}",
        "/a{other}",
        "/a b",
        "/a\r\nSet-Cookie: b",
        "/\\evil.com",
        "https://h:{path}",
        "/a#{path}",
        "/\u00e4"
      })
  void aTargetThatRequestsCouldBendIsRefused(String to) {
    assertThatThrownBy(() -> new RedirectConfig(to, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a path, or a URL");
  }

  private static TestingGateway redirecting(String to, boolean permanent) {
    return TestingGateway.start(
        TestingConfig.to(new Origin("127.0.0.1", 1))
            .route(
                "service",
                Optional.empty(),
                "redirect",
                Optional.of(new RedirectConfig(to, permanent))));
  }

  // ---- one form ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Scheme: the port of http is no port of https.
        "https || KEEP | http | shop.test:8080 | /a?b | https://shop.test/a?b",
        "https || KEEP | https | shop.test | /a | served",
        "https || KEEP | http | [::1]:8080 | /a | https://[::1]/a",
        "https | www.test:8443 | KEEP | http | shop.test:8080 | /a | https://www.test:8443/a",
        "https | www.test:8443 | KEEP | https | www.test:8443 | /a | served",
        "https | www.test:8443 | KEEP | https | www.test | /a | https://www.test:8443/a",
        // Host: in any case, with any port.
        "- | www.test | KEEP | http | www.test | /a | served",
        "- | www.test | KEEP | http | WWW.Test:8080 | /a | served",
        "- | www.test | KEEP | http | shop.test | /a?b | http://www.test/a?b",
        "- | www.test | KEEP | http | shop.test:8080 | /a | http://www.test:8080/a",
        "- | www.test | KEEP | https | shop.test | //evil.com | https://www.test//evil.com",
        // Slash.
        "- || ADD | http | shop.test | /a?b | /a/?b",
        "- || ADD | http | shop.test | /a/ | served",
        "- || ADD | http | shop.test | / | served",
        "- || ADD | http | shop.test | /a/b.css | served",
        "- || ADD | http | shop.test | /a.b/c | /a.b/c/",
        "- || REMOVE | http | shop.test | /a/?b | /a?b",
        "- || REMOVE | http | shop.test | /a/// | /a",
        "- || REMOVE | http | shop.test | / | served",
        "- || REMOVE | http | shop.test | /// | /",
        "- || REMOVE | http | shop.test | /a%2F | served",
        "- || REMOVE | http | shop.test | //evil.com/ | served",
        "- || REMOVE | http | shop.test | /\\evil.com/ | /%5Cevil.com",
        "- || ADD | http | shop.test | //evil | served",
        // All at once.
        "https | www.test | ADD | http | shop.test:8080 | /a?b | https://www.test/a/?b",
        "https | www.test | REMOVE | http | shop.test | //evil.com/ | https://www.test//evil.com",
        "https | www.test | ADD | https | www.test | /a/ | served",
      })
  void anotherFormIsSentToTheOneInOneStep(
      String https,
      String host,
      Slash slash,
      String scheme,
      String asked,
      String target,
      String expected)
      throws IOException {
    CanonicalConfig config =
        new CanonicalConfig(https.equals("https"), Optional.ofNullable(host), slash);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway = canonical(origin, config)) {
      Answer answer = ask(gateway, "GET", target, asked, "X-Forwarded-Proto: " + scheme);
      if (expected.equals("served")) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("served");
      } else {
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.field("location")).isEqualTo(expected);
        assertThat(follow(gateway, expected, asked, scheme).status()).isEqualTo(200);
      }
    }
  }

  // What a client does with the Location: no second redirect.
  private static Answer follow(TestingGateway gateway, String location, String host, String scheme)
      throws IOException {
    if (location.startsWith("/")) {
      return ask(gateway, "GET", location, host, "X-Forwarded-Proto: " + scheme);
    }
    String[] parts = location.split("(?<=[^/])/(?=.*)|://", 3);
    return ask(gateway, "GET", "/" + parts[2], parts[1], "X-Forwarded-Proto: " + parts[0]);
  }

  @Test
  void aBodyIsSentToTheOneFormAsWell() throws IOException {
    CanonicalConfig config = new CanonicalConfig(true, Optional.empty(), Slash.KEEP);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway = canonical(origin, config);
        TestingClient client = gateway.connect()) {
      client.send(TestingClient.head("POST", "/a", "Content-Length: 3") + "abc");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.field("location")).isEqualTo("https://localhost/a");
      assertThat(origin.connections()).isZero();
    }
  }

  @Test
  void onlyATrustedHopIsBelievedAboutTheScheme() throws IOException {
    CanonicalConfig config = new CanonicalConfig(true, Optional.empty(), Slash.KEEP);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway =
            TestingGateway.start(
                TestingConfig.to(origin).route("canonical", Optional.of(config)))) {
      assertThat(ask(gateway, "GET", "/a", "shop.test", HTTPS).status()).isEqualTo(301);
    }
  }

  @Test
  void whatATrustedHopCallsTheHostIsTakenIfItIsOne() throws IOException {
    CanonicalConfig config = new CanonicalConfig(true, Optional.empty(), Slash.KEEP);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway = canonical(origin, config)) {
      assertThat(
              ask(gateway, "GET", "/a", "in.test", "X-Forwarded-Host: out.test").field("location"))
          .isEqualTo("https://out.test/a");
      assertThat(
              ask(gateway, "GET", "/a", "in.test", "X-Forwarded-Host: e.com/x").field("location"))
          .isEqualTo("https://in.test/a");
    }
  }

  @Test
  void aPreflightGoesToTheOrigin() throws IOException {
    CanonicalConfig config = new CanonicalConfig(true, Optional.empty(), Slash.ADD);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway = canonical(origin, config)) {
      Answer answer =
          ask(gateway, "OPTIONS", "/a", "shop.test", "Access-Control-Request-Method: PUT");
      assertThat(answer.text()).isEqualTo("served");
      assertThat(ask(gateway, "OPTIONS", "/a", "shop.test").status()).isEqualTo(308);
    }
  }

  @Test
  void withoutAHostThereIsNoOtherScheme() throws IOException {
    CanonicalConfig config = new CanonicalConfig(true, Optional.empty(), Slash.KEEP);
    try (TestingOrigin origin = TestingOrigin.saying("served");
        TestingGateway gateway = canonical(origin, config);
        TestingClient client = gateway.connect()) {
      assertThat(client.send("GET /a HTTP/1.0\r\n\r\n").answer().status()).isEqualTo(400);
    }
  }

  private static TestingGateway canonical(TestingOrigin origin, CanonicalConfig config) {
    return TestingGateway.start(
        TestingConfig.to(origin)
            .route("canonical", Optional.of(config))
            .with("trustedHops", List.of(new Network(InetAddress.ofLiteral("127.0.0.1"), 32))));
  }

  private static Answer ask(
      TestingGateway gateway, String method, String target, String host, String... fields)
      throws IOException {
    try (TestingClient client = gateway.connect()) {
      client.send(
          TestingClient.head(method, target, fields).replace("Host: localhost", "Host: " + host));
      return method.equals("HEAD") ? client.answerHead() : client.answer();
    }
  }
}
