package dev.weir.app.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ENUMS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.RECORDS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the build demands of the rooms and their packages: `docs/life-of-a-request.md` tells why.
///
/// Each rule has a name, and under that name a sample in `build/wrong/rooms` that it must refuse.
/// Rooms and packages that are still to come are named here already.
final class HouseRules {
  /// What each room uses by itself. What those use in turn is open to it too.
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("status", Set.of()),
          Map.entry("exchange", Set.of("status")),
          Map.entry("lint", Set.of("exchange")),
          Map.entry("insight", Set.of("exchange")),
          Map.entry("gateway", Set.of("exchange", "lint")),
          Map.entry("store", Set.of("insight")),
          Map.entry("console", Set.of("store", "gateway")),
          Map.entry("origin", Set.of("status")),
          Map.entry("fleet", Set.of("store")),
          Map.entry("demo", Set.of()),
          Map.entry("bench", Set.of("console", "origin", "fleet", "demo")),
          Map.entry("app", Set.of("bench")));

  /// Packages of the gateway that give requests and answers their shape. They know no phase.
  private static final List<String> SHAPES =
      List.of("config", "loop", "message", "http1", "http2", "tls", "websocket");

  /// The life of a request, first phase first.
  private static final List<String> PHASES =
      List.of(
          "edge",
          "identify",
          "route",
          "admit",
          "replay",
          "cache",
          "choose",
          "attempt",
          "judge",
          "answer",
          "record");

  /// Rooms that have neither clock nor thread nor dice: those are handed in.
  private static final String[] PURE = {
    "dev.weir.status..", "dev.weir.exchange..", "dev.weir.lint..", "dev.weir.insight.."
  };

  private HouseRules() {}

  /// All rules by name.
  static SequencedMap<String, ArchRule> all() {
    SequencedMap<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("arrows-go-down", arrowsGoDown());
    rules.put("status-has-the-jdk-only", statusHasTheJdkOnly());
    rules.put("command-line-in-app-only", commandLineInAppOnly());
    rules.put("phases-go-forward", phasesGoForward());
    rules.put("shapes-know-no-phase", shapesKnowNoPhase());
    rules.put("listeners-face-the-phases", listenersFaceThePhases());
    rules.put("no-cycles", noCycles());
    rules.put("loops-do-not-log", loopsDoNotLog());
    rules.put("nobody-sleeps", nobodySleeps());
    rules.put("time-comes-in", timeComesIn());
    rules.put("names-say-something", namesSaySomething());
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
    return rules;
  }

  private static ArchRule arrowsGoDown() {
    return allOf(USES.keySet().stream().sorted().map(HouseRules::staysBelow))
        .as("a room uses those below it only");
  }

  private static ArchRule staysBelow(String room) {
    String[] open = below(room).stream().map(HouseRules::packages).toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(packages(room)))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.weir..").and(not(resideInAnyPackage(open))).as("of other rooms"));
  }

  private static Set<String> below(String room) {
    Set<String> open = new TreeSet<>(Set.of(room));
    USES.getOrDefault(room, Set.of()).forEach(used -> open.addAll(below(used)));
    return open;
  }

  private static ArchRule statusHasTheJdkOnly() {
    return classes()
        .that(resideInAPackage("dev.weir.status.."))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.status..", "java..", "javax.xml..", "org.jspecify.annotations")
        .because("it lives in other people's services");
  }

  private static ArchRule commandLineInAppOnly() {
    return noClasses()
        .that(not(resideInAPackage("dev.weir.app..")))
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."));
  }

  private static ArchRule phasesGoForward() {
    return allOf(PHASES.stream().skip(1).map(HouseRules::doesNotReachBack))
        .as("a phase knows of earlier ones what they found, which is data, and never how");
  }

  private static ArchRule doesNotReachBack(String phase) {
    return noClasses()
        .that(resideInAPackage(phase(phase)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(phases(PHASES.subList(0, PHASES.indexOf(phase))))
                .and(not(RECORDS))
                .and(not(ENUMS)));
  }

  private static ArchRule shapesKnowNoPhase() {
    return noClasses()
        .that(resideInAnyPackage(phases(SHAPES)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(phases(PHASES)));
  }

  private static ArchRule listenersFaceThePhases() {
    return noClasses()
        .that(resideInAPackage("dev.weir.gateway.*.."))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.weir.gateway").and(not(INTERFACES)))
        .because("the gateway assembles its phases: they call it back through interfaces only");
  }

  private static ArchRule noCycles() {
    return allOf(
        Stream.of("dev.weir.(*)..", "dev.weir.gateway.(*)..", "dev.weir.app.(*)..")
            .map(pattern -> slices().matching(pattern).should().beFreeOfCycles()));
  }

  private static ArchRule loopsDoNotLog() {
    return noClasses()
        .that(
            resideInAPackage("dev.weir.gateway..")
                .and(not(resideInAPackage("dev.weir.gateway.record.."))))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .or(name("java.lang.System$Logger")))
        .because("an event loop hands over and goes on: the recorder's thread writes");
  }

  private static ArchRule nobodySleeps() {
    return noClasses()
        .that(not(resideInAPackage("dev.weir.bench..")))
        .should()
        .callMethodWhere(target(owner(name("java.lang.Thread"))).and(target(name("sleep"))))
        .because("a wait has a condition and an end; only a bench lets time pass to measure it");
  }

  private static ArchRule timeComesIn() {
    return noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .callMethodWhere(target(owner(nameMatching("java\\.time\\..*"))).and(target(name("now"))))
        .orShould()
        .callMethodWhere(
            target(owner(name("java.lang.System")))
                .and(target(nameMatching("currentTimeMillis|nanoTime"))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("random|current"))
                .and(
                    target(
                        owner(
                            nameMatching(
                                "java\\.lang\\.Math|java\\.util\\.concurrent\\.ThreadLocalRandom")))))
        .because("what is concluded must not depend on when: hand in an InstantSource");
  }

  private static ArchRule namesSaySomething() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils");
  }

  private static ArchRule allOf(Stream<ArchRule> rules) {
    return CompositeArchRule.of(rules.map(rule -> rule.allowEmptyShould(true)).toList());
  }

  private static String packages(String room) {
    return "dev.weir." + room + "..";
  }

  private static String phase(String name) {
    return "dev.weir.gateway." + name + "..";
  }

  private static String[] phases(List<String> names) {
    return names.stream().map(HouseRules::phase).toArray(String[]::new);
  }
}
