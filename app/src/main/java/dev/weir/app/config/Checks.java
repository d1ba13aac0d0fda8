package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The rules between values. Each looks only at what is right in itself, so that one mistake is not
/// reported twice.
final class Checks {
  private final Bound.Fields root;
  private final List<Mistake> mistakes;

  /// @param mistakes where to report
  Checks(Bound.Fields root, List<Mistake> mistakes) {
    this.root = root;
    this.mistakes = mistakes;
  }

  void run() {
    List<Bound.Fields> routes = sections(root.items("routes").stream());
    addressesAreTakenOnce();
    somethingIsServed();
    routes.forEach(this::leadsSomewhere);
    namesAreTakenOnce(routes);
    everyRouteCanMatch(routes);
    new RedirectChecks(root, mistakes).run(routes);
    certificatesAreGood();
  }

  private void certificatesAreGood() {
    CertificateChecks checks = new CertificateChecks(this::report);
    List<Bound> listen = root.items("listen");
    for (int i = 0; i < listen.size(); i++) {
      if (listen.get(i) instanceof Bound.Fields section
          && section.at("tls").orElse(null) instanceof Bound.Fields tls) {
        checks.listener(tls, "listen[" + i + "].tls");
      }
    }
    for (Bound service : root.fields("services").fields().values()) {
      if (service instanceof Bound.Fields section) {
        checks.service(section.fields("tls"));
      }
    }
  }

  private void addressesAreTakenOnce() {
    var taken = new HashMap<InetSocketAddress, Place>();
    Stream.concat(
            sections(root.items("listen").stream()).stream(), Stream.of(root.fields("console")))
        .flatMap(section -> section.at("address").stream())
        .forEach(bound -> takeAddress(bound, taken));
  }

  private void takeAddress(Bound bound, Map<InetSocketAddress, Place> taken) {
    if (bound instanceof Bound.Value(Place place, InetSocketAddress address)
        && address.getPort() != 0) {
      Optional.ofNullable(taken.putIfAbsent(address, place))
          .ifPresent(first ->
              report(
                  place,
                  Message.DUPLICATE_ADDRESS.of(
                      Notations.ADDRESS.print().apply(address), first.line())));
    }
  }

  private void somethingIsServed() {
    boolean broken = Stream.of("services", "routes").anyMatch(this::isBroken);
    boolean one = root.fields("services").fields().size() == 1;
    if (!broken && !one && root.items("routes").isEmpty()) {
      report(root.place(), Message.NO_ROUTES.of());
    }
  }

  private void leadsSomewhere(Bound.Fields route) {
    Optional<Bound> service = route.at("service");
    List<Bound> ends =
        Stream.of("service", "answer", "redirect", "files")
            .map(route::at)
            .flatMap(Optional::stream)
            .toList();
    if (ends.isEmpty()) {
      report(route.place(), Message.NO_END.of());
    }
    if (ends.size() > 1) {
      report(ends.getLast().place(), Message.MORE_THAN_ONE_END.of());
    }
    Set<String> services = root.fields("services").fields().keySet();
    route
        .value("service", String.class)
        .filter(name -> !services.contains(name) && !isBroken("services"))
        .ifPresent(name -> report(service.orElseThrow().place(), unknownService(name, services)));
  }

  private static Sentence unknownService(String name, Set<String> services) {
    return Spelling.meant(name, services)
        .map(meant -> Message.UNKNOWN_SERVICE_MEANT.of(name, meant))
        .orElseGet(() -> Message.UNKNOWN_SERVICE.of(name, String.join(", ", services)));
  }

  private void namesAreTakenOnce(List<Bound.Fields> routes) {
    var taken = new HashMap<String, Place>();
    for (Bound.Fields route : routes) {
      Place place = route.at("name").map(Bound::place).orElse(route.place());
      route
          .value("name", String.class)
          .flatMap(name ->
              Optional.ofNullable(taken.putIfAbsent(name, place))
                  .map(first -> Message.DUPLICATE_NAME.of(name, first.line())))
          .ifPresent(what -> report(place, what));
    }
  }

  private void everyRouteCanMatch(List<Bound.Fields> routes) {
    var earlier = new LinkedHashMap<Place, Match>();
    for (Bound.Fields route : routes) {
      match(route)
          .ifPresent(match -> {
            earlier.entrySet().stream()
                .filter(entry -> entry.getValue().covers(match))
                .findFirst()
                .ifPresent(entry -> report(route.place(), neverMatches(match, entry)));
            earlier.put(route.place(), match);
          });
    }
  }

  private static Sentence neverMatches(Match match, Map.Entry<Place, Match> covering) {
    return Message.NEVER_MATCHES.of(
        match.path(), covering.getValue().path(), covering.getKey().line());
  }

  /// Which requests the route is for, if that part of it is right.
  static Optional<Match> match(Bound.Fields route) {
    Bound.Fields match = route.fields("match");
    List<Bound> methods = match.items("methods");
    boolean broken =
        Stream.of(
                Stream.of(
                        route.at("match"), match.at("host"), match.at("path"), match.at("methods"))
                    .flatMap(Optional::stream),
                methods.stream())
            .flatMap(stream -> stream)
            .anyMatch(Bound.Broken.class::isInstance);
    return broken
        ? Optional.empty()
        : Optional.of(
            new Match(
                match.value("host", String.class).orElse(""),
                match.value("path", String.class).orElse("/**"),
                texts(methods)));
  }

  private static List<String> texts(List<Bound> items) {
    return items.stream().map(item -> (String) ((Bound.Value) item).value()).toList();
  }

  private static List<Bound.Fields> sections(Stream<Bound> items) {
    var sections = new ArrayList<Bound.Fields>();
    items.forEach(item -> {
      if (item instanceof Bound.Fields section) {
        sections.add(section);
      }
    });
    return sections;
  }

  private boolean isBroken(String key) {
    return root.at(key).orElse(null) instanceof Bound.Broken;
  }

  private void report(Place place, Sentence what) {
    mistakes.add(new Mistake(place, what));
  }
}
