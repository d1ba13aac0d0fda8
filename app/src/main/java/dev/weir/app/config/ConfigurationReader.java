package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.gateway.answer.GatewayAnswers;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a configuration as a whole: all of it or every mistake in it, never a part.
public final class ConfigurationReader {
  private static final int MOST_BYTES = Yaml.MOST_CHARACTERS;

  private ConfigurationReader() {}

  /// Reads a file. That it is missing, unreadable or too large is a mistake like any other.
  public static Reading read(Path file) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES
          ? invalid(name, Message.FILE_TOO_LARGE.of(MOST_BYTES >> 20))
          : read(name, text(bytes));
    } catch (NoSuchFileException e) {
      return invalid(name, Message.NO_FILE.of());
    } catch (CharacterCodingException e) {
      return invalid(name, Message.NOT_UTF_8.of());
    } catch (IOException e) {
      return invalid(name, Message.UNREADABLE_FILE.of(e.toString()));
    }
  }

  /// Reads the text of a file.
  ///
  /// @param file its name, for the mistakes
  public static Reading read(String file, String text) {
    var mistakes = new ArrayList<Mistake>();
    var yaml = new Yaml(file);
    try {
      Optional<Node> node = yaml.read(text);
      if (node.isEmpty()) {
        return invalid(file, Message.NO_ROUTES.of());
      }
      Bound.Fields root = new Binder(yaml, mistakes).bind(node.get());
      new Checks(root, mistakes).run();
      return mistakes.isEmpty() ? assemble(file, root) : new Reading.Invalid(mistakes);
    } catch (MistakeException e) {
      return new Reading.Invalid(List.of(e.mistake()));
    }
  }

  /// Reads what `weir run --to URL` was told instead of a file.
  public static Reading read(List<String> to, String listen, String console) {
    var mistakes = new ArrayList<Mistake>();
    List<Origin> origins =
        to.stream()
            .flatMap(text -> argument("--to", text, Notations.ORIGIN, mistakes).stream())
            .toList();
    var traffic = argument("--listen", listen, Notations.ADDRESS, mistakes);
    var control = argument("--console", console, Notations.ADDRESS, mistakes);
    return mistakes.isEmpty()
        ? new Reading.Valid(GatewayConfig.of(traffic.orElseThrow(), control.orElseThrow(), origins))
        : new Reading.Invalid(mistakes);
  }

  private static <T> Optional<T> argument(
      String option, String text, Notation<T> notation, List<Mistake> mistakes) {
    Optional<T> value = Binder.parsed(text, notation);
    if (value.isEmpty()) {
      Sentence expected = Binder.expected(text, notation);
      mistakes.add(new Mistake(Place.of(option), Message.ARGUMENT.of(text, expected)));
    }
    return value;
  }

  // A record or the template of the error page may know better than the table; then what it says is
  // passed on.
  private static Reading assemble(String file, Bound.Fields root) {
    try {
      GatewayConfig config = Assembly.of(root);
      GatewayAnswers.check(config.errorPage());
      return new Reading.Valid(config);
    } catch (IllegalArgumentException e) {
      return invalid(file, Message.REFUSED.of(String.valueOf(e.getMessage())));
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static Reading invalid(String file, Sentence what) {
    return new Reading.Invalid(List.of(new Mistake(Place.of(file), what)));
  }
}
