package dev.weir.app.explain;

import dev.weir.status.Catalogue;
import dev.weir.status.Cause;
import dev.weir.status.StatusClass;
import dev.weir.status.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What is to be explained.
public sealed interface Explanation {
  /// One status code with all of its meanings.
  ///
  /// @param asked the code that was asked for, which need not be listed
  /// @param meanings what it stands for, the usual one first; never empty
  record OfCode(String asked, List<StatusCode> meanings) implements Explanation {
    public OfCode {
      meanings = List.copyOf(meanings);
    }

    /// Whether a sub-status was asked for that is not listed, so that this is its main code.
    boolean isMainCode() {
      return asked.contains(".") && meanings.stream().noneMatch(each -> each.code().equals(asked));
    }
  }

  /// A class of status codes.
  record OfClass(StatusClass statusClass) implements Explanation {}

  /// One cause.
  record OfCause(Cause cause) implements Explanation {}

  /// The list of all causes.
  record OfCauses() implements Explanation {}

  /// The list of all codes and causes.
  record OfAll() implements Explanation {}

  /// What these words ask for: `502`, `500.19`, `499.nginx`, `4xx`, `connection_refused`, `causes`
  /// or `all`, in any case; empty for anything else.
  static Optional<Explanation> of(String words) {
    String asked = words.strip().toLowerCase(Locale.ROOT);
    return switch (asked) {
      case "all" -> Optional.of(new OfAll());
      case "causes" -> Optional.of(new OfCauses());
      default -> code(asked).or(() -> statusClass(asked)).or(() -> cause(asked));
    };
  }

  private static Optional<Explanation> code(String asked) {
    return Stream.of(
            Catalogue.of(asked), Catalogue.withKey(asked).stream().toList(), nearest(asked))
        .filter(meanings -> !meanings.isEmpty())
        .findFirst()
        .map(meanings -> new OfCode(asked, meanings));
  }

  /// What a code that is not listed stands for: its main code, or else its class.
  private static List<StatusCode> nearest(String asked) {
    if (!asked.matches("\\d{3}(\\.\\d{1,3})?")) {
      return List.of();
    }
    String main = asked.substring(0, 3);
    List<StatusCode> listed = Catalogue.of(main);
    return listed.isEmpty() ? List.of(Catalogue.unknown(Integer.parseInt(main))) : listed;
  }

  private static Optional<Explanation> statusClass(String asked) {
    return Stream.of(StatusClass.values())
        .filter(each -> each.code().equals(asked))
        .findFirst()
        .map(OfClass::new);
  }

  private static Optional<Explanation> cause(String asked) {
    String code = asked.replace('-', '_');
    return Stream.of(Cause.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .map(OfCause::new);
  }
}
