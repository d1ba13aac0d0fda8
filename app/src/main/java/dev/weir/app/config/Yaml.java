package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// YAML 1.2 text to nodes that know their place. Hostile text is refused, not suffered: size, depth
/// and aliases are bounded, and tags make no objects.
final class Yaml {
  static final int MOST_CHARACTERS = 1 << 20;
  static final int MOST_LEVELS = 50;
  private static final int MOST_ALIASES = 50;

  private final String file;
  private final LoadSettings settings;

  Yaml(String file) {
    this.file = file;
    this.settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(MOST_CHARACTERS)
            .setMaxAliasesForCollections(MOST_ALIASES)
            // What a %YAML line promises is of no interest; the text is read as 1.2.
            .setVersionFunction(version -> version)
            .build();
  }

  /// The root node; empty for a file without content.
  Optional<Node> read(String text) throws MistakeException {
    try {
      // The composer calls itself for each level and has no bound of its own; the parser does not.
      checkDepth(new Parse(settings).parseString(text));
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      Optional<Node> first = documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
      if (documents.hasNext()) {
        throw mistake(documents.next().getStartMark(), Message.SEVERAL_DOCUMENTS.of());
      }
      return first;
    } catch (MarkedYamlEngineException e) {
      throw mistake(e.getProblemMark(), Message.SYNTAX.of(problem(e)));
    } catch (YamlEngineException e) {
      throw mistake(Optional.empty(), Message.SYNTAX.of(String.valueOf(e.getMessage())));
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
  }

  private void checkDepth(Iterable<Event> events) throws MistakeException {
    int depth = 0;
    for (Event event : events) {
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > MOST_LEVELS) {
        throw mistake(event.getStartMark(), Message.TOO_DEEP.of(MOST_LEVELS));
      }
    }
  }

  Place place(Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
        .orElseGet(() -> Place.of(file));
  }

  private MistakeException mistake(Optional<Mark> mark, Sentence what) {
    return new MistakeException(new Mistake(place(mark), what));
  }
}
