package dev.weir.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.StatusClass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
  @Test
  void everyCodeAndKeyIsKnown() {
    assertThat(Catalogue.all())
        .allSatisfy(each -> {
          assertThat(Explanation.of(each.code()))
              .contains(new Explanation.OfCode(each.code(), Catalogue.of(each.code())));
          assertThat(Explanation.of(each.key())).isPresent();
        });
  }

  @Test
  void keyNamesOneMeaning() {
    assertThat(Explanation.of("499.esri"))
        .contains(
            new Explanation.OfCode("499.esri", Catalogue.withKey("499.esri").stream().toList()));
  }

  @ParameterizedTest
  @MethodSource
  void classesCausesAndListsAreKnown(String words, Explanation expected) {
    assertThat(Explanation.of(words)).contains(expected);
  }

  static Stream<Object[]> classesCausesAndListsAreKnown() {
    return Stream.of(
        new Object[] {"4xx", new Explanation.OfClass(StatusClass.CLIENT_ERROR)},
        new Object[] {" 5XX ", new Explanation.OfClass(StatusClass.SERVER_ERROR)},
        new Object[] {"connection_refused", new Explanation.OfCause(Cause.CONNECTION_REFUSED)},
        new Object[] {"CONNECTION-REFUSED", new Explanation.OfCause(Cause.CONNECTION_REFUSED)},
        new Object[] {"causes", new Explanation.OfCauses()},
        new Object[] {"all", new Explanation.OfAll()});
  }

  @Test
  void unlistedCodeStandsForItsClass() {
    assertThat(Explanation.of("477"))
        .contains(new Explanation.OfCode("477", List.of(Catalogue.unknown(477))));
  }

  @Test
  void unlistedSubStatusStandsForItsMainCode() {
    assertThat(Explanation.of("500.99"))
        .contains(new Explanation.OfCode("500.99", Catalogue.of("500")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "50", "5000", "6xx", "502.", "-502", "nonsense", "connection refused"})
  void anythingElseIsNot(String words) {
    assertThat(Explanation.of(words)).isEmpty();
  }
}
