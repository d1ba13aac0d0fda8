package dev.weir.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyStatusTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void namesTheTypeAndNothingOfTheInside(Cause cause) {
    Failure failure =
        Failure.of(cause, "10.0.0.1:80").with("next-hop", "10.0.0.1").with("details", "secret");

    assertThat(ProxyStatus.of("weir", failure))
        .startsWith("weir;error=" + cause.proxyStatusType())
        .doesNotContain("10.0.0.1", "secret", "details");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "DNS_ERROR,                          rcode,                 NXDOMAIN,  "
            + " `;rcode=\"NXDOMAIN\"`",
        "DNS_ERROR,                          info-code,             23,         ;info-code=23",
        "TLS_ALERT_RECEIVED,                 alert-id,              40,         ;alert-id=40",
        "TLS_ALERT_RECEIVED,                 alert-id,              -1,         ``",
        "TLS_ALERT_RECEIVED,                 alert-message,         bad record,"
            + " `;alert-message=\"bad record\"`",
        "HTTP_RESPONSE_HEADER_SECTION_SIZE,  header-section-size,   70000,     "
            + " ;header-section-size=70000",
        "HTTP_RESPONSE_HEADER_SIZE,          header-name,           X-Big,     "
            + " `;header-name=\"X-Big\"`",
        "HTTP_RESPONSE_HEADER_SIZE,          header-size,           99999,      ;header-size=99999",
        "HTTP_RESPONSE_BODY_SIZE,            body-size,             1e9,        ``",
        "HTTP_RESPONSE_BODY_SIZE,            body-size,             1000,       ;body-size=1000",
        "HTTP_RESPONSE_TRAILER_SECTION_SIZE, trailer-section-size,  9,         "
            + " ;trailer-section-size=9",
        "HTTP_RESPONSE_TRAILER_SIZE,         trailer-name,          x-t,       "
            + " `;trailer-name=\"x-t\"`",
        "HTTP_RESPONSE_TRANSFER_CODING,      coding,                gzip,       ;coding=gzip",
        "HTTP_RESPONSE_CONTENT_CODING,       coding,                b r,        ``",
        "CONNECTION_REFUSED,                 header-name,           X,          ``",
      })
  void writesTheParametersThatTheTypeDefines(
      Cause cause, String name, String value, String expected) {
    assertThat(ProxyStatus.of("weir", Failure.of(cause, "").with(name, value)))
        .isEqualTo("weir;error=" + cause.proxyStatusType() + expected);
  }

  @Test
  void requestErrorSaysTheGeneratedStatus() {
    assertThat(ProxyStatus.of("weir", Failure.of(Cause.NO_ROUTE, "")))
        .isEqualTo("weir;error=http_request_error;status-code=404");
  }

  @Test
  void textFromOutsideStaysOneString() {
    Failure failure =
        Failure.of(Cause.HTTP_RESPONSE_HEADER_SIZE, "")
            .with("header-name", "a\"b\\c\r\nSet-Cookie: x=1;é" + "z".repeat(500));

    assertThat(ProxyStatus.of("weir", failure))
        .startsWith(
            "weir;error=http_response_header_size;header-name=\"a\\\"b\\\\cSet-Cookie: x=1;z")
        .endsWith("z\"")
        .hasSizeLessThan(220);
  }

  @Test
  void nameThatIsNoTokenBecomesAString() {
    Failure failure = Failure.of(Cause.DNS_TIMEOUT, "");

    assertThat(ProxyStatus.of("edge.example.net", failure)).startsWith("edge.example.net;error=");
    assertThat(ProxyStatus.of("shop edge", failure)).startsWith("\"shop edge\";error=");
    assertThat(ProxyStatus.of("1st", failure)).startsWith("\"1st\";error=");
  }

  @Test
  void appendsBehindTheHopsNearerToTheOrigin() {
    assertThat(ProxyStatus.append("", "weir;error=dns_timeout"))
        .isEqualTo("weir;error=dns_timeout");
    assertThat(ProxyStatus.append("a;error=dns_error, b", "weir;error=dns_timeout"))
        .isEqualTo("a;error=dns_error, b, weir;error=dns_timeout");
  }
}
