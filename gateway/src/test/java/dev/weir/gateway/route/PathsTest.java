package dev.weir.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PathsTest {
  @Property(tries = 3000)
  void patternMatchesAsTheExpressionThatItStandsFor(
      @ForAll("patterns") String pattern, @ForAll("paths") String path) {
    String fixed = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
    String expression =
        List.of(fixed.split("/", -1)).stream()
            .map(segment -> segment.equals("*") ? "[^/]*" : Pattern.quote(segment))
            .collect(Collectors.joining("/"));
    boolean open = fixed.length() < pattern.length();

    assertThat(new PathPattern(pattern).matches(path))
        .isEqualTo(path.matches(open ? expression + "(/.*)?" : expression));
  }

  @Property(tries = 3000)
  void dotsAreRemovedAsTheStandardRemovesThem(@ForAll("paths") String path) {
    assertThat(NormalPath.of(path)).isEqualTo(withoutDots(decoded(path)));
  }

  @Property
  void noSegmentOfANormalPathIsADot(@ForAll("paths") String path) {
    assertThat(NormalPath.of(path)).startsWith("/").doesNotMatch(".*/\\.\\.?(/.*)?");
  }

  @Property(tries = 3000)
  void readingsHaveThePathAndItsStandardForm(@ForAll("paths") String path) {
    assertThat(PathReadings.of(path)).contains(NormalPath.of(path)).hasSizeLessThanOrEqualTo(32);
    if (PathReadings.plain(path)) {
      assertThat(PathReadings.of(path)).containsExactly(path);
    }
  }

  @Example
  void pathThatIsEncodedManyTimesIsReadInOneGo() {
    String path = "/%" + "25".repeat(5000) + "2e./;x//a";

    assertThat(PathReadings.of(path)).contains("/a");
  }

  @Example
  void pathWithoutDotsIsNotCopied() {
    String path = "/a/b.c/..d/e";

    assertThat(NormalPath.of(path)).isEqualTo(path);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "a", "b", "ab", "", ".", "..", "...", ".a", "a.", "%2e", "%2E%2e", ".%2e", "%2f", "%61",
            "%252e", "%", "%2", "%zz", "*", "**", ";", "\u00e9")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(segments -> "/" + String.join("/", segments));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "ab", "*", "", "a*", "**a", ".a")
        .list()
        .ofMaxSize(4)
        .flatMap(segments ->
            Arbitraries.of("", "/**")
                .map(
                    end -> segments.stream().map(s -> "/" + s).collect(Collectors.joining()) + end))
        .filter(pattern -> !pattern.isEmpty());
  }

  private static String decoded(String path) {
    return Pattern.compile(
            "%(4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA]|3[0-9]|2[dDeE]|5[fF]|7[eE])")
        .matcher(path)
        .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
  }

  // RFC 3986 section 5.2.4, letter by letter.
  private static String withoutDots(String path) {
    String in = path;
    StringBuilder out = new StringBuilder();
    while (!in.isEmpty()) {
      if (in.startsWith("/./")) {
        in = in.substring(2);
      } else if (in.equals("/.")) {
        in = "/";
      } else if (in.startsWith("/../") || in.equals("/..")) {
        in = in.equals("/..") ? "/" : in.substring(3);
        out.setLength(Math.max(0, out.lastIndexOf("/")));
      } else {
        int next = in.indexOf('/', 1);
        int to = next < 0 ? in.length() : next;
        out.append(in, 0, to);
        in = in.substring(to);
      }
    }
    return out.toString();
  }
}
