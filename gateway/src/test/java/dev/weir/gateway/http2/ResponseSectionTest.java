package dev.weir.gateway.http2;

import static dev.weir.gateway.http2.Heads.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseSectionTest {
  @Test
  void responseIsTheSameAsFromHttp1() throws Exception {
    ResponseHead head =
        section(":status: 404", "content-length: 7, 7", "a: ").response(LimitsConfig.DEFAULT);

    assertThat(head.status()).isEqualTo(404);
    assertThat(head.reason()).isEqualTo("Not Found");
    assertThat(Heads.lines(head.fields())).containsExactly("content-length: 7, 7", "a: ");
    assertThat(DeclaredLength.ofResponse(head, Method.GET)).isEqualTo(7);
    assertThat(DeclaredLength.ofResponse(head, Method.HEAD)).isZero();
  }

  @Test
  void interimResponsesAreResponses() throws Exception {
    ResponseHead head =
        section(":status: 103", "link: </a>; rel=preload").response(LimitsConfig.DEFAULT);

    assertThat(head.interim()).isTrue();
  }

  @Test
  void undeclaredLengthIsNone() throws Exception {
    ResponseHead head = section(":status: 200").response(LimitsConfig.DEFAULT);

    assertThat(DeclaredLength.ofResponse(head, Method.GET)).isEqualTo(DeclaredLength.NONE);
  }

  @Test
  void unequalLengthsAreMalformed() throws Exception {
    ResponseHead head =
        section(":status: 200", "content-length: 7", "content-length: 8")
            .response(LimitsConfig.DEFAULT);

    assertThatThrownBy(() -> DeclaredLength.ofResponse(head, Method.GET))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("Content-Length: 7, 8");
  }

  @ParameterizedTest
  @CsvSource({
    "9113 8.3.2, 'a: b'",
    "9113 8.3.2, ':status: 99'",
    "9113 8.3.2, ':status: 2000'",
    "9113 8.3.2, ':status: 2x0'",
    "9113 8.3.2, ':status: '",
    "9113 8.3.2, ':status: 200|:status: 200'",
    "9113 8.3, ':status: 200|:path: /'",
    "9113 8.3, 'a: b|:status: 200'",
    "9113 8.6, ':status: 101'",
    "9113 8.2.1, ':status: 200|A: b'",
    "9113 8.2.1, ':status: 200|a:  b'",
    "9113 8.2.2, ':status: 200|connection: close'",
    "9113 8.2.2, ':status: 200|transfer-encoding: chunked'",
  })
  void malformedResponseIsAProtocolError(String clause, String lines) {
    FailureException refused = refused(section(lines.split("\\|")));

    assertThat(refused.failure().cause()).as(clause).isEqualTo(Cause.HTTP_PROTOCOL_ERROR);
  }

  @Test
  void largeSectionIsToldWithItsLimit() {
    List<String> lines = List.of(":status: 200", "a: " + "b".repeat(2000));

    FailureException refused = refused(Heads.section(new FieldSection(1000, 1000), lines));

    assertThat(refused.failure().cause()).isEqualTo(Cause.HTTP_RESPONSE_HEADER_SECTION_SIZE);
    assertThat(refused.failure().parameters()).containsKey("header-section-size");
  }

  @Test
  void largeFieldIsToldWithItsName() {
    FailureException refused = refused(section(":status: 200", "big: " + "b".repeat(33 << 10)));

    assertThat(refused.failure().cause()).isEqualTo(Cause.HTTP_RESPONSE_HEADER_SIZE);
    assertThat(refused.failure().parameters()).containsEntry("header-name", "big");
  }

  @Test
  void largeTrailersAreToldWithTheirLimit() {
    FieldSection section =
        Heads.section(new FieldSection(1000, 1000), List.of("a: " + "b".repeat(2000)));

    FailureException refused =
        catchThrowableOfType(
            FailureException.class, () -> section.responseTrailers(LimitsConfig.DEFAULT));

    assertThat(refused.failure().cause()).isEqualTo(Cause.HTTP_RESPONSE_TRAILER_SECTION_SIZE);
  }

  @Test
  void trailersHaveNoPseudoFields() {
    assertThatThrownBy(() -> section(":status: 200").responseTrailers(LimitsConfig.DEFAULT))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("a pseudo field among trailers");
  }

  @Test
  void trailersAreFields() throws Exception {
    assertThat(Heads.lines(section("grpc-status: 0").responseTrailers(LimitsConfig.DEFAULT)))
        .containsExactly("grpc-status: 0");
  }

  private static FailureException refused(FieldSection section) {
    return catchThrowableOfType(
        FailureException.class, () -> section.response(LimitsConfig.DEFAULT));
  }
}
