package dev.weir.app;

import dev.weir.app.config.EffectiveConfiguration;
import dev.weir.app.config.Mistake;
import dev.weir.app.config.Place;
import dev.weir.app.config.Reading;
import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.gateway.config.GatewayConfig;
import java.io.IOException;
import java.util.List;

/// Takes the configuration from its source again, all or nothing. Any thread; one reload at a time.
final class Reload {
  /// What takes the new configuration, or throws and keeps the old one.
  @FunctionalInterface
  interface Target {
    void reload(GatewayConfig config) throws IOException;
  }

  private final Source source;
  private final Target target;
  private GatewayConfig inForce;

  Reload(Source source, GatewayConfig inForce, Target target) {
    this.source = source;
    this.inForce = inForce;
    this.target = target;
  }

  /// The configuration that was applied last.
  synchronized GatewayConfig inForce() {
    return inForce;
  }

  synchronized ReloadOutcome now() {
    return switch (source) {
      case Source.Options options -> new ReloadOutcome.Pointless(Message.NOTHING_TO_RELOAD.of());
      case Source.File file ->
          switch (file.read()) {
            case Reading.Valid(GatewayConfig config) -> apply(config);
            case Reading.Invalid(List<Mistake> mistakes) -> refuse(mistakes);
          };
    };
  }

  private ReloadOutcome apply(GatewayConfig config) {
    if (!config.console().equals(inForce.console())) {
      Sentence stays = Message.CONSOLE_STAYS.of(console(config), console(inForce));
      return refuse(List.of(new Mistake(Place.of(source.toString()), stays)));
    }
    try {
      target.reload(config);
    } catch (IOException | RuntimeException e) {
      // Also what nobody foresaw: the gateway goes on, and so does whoever asked for the reload.
      return new ReloadOutcome.Failed(
          Message.RELOAD_FAILED.of(source, String.valueOf(e.getMessage())));
    }
    inForce = config;
    return new ReloadOutcome.Applied(
        Message.RELOADED.of(source, config.routes().size(), config.services().size()));
  }

  private ReloadOutcome refuse(List<Mistake> mistakes) {
    return new ReloadOutcome.Refused(Message.RELOAD_REFUSED.of(source), mistakes);
  }

  private static String console(GatewayConfig config) {
    return EffectiveConfiguration.address(config.console().address());
  }
}
