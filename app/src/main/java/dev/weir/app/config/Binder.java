package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Nodes to values, each held against its [Shape]. A mistake does not stop it: what is wrong is
/// reported and left [Bound.Broken]. The table bounds how deep it goes, whatever the nodes do.
final class Binder {
  private static final int LONGEST_SHOWN = 80;

  private final Yaml yaml;
  private final List<Mistake> mistakes;

  /// @param mistakes where to report
  Binder(Yaml yaml, List<Mistake> mistakes) {
    this.yaml = yaml;
    this.mistakes = mistakes;
  }

  /// The file as a whole; nothing of it if the root is not what it should be.
  Bound.Fields bind(Node root) {
    Place place = place(root);
    return fields(root, Keys.ROOT.keys(), "") instanceof Bound.Fields fields
        ? fields
        : new Bound.Fields(place, Map.of("services", new Bound.Broken(place)));
  }

  private Bound bind(Node node, Shape shape, String path) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalar(node, scalar.notation(), path);
      case Shape.Items items -> items(node, items, path);
      case Shape.Named named -> named(node, named.section(), path);
      case Shape.Section section -> section(node, section, path);
      case Shape.Group group -> fields(node, group.keys(), path);
    };
  }

  private Bound section(Node node, Shape.Section section, String path) {
    if (!(node instanceof ScalarNode scalar) || section.words().isEmpty()) {
      return fields(node, section.keys(), path);
    }
    return Optional.ofNullable(section.words().get(scalar.getValue()))
        .<Bound>map(meant -> new Bound.Value(place(node), meant))
        .orElseGet(() ->
            wrong(
                node,
                path,
                Message.WORD_OR_KEYS.of(
                    String.join(", ", section.words().keySet()), names(section.keys()))));
  }

  private Bound fields(Node node, List<Key> keys, String path) {
    if (!(node instanceof MappingNode map)) {
      return wrong(node, path, Message.KEYS.of(names(keys)));
    }
    Map<String, Key> known = keys.stream().collect(Collectors.toMap(Key::name, key -> key));
    var fields = new LinkedHashMap<String, Bound>();
    for (NodeTuple tuple : unique(map)) {
      String name = text(tuple.getKeyNode());
      Optional.ofNullable(known.get(name))
          .ifPresentOrElse(
              key -> fields.put(name, bind(tuple.getValueNode(), key.shape(), below(path, name))),
              () -> unknown(tuple.getKeyNode(), keys));
    }
    keys.stream()
        .filter(key -> key.required() && !fields.containsKey(key.name()))
        .forEach(key -> report(node, Message.MISSING_KEY.of(path, key.name())));
    return new Bound.Fields(place(node), fields);
  }

  private Bound named(Node node, Shape.Section section, String path) {
    if (!(node instanceof MappingNode map)) {
      return wrong(node, path, Message.NAMES.of());
    }
    var fields = new LinkedHashMap<String, Bound>();
    for (NodeTuple tuple : unique(map)) {
      String name = text(tuple.getKeyNode());
      scalar(tuple.getKeyNode(), Notations.NAME, path);
      fields.put(name, fields(tuple.getValueNode(), section.keys(), below(path, name)));
    }
    return new Bound.Fields(place(node), fields);
  }

  private List<NodeTuple> unique(MappingNode map) {
    var first = new LinkedHashMap<String, NodeTuple>();
    for (NodeTuple tuple : map.getValue()) {
      String name = text(tuple.getKeyNode());
      Optional.ofNullable(first.putIfAbsent(name, tuple))
          .map(earlier -> place(earlier.getKeyNode()).line())
          .ifPresent(line -> report(tuple.getKeyNode(), Message.DUPLICATE_KEY.of(name, line)));
    }
    return List.copyOf(first.values());
  }

  private void unknown(Node key, List<Key> keys) {
    Map<String, String> candidates = new LinkedHashMap<>();
    for (Key one : keys) {
      candidates.put(one.name(), one.name());
      if (one.shape() instanceof Shape.Group group) {
        group
            .keys()
            .forEach(below -> candidates.put(below.name(), one.name() + "." + below.name()));
      }
    }
    String name = text(key);
    report(
        key,
        Spelling.meant(name, candidates.keySet())
            .map(meant -> Message.UNKNOWN_KEY_MEANT.of(name, candidates.getOrDefault(meant, meant)))
            .orElseGet(() -> Message.UNKNOWN_KEY.of(name, names(keys))));
  }

  private Bound items(Node node, Shape.Items shape, String path) {
    if (!(node instanceof SequenceNode list)) {
      return wrong(node, path, Message.A_LIST.of());
    }
    List<Node> nodes = list.getValue();
    if (nodes.isEmpty() && shape.some()) {
      report(node, Message.EMPTY_LIST.of(path));
      return new Bound.Broken(place(node));
    }
    return new Bound.Items(
        place(node),
        IntStream.range(0, nodes.size())
            .mapToObj(i -> bind(nodes.get(i), shape.item(), path + "[" + i + "]"))
            .toList());
  }

  private <T> Bound scalar(Node node, Notation<T> notation, String path) {
    if (!(node instanceof ScalarNode scalar) || isNothing(node)) {
      return wrong(node, path, notation.expected());
    }
    String text = scalar.getValue();
    Optional<T> value = parsed(text, notation);
    if (value.isEmpty()) {
      return wrong(node, path, expected(text, notation));
    }
    Optional<Notation.Range<T>> missed =
        notation.range().filter(range -> !range.holds(value.get()));
    if (missed.isPresent()) {
      return wrong(node, path, range(notation, missed.get()));
    }
    return new Bound.Value(place(node), value.get());
  }

  static <T> Optional<T> parsed(String text, Notation<T> notation) {
    boolean written =
        notation.words().isEmpty()
            ? notation.pattern().matcher(text).matches()
            : notation.words().contains(text);
    try {
      return written ? Optional.of(notation.parse().apply(text)) : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      // The pattern is not the whole truth of every notation: `10.0.0.300` looks like an address.
      return Optional.empty();
    }
  }

  static Sentence expected(String text, Notation<?> notation) {
    return Spelling.meant(text, notation.words())
        .map(meant -> Message.VALUE_MEANT.of(notation.expected(), meant))
        .orElse(notation.expected());
  }

  private static <T> Sentence range(Notation<T> notation, Notation.Range<T> range) {
    return Message.A_RANGE.of(
        notation.print().apply(range.least()), notation.print().apply(range.greatest()));
  }

  private Bound wrong(Node node, String path, Sentence expected) {
    Sentence where = path.isEmpty() ? Message.THE_FILE.of() : Message.PLAIN.of(path);
    report(node, Message.VALUE.of(where, found(node), expected));
    return new Bound.Broken(place(node));
  }

  private static Sentence found(Node node) {
    return switch (node) {
      case MappingNode map -> Message.A_MAP_FOUND.of();
      case SequenceNode list -> Message.A_LIST_FOUND.of();
      case Node other when isNothing(other) -> Message.NOTHING_FOUND.of();
      case Node other -> Message.QUOTED.of(text(other));
    };
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private void report(Node node, Sentence what) {
    mistakes.add(new Mistake(place(node), what));
  }

  private Place place(Node node) {
    return yaml.place(node.getStartMark());
  }

  /// The text of a scalar as it can be shown on one line; other nodes have none.
  private static String text(Node node) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : node.getTag().getValue();
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String names(List<Key> keys) {
    return keys.stream().map(Key::name).collect(Collectors.joining(", "));
  }
}
