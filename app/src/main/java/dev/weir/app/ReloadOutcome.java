package dev.weir.app;

import dev.weir.app.config.Mistake;
import dev.weir.app.words.Sentence;
import java.util.List;

/// What became of a reload. In every case but the first the configuration before it stays in force.
sealed interface ReloadOutcome {
  /// In force.
  record Applied(Sentence summary) implements ReloadOutcome {}

  /// The file is wrong.
  record Refused(Sentence summary, List<Mistake> mistakes) implements ReloadOutcome {}

  /// The file is right, but the gateway could not take it, such as an address that is in use.
  record Failed(Sentence summary) implements ReloadOutcome {}

  /// There is no file.
  record Pointless(Sentence summary) implements ReloadOutcome {}

  /// What to tell the operator.
  Sentence summary();
}
