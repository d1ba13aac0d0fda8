package dev.weir.gateway.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FieldNameTest {
  @Property(tries = 3000)
  void nameIsKnownInAnyCase(
      @ForAll("names") String name,
      @ForAll @Size(max = 30) List<Boolean> capitals,
      @ForAll @IntRange(max = 3) int before) {
    StringBuilder spelt = new StringBuilder(" ".repeat(before));
    for (int i = 0; i < name.length(); i++) {
      String letter = name.substring(i, i + 1);
      boolean capital = i < capitals.size() && capitals.get(i);
      spelt.append(capital ? letter.toUpperCase(Locale.ROOT) : letter);
    }
    byte[] bytes = spelt.append(": x").toString().getBytes(ISO_8859_1);

    assertThat(Optional.ofNullable(FieldName.of(bytes, before, before + name.length())))
        .isEqualTo(plainly(name));
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> known = Arbitraries.of(FieldName.class).map(FieldName::text);
    Arbitrary<String> near =
        known.flatMap(name ->
            Arbitraries.integers()
                .between(0, name.length() - 1)
                .flatMap(at ->
                    Arbitraries.chars()
                        .with("abcxyz-_@[`{0~\u0080")
                        .map(c -> name.substring(0, at) + c + name.substring(at + 1))));
    Arbitrary<String> other =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(20);
    return Arbitraries.oneOf(known, near, other);
  }

  private static Optional<FieldName> plainly(String name) {
    return Arrays.stream(FieldName.values())
        .filter(known -> known.text().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
