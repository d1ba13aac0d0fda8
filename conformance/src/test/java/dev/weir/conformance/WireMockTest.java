package dev.weir.conformance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// WireMock's faults as they reach Weir from an origin, in each form of HTTP: the exact cause of
/// each, whether the client still gets an answer or its answer had begun.
@ParameterizedClass
@EnumSource(WireMockTest.Line.class)
class WireMockTest {
  private static final String BODY = "a".repeat(1000);
  private static final int PIECES = 5;
  private static final int DRIBBLING = 500;

  private static final WireMockServer ORIGIN =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());

  @Parameter Line line = Line.HTTP1;

  /// How Weir and the origin speak.
  enum Line {
    HTTP1(Protocol.HTTP1, false),
    HTTP1_OVER_TLS(Protocol.HTTP1, true),
    HTTP2(Protocol.HTTP2, false),
    HTTP2_OVER_TLS(Protocol.HTTP2, true);

    private final Protocol protocol;
    private final boolean tls;

    Line(Protocol protocol, boolean tls) {
      this.protocol = protocol;
      this.tls = tls;
    }

    TestingConfig config() {
      Origin origin = new Origin("127.0.0.1", tls ? ORIGIN.httpsPort() : ORIGIN.port(), tls);
      return TestingConfig.to(origin)
          .service("protocol", protocol)
          .service("tls", Records.with(OriginTlsConfig.DEFAULT, "verify", false));
    }

    // HTTP/2 has no chunks: there the broken bytes stand where a frame should be.
    Cause cause(Fault fault) {
      return switch (fault) {
        case EMPTY_RESPONSE, CONNECTION_RESET_BY_PEER -> Cause.CONNECTION_TERMINATED;
        case RANDOM_DATA_THEN_CLOSE -> Cause.HTTP_PROTOCOL_ERROR;
        case MALFORMED_RESPONSE_CHUNK ->
            protocol == Protocol.HTTP2
                ? Cause.HTTP_PROTOCOL_ERROR
                : Cause.HTTP_RESPONSE_TRANSFER_CODING;
      };
    }
  }

  @BeforeAll
  static void start() {
    if (!ORIGIN.isRunning()) {
      ORIGIN.start();
    }
    for (Fault fault : Fault.values()) {
      ORIGIN.stubFor(any(urlEqualTo("/" + fault)).willReturn(aResponse().withFault(fault)));
    }
    ORIGIN.stubFor(
        any(urlEqualTo("/dribble"))
            .willReturn(aResponse().withBody(BODY).withChunkedDribbleDelay(PIECES, DRIBBLING)));
  }

  @AfterAll
  static void stop() {
    ORIGIN.stop();
  }

  // A small answer to a GET is held back, so that its client is told even where it broke off.
  @ParameterizedTest
  @EnumSource
  void clientIsToldTheCause(Fault fault) throws Exception {
    try (TestingGateway weir = TestingGateway.start(line.config())) {
      Answer answer = answer(weir, "GET", "/" + fault);

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.field("proxy-status"))
          .startsWith("weir;error=" + line.cause(fault).proxyStatusType());
      assertThat(cause(weir, answer)).isEqualTo(line.cause(fault));
    }
  }

  @Test
  void answerThatHadBegunIsCutOff() throws Exception {
    try (TestingGateway weir = TestingGateway.start(line.config())) {
      Answer answer = answer(weir, "POST", "/" + Fault.MALFORMED_RESPONSE_CHUNK);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.whole()).isFalse();
      assertThat(exchange(weir, answer).truncated()).isTrue();
      assertThat(cause(weir, answer)).isEqualTo(line.cause(Fault.MALFORMED_RESPONSE_CHUNK));
    }
  }

  @Test
  void dribblePassesWhole() throws Exception {
    try (TestingGateway weir = TestingGateway.start(line.config())) {
      Answer answer = answer(weir, "GET", "/dribble");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(BODY);
      assertThat(exchange(weir, answer).failure()).isEmpty();
    }
  }

  @Test
  void dribbleSlowerThanTheLimitIsCutOff() throws Exception {
    TestingConfig config = line.config().timeout("betweenBytes", Duration.ofMillis(30));
    try (TestingGateway weir = TestingGateway.start(config)) {
      Answer answer = answer(weir, "POST", "/dribble");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.whole()).isFalse();
      assertThat(cause(weir, answer)).isEqualTo(Cause.CONNECTION_READ_TIMEOUT);
    }
  }

  private static Answer answer(TestingGateway weir, String method, String path) throws IOException {
    try (TestingClient client = weir.connect()) {
      return client.send(TestingClient.head(method, path, "Content-Length: 0")).answer();
    }
  }

  private static Cause cause(TestingGateway weir, Answer answer) {
    return exchange(weir, answer).failure().map(Failure::cause).orElseThrow();
  }

  private static Exchange exchange(TestingGateway weir, Answer answer) {
    return weir.awaitExchange(answer.field("x-request-id"));
  }
}
