package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestingFixturesTest {
  @Test
  void exchangeGoesThroughTheGateway() throws Exception {
    try (TestingOrigin origin = TestingOrigin.saying("hello");
        TestingGateway gateway = TestingGateway.to(origin);
        TestingClient client = gateway.connect()) {
      TestingClient.Answer answer = client.get("/a").answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(origin.takeRequest().line()).isEqualTo("GET /a HTTP/1.1");
      String id = answer.field("x-request-id");
      assertThat(gateway.awaitExchange(id).path()).isEqualTo("/a");
      assertThat(gateway.awaitLogLine(id)).contains("\"http.response.status_code\":200");
      assertThat(gateway.metrics("weir_requests_total"))
          .containsExactly("weir_requests_total{cause=\"\",route=\"/**\",status=\"200\"} 1.0");
    }
  }
}
