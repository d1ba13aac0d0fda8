package dev.weir.demo.traffic;

import static dev.weir.demo.traffic.Breach.NO_ID_INSIDE;
import static dev.weir.demo.traffic.Breach.NO_REQUEST_ID;
import static dev.weir.demo.traffic.Breach.WRONG_FORM;
import static dev.weir.demo.traffic.Breach.WRONG_LANGUAGE;
import static dev.weir.demo.traffic.Breach.WRONG_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContractTest {
  private static final String PROBLEM =
      "{\"status\":504,\"code\":\"http_response_timeout\",\"request_id\":\"id-1\"}";

  private final Map<String, String> fields =
      new HashMap<>(
          Map.of(
              "content-type", "application/problem+json; charset=utf-8",
              "content-language", "en",
              "proxy-status", "weir; error=http_response_timeout",
              "x-request-id", "id-1"));

  @Test
  void aProblemThatKeepsItHasNoBreach() {
    Contract contract = contract(ClientKind.PROGRAM_EN, 504, PROBLEM);
    assertThat(contract.breaches()).isEmpty();
    assertThat(contract.gatewayError()).contains("http_response_timeout");
    assertThat(contract.code()).contains("http_response_timeout");
  }

  @Test
  void aPageThatKeepsItHasNoBreach() {
    fields.put("content-type", "text/html; charset=utf-8");
    fields.put("content-language", "ko");
    assertThat(contract(ClientKind.BROWSER_KO, 504, "<p>id-1</p>").breaches()).isEmpty();
  }

  @Test
  void aPageIsTheWrongFormForAProgramAndAProblemForABrowser() {
    assertThat(contract(ClientKind.BROWSER_EN, 504, PROBLEM).breaches())
        .containsExactly(WRONG_FORM);
    fields.put("content-type", "text/html");
    assertThat(contract(ClientKind.PROGRAM_EN, 504, "<p>id-1</p>").breaches())
        .containsExactly(WRONG_FORM);
  }

  @Test
  void textIsAFormForAScriptAlone() {
    fields.put("content-type", "text/plain");
    assertThat(contract(ClientKind.SCRIPT, 504, "id-1").breaches()).isEmpty();
    assertThat(contract(ClientKind.PROGRAM_EN, 504, "id-1").breaches()).containsExactly(WRONG_FORM);
  }

  @Test
  void brokenJsonIsNoProblem() {
    assertThat(contract(ClientKind.PROGRAM_EN, 504, "{id-1").breaches())
        .containsExactly(WRONG_FORM);
  }

  @Test
  void theBodyMustNotContradictTheStatus() {
    assertThat(contract(ClientKind.PROGRAM_EN, 502, PROBLEM).breaches())
        .containsExactly(WRONG_STATUS);
    assertThat(contract(ClientKind.PROGRAM_EN, 200, PROBLEM).breaches())
        .containsExactly(WRONG_STATUS);
  }

  @Test
  void theGatewayAnswersInTheClientsLanguageWithTheIdInside() {
    String withoutId = "{\"status\":504}";
    assertThat(contract(ClientKind.PROGRAM_KO, 504, withoutId).breaches())
        .containsExactlyInAnyOrder(WRONG_LANGUAGE, NO_ID_INSIDE);
  }

  @Test
  void everyErrorAnswerNeedsAnId() {
    fields.remove("x-request-id");
    fields.remove("proxy-status");
    assertThat(contract(ClientKind.PROGRAM_EN, 504, PROBLEM).breaches())
        .containsExactly(NO_REQUEST_ID);
  }

  @Test
  void aSuccessOwesNothing() {
    fields.clear();
    assertThat(contract(ClientKind.PROGRAM_EN, 200, "[]").breaches()).isEmpty();
  }

  private Contract contract(ClientKind client, int status, String body) {
    Reply reply = new Reply(status, fields, body.getBytes(StandardCharsets.UTF_8));
    return Contract.of(Call.get(client, "/api/items/1", 200), reply);
  }
}
