package dev.weir.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  @Test
  void allRowsAreThereUnderUniqueKeys() {
    assertThat(Catalogue.all()).hasSize(145);
    assertThat(Catalogue.all()).extracting(StatusCode::key).doesNotHaveDuplicates();
    assertThat(Catalogue.all()).allMatch(StatusCode::listed);
  }

  @Test
  void codeAndSourceTellRowsApart() {
    assertThat(Catalogue.all())
        .extracting(each -> each.code() + " " + each.source())
        .doesNotHaveDuplicates();
  }

  @Test
  void everyRegisteredCodeIsKeyedByItself() {
    assertThat(Catalogue.all())
        .filteredOn(each -> each.source().startsWith("RFC"))
        .hasSize(63)
        .allMatch(each -> each.key().equals(each.code()));
  }

  @Test
  void classFollowsFromTheFirstDigit() {
    assertThat(Catalogue.all())
        .filteredOn(each -> !each.code().equals("000"))
        .allMatch(each -> StatusClass.of(each.status()) == each.statusClass());
  }

  @Test
  void failuresHaveASideAndSuccessesHaveNone() {
    assertThat(Catalogue.in(StatusClass.CLIENT_ERROR)).noneMatch(each -> each.sides().isEmpty());
    assertThat(Catalogue.in(StatusClass.SERVER_ERROR)).noneMatch(each -> each.sides().isEmpty());
    assertThat(Catalogue.in(StatusClass.INFORMATIONAL)).allMatch(each -> each.sides().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "420, 420.twitter, 420.spring",
    "430, 430.shopify, 430.shopify_old",
    "451, 451, 451.microsoft",
    "463, 463.aws, 463.alibaba",
    "499, 499.nginx, 499.esri",
    "530, 530.cloudflare, 530.pantheon",
  })
  void collidingCodesAreToldApartBySource(String code, String usual, String other) {
    List<StatusCode> meanings = Catalogue.of(code);
    assertThat(meanings).extracting(StatusCode::key).containsExactly(usual, other);
    assertThat(meanings).extracting(StatusCode::source).doesNotHaveDuplicates();
    assertThat(Catalogue.withKey(other)).contains(meanings.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "502, YES, ORIGIN GATEWAY",
    "503, AFTER_DELAY, ORIGIN GATEWAY",
    "403, NO, CLIENT EDGE",
    "408, CONDITIONAL, CLIENT",
    "500, YES, ORIGIN DEPENDENCY",
    "304, NOT_APPLICABLE, ''",
    "500.19, NO, ORIGIN",
    "561, NO, DEPENDENCY",
  })
  void retryAndSidesAreRead(String code, Retry retry, String sides) {
    StatusCode first = Catalogue.of(code).get(0);
    assertThat(first.retry()).isEqualTo(retry);
    assertThat(first.sides().stream().map(Side::name)).containsExactly(split(sides));
  }

  @ParameterizedTest
  @CsvSource({
    "199, 100, INFORMATIONAL",
    "299, 200, SUCCESSFUL",
    "399, 300, REDIRECTION",
    "477, 400, CLIENT_ERROR",
    "577, 500, SERVER_ERROR",
    "777, 500, INVALID",
    "42, 500, INVALID",
  })
  void unknownCodeIsTakenForTheFirstOfItsClass(int status, String like, StatusClass statusClass) {
    StatusCode unknown = Catalogue.unknown(status);
    StatusCode x00 = Catalogue.of(like).get(0);
    assertThat(unknown.listed()).isFalse();
    assertThat(unknown.status()).isEqualTo(status);
    assertThat(unknown.statusClass()).isEqualTo(statusClass);
    assertThat(unknown.retry()).isEqualTo(x00.retry());
    assertThat(unknown.sides()).isEqualTo(x00.sides());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1000})
  void numberWithoutThreeDigitsIsNoStatus(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.unknown(status))
        .withMessage("status: " + status + " (expected: 000..999)");
  }

  @Test
  void codeThatIsNotListedHasNoMeanings() {
    assertThat(Catalogue.of("477")).isEmpty();
    assertThat(Catalogue.withKey("502.nginx")).isEmpty();
  }

  @Test
  void classIsKnownByItsCode() {
    for (StatusClass each : StatusClass.values()) {
      assertThat(StatusClass.of(each.code())).isEqualTo(each);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StatusClass.of("6xx"))
        .withMessageStartingWith("status class: 6xx (expected: ");
  }

  @Test
  void statusCodeHasThreeDigits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new StatusCode("50", "50", "Short", StatusClass.INVALID, "nobody", List.of(), Retry.NO))
        .withMessage("status code: 50 (expected: 502 or 500.19)");
  }

  private static String[] split(String names) {
    return names.isEmpty() ? new String[0] : names.split(" ");
  }
}
