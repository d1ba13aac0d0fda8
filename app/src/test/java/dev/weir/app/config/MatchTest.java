package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
  @ParameterizedTest
  @CsvSource({
    "/**, /, true",
    "/**, /**, true",
    "/api/**, /api, true",
    "/api/**, /api/a/b, true",
    "/api/**, /api/*, true",
    "/api/**, /apis, false",
    "/api/*, /api/a, true",
    "/api/*, /api/*, true",
    "/api/*, /api/, true",
    "/api/*, /api/**, false",
    "/api/*, /api/a/b, false",
    "/api, /api, true",
    "/api, /api/, false",
    "/api, /api/**, false",
    "/a/*/c, /a/b/c, true",
    "/a/*/c, /a/b/d, false",
  })
  void pathCoversWhatItMatches(String earlier, String later, boolean covers) {
    assertThat(match("", earlier).covers(match("", later))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "'', a.example.com, true",
    "a.example.com, a.example.com, true",
    "a.example.com, '', false",
    "*.example.com, a.example.com, true",
    "*.example.com, *.a.example.com, true",
    "*.example.com, *.example.com, true",
    "*.example.com, example.com, false",
    "a.example.com, *.example.com, false",
  })
  void hostCoversWhatItMatches(String earlier, String later, boolean covers) {
    assertThat(match(earlier, "/x").covers(match(later, "/x"))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "'', GET, true",
    "GET, GET, true",
    "GET, '', false",
    "GET, GET|HEAD, true",
    "HEAD, GET, false",
    "GET|POST, GET, true",
    "GET, GET|POST, false",
  })
  void methodsCoverThoseTheyName(String earlier, String later, boolean covers) {
    assertThat(methods(earlier).covers(methods(later))).isEqualTo(covers);
  }

  private static Match match(String host, String path) {
    return new Match(host, path, List.of());
  }

  private static Match methods(String names) {
    return new Match("", "/x", names.isEmpty() ? List.of() : List.of(names.split("\\|")));
  }
}
