package dev.weir.app.config;

import dev.weir.app.words.Words;
import dev.weir.status.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema (draft 2020-12) of configuration files, so that editors complete and check them
/// while they are written. It knows each value, but not the rules between values; `weir check`
/// does.
public final class ConfigurationSchema {
  private final Words words;

  private ConfigurationSchema(Words words) {
    this.words = words;
  }

  /// The schema as maps, lists, texts and numbers, with descriptions in this language.
  public static Map<String, Object> tree(Language language) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    tree.put("$id", "https://weir.dev/weir.schema.json");
    tree.put("title", "Weir");
    var words = new Words(ConfigurationSchema.class, "configuration", language);
    tree.putAll(new ConfigurationSchema(words).of(Keys.ROOT));
    return tree;
  }

  private Map<String, Object> of(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> of(scalar.notation());
      case Shape.Items items -> of(items);
      case Shape.Named named -> of(named);
      case Shape.Section section -> of(section);
      case Shape.Group group -> of(group.keys());
    };
  }

  private Map<String, Object> of(Shape.Items items) {
    var tree = tree("type", "array");
    tree.put("items", of(items.item()));
    if (items.some()) {
      tree.put("minItems", 1);
    }
    return tree;
  }

  private Map<String, Object> of(Shape.Named named) {
    var tree = tree("type", "object");
    tree.put("propertyNames", of(Notations.NAME));
    tree.put("additionalProperties", of(named.section()));
    return tree;
  }

  private Map<String, Object> of(Shape.Section section) {
    Map<String, Object> keys = of(section.keys());
    List<String> words = section.words().keySet().stream().sorted().toList();
    return words.isEmpty() ? keys : tree("anyOf", List.of(tree("enum", words), keys));
  }

  private Map<String, Object> of(List<Key> keys) {
    var properties = new LinkedHashMap<String, Object>();
    keys.forEach(key -> properties.put(key.name(), of(key)));
    var tree = tree("type", "object");
    tree.put("properties", properties);
    List<String> required = keys.stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      tree.put("required", required);
    }
    tree.put("additionalProperties", false);
    return tree;
  }

  private Map<String, Object> of(Key key) {
    var tree = tree("description", words.of(key.path()));
    tree.putAll(of(key.shape()));
    if (key.shape() instanceof Shape.Scalar) {
      key.fallback()
          .ifPresent(it -> tree.put("default", EffectiveConfiguration.written(key.shape(), it)));
    }
    return tree;
  }

  private static <T> Map<String, Object> of(Notation<T> notation) {
    if (notation.kind().equals(Notations.FLAG.kind())) {
      return tree("type", "boolean");
    }
    if (!notation.words().isEmpty()) {
      return tree("enum", notation.words());
    }
    if (!notation.kind().equals(Notations.NUMBER.kind())) {
      var tree = tree("type", "string");
      tree.put("pattern", "^(?:" + notation.pattern() + ")$");
      return tree;
    }
    var tree = tree("type", "integer");
    notation.range().ifPresent(range -> tree.put("minimum", range.least()));
    notation.range().ifPresent(range -> tree.put("maximum", range.greatest()));
    return tree;
  }

  private static Map<String, Object> tree(String name, Object value) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put(name, value);
    return tree;
  }
}
