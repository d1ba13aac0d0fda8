package dev.weir.app.config;

import dev.weir.app.words.Words;
import dev.weir.status.Language;
import java.util.List;
import java.util.Optional;

/// The table of all keys on the reference pages.
final class ReferenceTable {
  private final Words words;
  private final Words kinds;
  private final StringBuilder page = new StringBuilder();

  private ReferenceTable(Language language) {
    words = new Words(ConfigurationSchema.class, "configuration", language);
    kinds = new Words(ReferenceTable.class, "kinds", language);
    page.append(kinds.of("head")).append("\n|---|---|---|---|\n");
  }

  /// In Markdown.
  static String of(Language language) {
    var table = new ReferenceTable(language);
    table.rows(Keys.ROOT.keys(), "");
    return table.page.toString();
  }

  private void rows(List<Key> keys, String parent) {
    for (Key key : keys) {
      String path = parent + key.name();
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(path, kind(key.shape()), fallback(key), meaning(key)));
      below(key.shape(), path);
    }
  }

  /// Asterisks are meant as such, not as emphasis.
  private String meaning(Key key) {
    return words.of(key.path()).replace("*", "\\*");
  }

  private void below(Shape shape, String path) {
    switch (shape) {
      case Shape.Scalar scalar -> {}
      case Shape.Items items -> below(items.item(), path + "[]");
      case Shape.Named named -> below(named.section(), path + ".NAME");
      case Shape.Section section -> rows(section.keys(), path + ".");
      case Shape.Group group -> rows(group.keys(), path + ".");
    }
  }

  private String kind(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> kind(scalar.notation());
      case Shape.Items items -> items(items.item());
      case Shape.Named named -> kinds.of("names");
      case Shape.Section section -> kinds.of("keys");
      case Shape.Group group -> kinds.of("keys");
    };
  }

  private String items(Shape item) {
    return item instanceof Shape.Section
        ? kinds.of("list")
        : kinds.of("list-of").formatted(kind(item));
  }

  private <T> String kind(Notation<T> notation) {
    return notation.kind().equals("choice")
        ? "`" + String.join("`, `", notation.words()) + "`"
        : kinds.of(notation.kind()) + range(notation);
  }

  private <T> String range(Notation<T> notation) {
    return notation
        .range()
        .map(it ->
            kinds
                .of("range")
                .formatted(shown(notation, it.least()), shown(notation, it.greatest())))
        .orElse("");
  }

  private static <T> String shown(Notation<T> notation, T value) {
    return "`" + notation.print().apply(value) + "`";
  }

  private String fallback(Key key) {
    boolean leaf = key.shape() instanceof Shape.Scalar || key.shape() instanceof Shape.Items;
    Optional<Object> written =
        key.fallback()
            .filter(it -> leaf)
            .map(it -> EffectiveConfiguration.written(key.shape(), it));
    return key.required()
        ? kinds.of("required")
        : written.filter(it -> !it.equals(List.of())).map(ReferenceTable::flow).orElse("");
  }

  private static String flow(Object written) {
    return "`" + written.toString().replace("=", ": ") + "`";
  }
}
