package dev.weir.status;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which language a caller reads: look-up (RFC 4647 section 3.4) in `Accept-Language` (RFC 9110
/// section 12.5.4).
public final class AcceptLanguage {
  private AcceptLanguage() {}

  /// The language for a caller: the one with the highest weight, the first of equals. Where none is
  /// asked for: English, or Korean for who refuses English (`en;q=0`). Never fails.
  ///
  /// A region or script is cut off until a language is found, so `ko-KR` is Korean and `kok` is
  /// not. A wildcard says nothing about which: it means the default (RFC 4647 section 3.4).
  ///
  /// @param field the `Accept-Language` field, lines joined by commas; empty if there is none
  public static Language negotiate(String field) {
    List<WeightedList.Element> ranges = WeightedList.parse(field);
    Set<Language> refused = EnumSet.noneOf(Language.class);
    for (Language language : Language.values()) {
      if (ranges.stream().anyMatch(r -> r.weight() == 0 && r.value().equals(language.tag()))) {
        refused.add(language);
      }
    }
    return ranges.stream()
        .filter(range -> range.weight() > 0)
        .sorted(Comparator.comparingInt(WeightedList.Element::weight).reversed())
        .flatMap(range -> lookUp(range.value()).stream())
        .filter(language -> !refused.contains(language))
        .findFirst()
        .orElse(refused.equals(EnumSet.of(Language.EN)) ? Language.KO : Language.EN);
  }

  /// All that look-up cuts off stands behind the first subtag. The underscore is no part of a tag,
  /// but programs send `ko_KR`, and it is plain what they mean.
  private static Optional<Language> lookUp(String range) {
    String primary = range.split("[-_]", 2)[0];
    for (Language language : Language.values()) {
      if (language.tag().equals(primary)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
