package dev.weir.demo.view;

import dev.weir.demo.drill.DrillPhase;
import dev.weir.demo.drill.DrillState;
import dev.weir.demo.traffic.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a live view shows at one moment.
///
/// @param now the time of day, for what is left of a drill
/// @param elapsed since the demo began
/// @param span how long `latest` was counted
/// @param latest the calls that ended since the frame before
/// @param total all calls
/// @param drill the drill that is being played
public record Frame(
    Instant now,
    Duration elapsed,
    Duration span,
    Counts latest,
    Counts total,
    Optional<DrillState> drill) {

  long perSecond() {
    return Math.round(latest.requests() * 1e9 / Math.max(1, span.toNanos()));
  }

  /// The share of the latest calls that were not served, from 0 to 1.
  double unserved() {
    long bad = latest.failed() + latest.broken();
    return bad == 0 ? 0 : (double) bad / latest.requests();
  }

  String clock() {
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  /// The drill in words.
  String drill(Words words) {
    return drill.map(state -> drill(words, state)).orElseGet(() -> words.text("drill.none"));
  }

  private String drill(Words words, DrillState state) {
    String fault = state.order().fault().word();
    long left = (state.left(now).toMillis() + 999) / 1000;
    if (state.phase() != DrillPhase.DURING) {
      return words.text("drill.now." + state.phase().word(), fault, left);
    }
    return state.order().instance().isPresent()
        ? words.text("drill.now.one", fault, state.order().target(), left)
        : words.text("drill.now.all", fault, left);
  }
}
