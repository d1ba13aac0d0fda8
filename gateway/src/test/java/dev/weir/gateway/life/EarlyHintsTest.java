package dev.weir.gateway.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyHintsTest {
  private static final String CSS = "</a.css>; rel=preload; as=style";
  private static final String[] BROWSER = {
    "sec-fetch-mode", "navigate", "sec-fetch-dest", "document", "cookie", "a=b"
  };

  private static TestingGateway gateway(TestingOrigin origin) {
    return TestingGateway.start(TestingConfig.to(origin).route("earlyHints", true));
  }

  private static String page(String... fields) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLink: "
        + CSS
        + ", </next>; rel=next\r\n"
        + String.join("\r\n", fields)
        + "\r\nContent-Length: 2\r\n\r\nhi";
  }

  // All over one connection, since every loop learns for itself.
  private static String third(Http2Peer peer, String... learningFields) throws IOException {
    assertThat(peer.get(1, "/", learningFields).answer(1).status()).isEqualTo("200");
    assertThat(peer.get(3, "/", learningFields).answer(3).status()).isEqualTo("200");
    peer.get(5, "/", BROWSER);
    return peer.nextHeaders().getOrDefault(":status", "");
  }

  @Test
  void hintsOfEarlierAnswersAreSentBeforeTheOriginAnswers() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(page("X: y"));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      peer.get(1, "/").answer(1);
      peer.get(3, "/").answer(3);
      peer.get(5, "/?from=mail", BROWSER);

      assertThat(peer.nextHeaders()).containsEntry(":status", "103").containsEntry("link", CSS);
      assertThat(peer.answer(5).status()).isEqualTo("200");
      assertThat(gateway.metrics("weir_early_hints_total"))
          .containsExactly(
              "weir_early_hints_total{step=\"learned\"} 1.0",
              "weir_early_hints_total{step=\"sent\"} 1.0");
    }
  }

  @Test
  void whatWasSaidOnceIsNotBelieved() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(page("X: y"));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      peer.get(1, "/").answer(1);
      peer.get(3, "/", BROWSER);

      assertThat(peer.nextHeaders()).containsEntry(":status", "200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cache-Control: private",
        "Cache-Control: max-age=1, No-Store",
        "Set-Cookie: a=b",
        "Vary: User-Agent",
        "Vary: *"
      })
  void nothingIsLearnedFromWhatIsNotForAnybody(String field) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(page(field));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      assertThat(third(peer)).isEqualTo("200");
    }
  }

  @ParameterizedTest
  @CsvSource({"cookie, a=b", "authorization, Bearer a"})
  void nothingIsLearnedFromAnswersToSomebody(String name, String value) throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(page("X: y"));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      assertThat(third(peer, name, value)).isEqualTo("200");
    }
  }

  @Test
  void nothingIsSentToProgramsAndOverOldVersions() throws Exception {
    try (TestingOrigin origin = TestingOrigin.answering(page("X: y"));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address());
        TestingClient client = gateway.connect()) {
      assertThat(third(peer)).isEqualTo("103");
      peer.answer(5);

      assertThat(peer.get(7, "/").nextHeaders()).containsEntry(":status", "200");
      String[] browser = {"Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/", browser).answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void originThatSendsHintsIsLeftToDoSo() throws Exception {
    String hint = "HTTP/1.1 103 Early Hints\r\nLink: </own.css>; rel=preload\r\n\r\n";
    try (TestingOrigin origin = TestingOrigin.answering(hint + page("X: y"));
        TestingGateway gateway = gateway(origin);
        Http2Peer peer = Http2Peer.connect(gateway.address())) {
      third(peer);

      assertThat(peer.nextHeaders()).containsEntry(":status", "200");
      assertThat(gateway.metrics("weir_early_hints_total{step=\"sent\"}").getFirst())
          .endsWith(" 0.0");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "</a>; rel=preload, </b>; rel=next | </a>; rel=preload",
        "</a,b;c>; as=font; rel=\"x preload\" | </a,b;c>; as=font; rel=\"x preload\"",
        "<https://c.test>; rel=preconnect; t=\"a, b\" "
            + "| <https://c.test>; rel=preconnect; t=\"a, b\"",
        "</m.js>; REL=ModulePreload | </m.js>; REL=ModulePreload",
        "</a>; rel=preload; anchor=\"/b\" | ''",
        "/a; rel=preload | ''",
        "</a | ''",
        "'' | ''"
      })
  void linksThatHelpBeforeThePageAreKept(String link, String kept) {
    assertThat(LinkHints.of(link)).isEqualTo(kept);
  }

  @Test
  void noMoreLinksThanABrowserBeginsWith() {
    assertThat(LinkHints.of("</a>; rel=preload,".repeat(100)).split(",")).hasSize(20);
  }
}
