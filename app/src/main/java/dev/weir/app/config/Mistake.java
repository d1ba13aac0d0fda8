package dev.weir.app.config;

import dev.weir.app.words.Sentence;
import dev.weir.status.Language;
import java.util.Comparator;

/// One thing that is wrong with a configuration; ordered by place.
public record Mistake(Place place, Sentence what) implements Comparable<Mistake> {
  private static final Comparator<Mistake> ORDER =
      Comparator.comparing(Mistake::place).thenComparing(mistake -> mistake.in(Language.EN));

  /// The line to show, such as `weir.yaml:17:9: unknown key 'timout' (did you mean 'timeout'?)`.
  public String in(Language language) {
    return place + ": " + what.in(language);
  }

  @Override
  public int compareTo(Mistake other) {
    return ORDER.compare(this, other);
  }
}
