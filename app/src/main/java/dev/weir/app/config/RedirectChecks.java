package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.gateway.config.CanonicalConfig.Slash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules about redirects: that each has something to say, and that none leads back to itself.
final class RedirectChecks {
  private final Bound.Fields root;
  private final List<Mistake> mistakes;

  /// @param mistakes where to report
  RedirectChecks(Bound.Fields root, List<Mistake> mistakes) {
    this.root = root;
    this.mistakes = mistakes;
  }

  void run(List<Bound.Fields> routes) {
    for (Bound.Fields route : routes) {
      route.at("canonical").ifPresent(canonical -> saysSomething(route, canonical));
      encryptionIsSeen(route.fields("canonical"));
    }
    targetsAreElsewhere(routes);
  }

  private void saysSomething(Bound.Fields route, Bound canonical) {
    Bound.Fields says = route.fields("canonical");
    boolean keeps = says.value("slash", Slash.class).orElse(Slash.KEEP) == Slash.KEEP;
    boolean nothing =
        keeps && says.at("host").isEmpty() && !says.value("https", Boolean.class).orElse(false);
    boolean broken =
        canonical instanceof Bound.Broken
            || says.fields().values().stream().anyMatch(Bound.Broken.class::isInstance);
    if (nothing && !broken) {
      report(canonical.place(), Message.CANONICAL_OF_NOTHING.of());
    }
    if (route.at("redirect").isPresent()) {
      report(canonical.place(), Message.CANONICAL_OF_REDIRECT.of());
    }
    if (route.at("files").isPresent() && !keeps) {
      report(says.at("slash").orElse(canonical).place(), Message.SLASH_OF_FILES.of());
    }
  }

  private void encryptionIsSeen(Bound.Fields canonical) {
    boolean seen =
        root.at("trusted-hops").isPresent()
            || root.at("listen").filter(Bound.Broken.class::isInstance).isPresent()
            || root.items("listen").stream().anyMatch(RedirectChecks::encrypts);
    if (!seen && canonical.value("https", Boolean.class).orElse(false)) {
      report(canonical.at("https").orElseThrow().place(), Message.HTTPS_UNSEEN.of());
    }
  }

  private static boolean encrypts(Bound listener) {
    return !(listener instanceof Bound.Fields fields) || fields.at("tls").isPresent();
  }

  // A target that an earlier route takes is none that comes back.
  private void targetsAreElsewhere(List<Bound.Fields> routes) {
    List<Match> earlier = new ArrayList<>();
    for (Bound.Fields route : routes) {
      Optional<Match> own = Checks.match(route);
      Bound.Fields redirect = route.fields("redirect");
      Optional<String> to =
          redirect.value("to", String.class).filter(target -> target.startsWith("/"));
      if (own.isPresent() && to.isPresent()) {
        Match target = target(own.get(), to.get());
        boolean taken = earlier.stream().anyMatch(match -> match.covers(target));
        if (own.get().covers(target) && !taken) {
          report(
              redirect.at("to").orElseThrow().place(),
              Message.REDIRECT_TO_ITSELF.of(to.get(), own.get().path()));
        }
      }
      own.ifPresent(earlier::add);
    }
  }

  // What the route's requests become.
  private static Match target(Match own, String to) {
    String path = Stream.of(to.split("[?#]", 2)).findFirst().orElseThrow();
    return new Match(
        own.host(), path.replace("{host}", "host").replace("{path}", own.path()), own.methods());
  }

  private void report(Place place, Sentence what) {
    mistakes.add(new Mistake(place, what));
  }
}
