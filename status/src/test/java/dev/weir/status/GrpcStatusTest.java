package dev.weir.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcStatusTest {
  @ParameterizedTest
  @CsvSource({
    // gRPC doc/statuscodes.md: what its own libraries say of the same.
    "CLIENT_GONE, 1",
    "EXCHANGE_TIMEOUT, 4",
    "HTTP_RESPONSE_TIMEOUT, 4",
    "NO_ROUTE, 12",
    "REQUEST_BODY_TOO_LARGE, 8",
    "HTTP_RESPONSE_BODY_SIZE, 8",
    "HTTP_RESPONSE_CONTENT_CODING, 13",
    "CONNECTION_TERMINATED, 14",
    "DNS_ERROR, 14",
    "DRAINING, 14",
    // The meanings of the codes themselves.
    "RATE_LIMITED, 8",
    "CLIENT_BLOCKED, 7",
    "CONNECTION_REFUSED, 14",
    "CONNECTION_TIMEOUT, 14",
    "QUEUE_FULL, 14",
    "HTTP_REQUEST_ERROR, 13",
    "PROXY_INTERNAL_ERROR, 13"
  })
  void causeHasACode(Cause cause, int code) {
    assertThat(GrpcStatus.of(cause).code()).isEqualTo(code);
  }

  /// What follows from the status code alone, so that the two tables cannot drift apart.
  @ParameterizedTest
  @EnumSource(Cause.class)
  void codeAgreesWithTheStatus(Cause cause) {
    GrpcStatus status = GrpcStatus.of(cause);
    boolean late = cause.status() == 504 || cause.status() == 408;

    assertThat(status == GrpcStatus.PERMISSION_DENIED).isEqualTo(cause.status() == 403);
    assertThat(status == GrpcStatus.DEADLINE_EXCEEDED).isEqualTo(late && cause.sentMatters());
    assertThat(status).isNotEqualTo(GrpcStatus.UNKNOWN);
    if (cause.status() == 503) {
      assertThat(status).isEqualTo(GrpcStatus.UNAVAILABLE);
    }
    if (cause.status() == 404 || cause.status() == 405 || cause.status() == 501) {
      assertThat(status).isEqualTo(GrpcStatus.UNIMPLEMENTED);
    }
    if (cause.status() < 500) {
      assertThat(status).isNotEqualTo(GrpcStatus.UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 2", "501, 2", "502, 14", "503, 14", "504, 14", "505, 2", "599, 2"})
  void originErrorFollowsTheMappingOfHttp(int status, int code) {
    assertThat(GrpcStatus.ofOriginError(status).code()).isEqualTo(code);
  }

  @Test
  void messageIsPercentEncoded() {
    assertThat(GrpcStatus.message("100% ~!\"")).isEqualTo("100%25 ~!\"");
    assertThat(GrpcStatus.message("a\r\nb\u007f")).isEqualTo("a%0D%0Ab%7F");
    assertThat(GrpcStatus.message("한")).isEqualTo("%ED%95%9C");
  }

  @Test
  void messageDecodesToTheSame() {
    String text = "요청 제한 +100% \u0000 \ud83d\ude00";

    String decoded = URLDecoder.decode(GrpcStatus.message(text).replace("+", "%2B"), UTF_8);

    assertThat(decoded).isEqualTo(text);
  }
}
