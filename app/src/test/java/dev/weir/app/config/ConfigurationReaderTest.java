package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.Size;
import dev.weir.status.Cause;
import dev.weir.status.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
  private static final String SERVICES = "services: {shop: {origins: [http://h:1]}}\n";

  @Test
  void everythingHasADefault() {
    assertThat(valid("services: {shop: {origins: [http://localhost:3000]}}"))
        .isEqualTo(
            new GatewayConfig(
                "weir",
                List.of(ListenConfig.DEFAULT),
                GatewayConfig.DEFAULT.console(),
                List.of(),
                GatewayConfig.DEFAULT.limits(),
                GatewayConfig.DEFAULT.timeouts(),
                GatewayConfig.DEFAULT.drain(),
                GatewayConfig.DEFAULT.dns(),
                AccessLogConfig.DEFAULT,
                GatewayConfig.DEFAULT.errorPage(),
                Map.of("shop", ServiceConfig.of(List.of(new Origin("localhost", 3000)))),
                List.of(RouteConfig.to("shop"))));
  }

  @Test
  void whatTheFileSaysIsInForce() {
    GatewayConfig config =
        valid(
            """
            drain: 5s
            limits: {request-head: 8KiB, response-body: unlimited}
            access-log: {format: combined, file: access.log, successes: 12.5%}
            services:
              shop: {origins: ["http://[::1]", "http://Shop:8080/"], host: origin}
            routes:
              - match: {host: "*.Example.com", path: /api/**, methods: [GET, HEAD]}
                service: shop
                timeout: 250ms
                errors: wrap
              - {answer: draining, retry-after: 1h}
            """);
    assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.limits().requestHead()).isEqualTo(Size.ofKiB(8));
    assertThat(config.limits().responseBody()).isEqualTo(Size.UNLIMITED);
    assertThat(config.accessLog().format()).isEqualTo(AccessLogConfig.Format.COMBINED);
    assertThat(config.accessLog().successes().value()).isEqualTo(0.125);
    assertThat(config.services().values())
        .singleElement()
        .extracting(ServiceConfig::origins, LIST)
        .containsExactly(new Origin("0:0:0:0:0:0:0:1", 80), new Origin("shop", 8080));
    RouteConfig api = config.routes().getFirst();
    assertThat(api.host()).contains("*.example.com");
    assertThat(api.path()).isEqualTo("/api/**");
    assertThat(api.methods()).containsExactly("GET", "HEAD");
    assertThat(api.timeout()).contains(Duration.ofMillis(250));
    assertThat(api.errors()).isEqualTo(RouteConfig.Errors.WRAP);
    assertThat(config.routes().getLast().answer()).contains(Cause.DRAINING);
  }

  @Test
  void servicesKeepTheOrderOfTheFile() {
    String services =
        "services: {z: {origins: [http://h]}, a: {origins: [http://h]}, m: {origins: [http://h]}}";
    assertThat(valid(services + "\nroutes: [{service: z}]").services().keySet())
        .containsExactly("z", "a", "m");
  }

  @Test
  void aliasesStandForWhatTheyName() {
    GatewayConfig config =
        valid("services: {a: &a {origins: [http://h:1]}, b: *a}\nroutes: [{service: b}]");
    assertThat(config.services().get("b")).isEqualTo(config.services().get("a"));
  }

  @Test
  void byteOrderMarkIsNoMistake() {
    assertThat(valid("\uFEFF" + SERVICES).services()).containsKey("shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // One mistake a line: the text, and after # what is said about it. \n stands for a new
        // line.
        "trusted_hops: [] # 1:1: unknown key 'trusted_hops' (did you mean 'trusted-hops'?)",
        "drian: 1s # 1:1: unknown key 'drian' (did you mean 'drain'?)",
        "colour: red # 1:1: unknown key 'colour' (expected: name, listen, console, trusted-hops,"
            + " limits, timeouts, drain, dns, access-log, error-page, services, routes)",
        "routes: [{path: /x, service: shop}] # 1:11: unknown key 'path' (did you mean 'match.path'?)",
        "name: a\\nname: b # 2:1: key 'name' is already given in line 1",
        "name: two words # 1:7: name: 'two words' (expected: a name of letters, digits, '-', '_' or '.')",
        "drain: 5 # 1:8: drain: '5' (expected: a duration such as 250ms, 15s, 1m, 1h or 7d)",
        "drain: [5s] # 1:8: drain: a list (expected: a duration such as 250ms, 15s, 1m, 1h or 7d)",
        "drain: # 1:7: drain: nothing (expected: a duration such as 250ms, 15s, 1m, 1h or 7d)",
        "drain: 2h # 1:8: drain: '2h' (expected: 0s to 1h)",
        "timeouts: {connect: 0s} # 1:21: timeouts.connect: '0s' (expected: 1ms to 7d)",
        "limits: {request-head: 64KB} # 1:24: limits.request-head: '64KB' (expected: a size such as"
            + " 200B, 64KiB, 1MiB or unlimited)",
        "limits: {request-body: 999999999999TiB} # 1:24: limits.request-body: '999999999999TiB'"
            + " (expected: a size such as 200B, 64KiB, 1MiB or unlimited)",
        "limits: {request-head: unlimited} # 1:24: limits.request-head: 'unlimited' (expected: 1KiB to 1MiB)",
        "limits: {request-fields: many} # 1:26: limits.request-fields: 'many' (expected: a whole number)",
        "limits: big # 1:9: limits: 'big' (expected: the keys request-target, request-head,"
            + " request-fields, request-body, response-head, response-field, response-trailers,"
            + " response-body, held-answer, connections, client-connections, connection-requests,"
            + " streams, request-rate, response-rate)",
        "access-log: {successes: 120%} # 1:25: access-log.successes: '120%' (expected: a ratio from 0%"
            + " to 100%)",
        "access-log: {format: jsn} # 1:22: access-log.format: 'jsn' (expected: one of json, combined,"
            + " off; did you mean 'json'?)",
        "access-log: {keep: 0} # 1:20: access-log.keep: '0' (expected: 1 to 10000)",
        "listen: [] # 1:9: listen: empty list (expected: at least one entry)",
        "listen: [{}] # 1:10: listen[0]: key 'address' is missing",
        "listen: [{address: 10.0.0.300:80}] # 1:20: listen[0].address: '10.0.0.300:80' (expected: an"
            + " address such as 0.0.0.0:8080, [::]:8080 or :8080)",
        "listen: [{address: ':80000'}] # 1:20: listen[0].address: ':80000' (expected: an"
            + " address such as 0.0.0.0:8080, [::]:8080 or :8080)",
        "listen: [{address: ':1'}, {address: ':1'}] # 1:37: address '0.0.0.0:1' is already taken in line 1",
        "trusted-hops: [10.0.0.0/33] # 1:16: trusted-hops[0]: '10.0.0.0/33' (expected: an address or a"
            + " network such as 10.0.0.0/8 or ::1)",
        "error-page: {template: /no/such/page.html} # 1:24: error-page.template: '/no/such/page.html'"
            + " (expected: the name of an existing file)",
        "routes: [{service: shp}] # 1:20: unknown service 'shp' (did you mean 'shop'?)",
        "routes: [{service: billing}] # 1:20: unknown service 'billing' (expected: one of shop)",
        "routes: [{answer: conection_refused}] # 1:19: routes[0].answer: 'conection_refused' (expected:"
            + " a cause from 'weir explain causes'; did you mean 'connection_refused'?)",
        "routes: [{timeout: 1s}] # 1:10: route leads nowhere (expected: 'service', 'answer', 'redirect' or 'files')",
        "routes: [{service: shop, answer: draining}] # 1:34: more than one of 'service', 'answer', 'redirect' and 'files' (expected: one of them)",
        "routes: [{match: {path: api}, service: shop}] # 1:25: routes[0].match.path: 'api' (expected: a"
            + " path such as /orders, /orders/* for one segment, or /api/** for all below)",
        "routes: [{match: {path: /a/**/b}, service: shop}] # 1:25: routes[0].match.path: '/a/**/b'"
            + " (expected: a path such as /orders, /orders/* for one segment, or /api/** for all below)",
        "routes: [{match: {host: 'h:80'}, service: shop}] # 1:25: routes[0].match.host: 'h:80'"
            + " (expected: a host name without a port, such as shop.example.com or *.example.com)",
        "routes: [{match: {methods: [get]}, service: shop}] # 1:29: routes[0].match.methods[0]: 'get'"
            + " (expected: a method in upper case, such as GET)",
        "routes: [{service: shop}, {service: shop}] # 1:27: route '/**' can never match: '/**' in line"
            + " 1 takes all of its requests first",
        "routes: [{name: a, service: shop, match: {path: /a}}, {name: a, service: shop}] # 1:62: name"
            + " 'a' is already taken in line 1",
        "routes: [{redirect: {to: //h}}] # 1:26: routes[0].redirect.to: '//h' (expected: a path such as"
            + " /new{path}, or a URL such as https://www.example.com{path}; {query} only behind a"
            + " question mark, and no path that begins with two slashes)",
        "routes: [{files: {root: /no/such}}] # 1:25: routes[0].files.root: '/no/such' (expected: the"
            + " name of an existing folder)",
        "routes: [{service: shop, canonical: {slash: keep}}] # 1:37: 'canonical' asks for nothing"
            + " (expected: 'https: true', a 'host', or a 'slash' other than keep)",
        "routes: [{redirect: {to: 'https://h'}, canonical: {host: h}}] # 1:51: 'canonical' beside"
            + " 'redirect' does nothing (expected: one of them; a redirect goes to its target at once)",
        "routes: [{files: {root: .}, canonical: {slash: remove}}] # 1:48: 'slash' beside 'files'"
            + " (expected: keep; folders get their slash by themselves)",
        "routes: [{service: shop, canonical: {https: true}}] # 1:45: 'https: true', but no request can"
            + " be seen to be encrypted, and each would be redirected for ever (expected: 'tls' at a"
            + " listener, or the proxy in front of it in 'trusted-hops')",
        "routes: [{redirect: {to: '/new{path}'}}] # 1:26: redirect to '/new{path}' leads to the same"
            + " route again, for ever (expected: a target outside '/**')",
        "drain: 'a\tb' # 1:8: drain: 'a?b' (expected: a duration such as 250ms, 15s, 1m, 1h or 7d)",
      })
  void aMistakeIsSaidOnceAndAtItsPlace(String row) {
    String[] parts = row.split(" # ");
    assertThat(mistakes(parts[0].replace("\\n", "\n") + "\n" + SERVICES))
        .containsExactly("weir.yaml:" + parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {a: {origins: [http://h/x]}} # 1:26: services.a.origins[0]: 'http://h/x' (expected:"
            + " an origin such as http://10.0.0.1:8080, without a path)",
        "services: {a: {origins: [http://h:0]}} # 1:26: services.a.origins[0]: 'http://h:0' (expected:"
            + " an origin such as http://10.0.0.1:8080, without a path)",
        "services: {a: {origins: []}} # 1:25: services.a.origins: empty list (expected: at least one entry)",
        "services: {a: {}} # 1:15: services.a: key 'origins' is missing",
        "services: {a b: {origins: [http://h]}} # 1:12: services: 'a b' (expected: a name of letters,"
            + " digits, '-', '_' or '.')",
        "services: [] # 1:11: services: a list (expected: names, each with keys below it)",
        "services: {a: {origins: [http://h]}, b: {origins: [http://h]}} # 1:1: nothing to serve"
            + " (expected: 'services', and 'routes' unless there is only one service)",
        "name: x # 1:1: nothing to serve (expected: 'services', and 'routes' unless there is only one service)",
        "[] # 1:1: the file: a list (expected: the keys name, listen, console, trusted-hops,"
            + " limits, timeouts, drain, dns, access-log, error-page, services, routes)",
        "--- {}\\n--- {} # 2:5: a second document begins here (expected: one document a file)",
      })
  void aMistakeAboutServicesIsSaidOnceAndAtItsPlace(String row) {
    String[] parts = row.split(" # ");
    assertThat(mistakes(parts[0].replace("\\n", "\n"))).containsExactly("weir.yaml:" + parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routes: [{match: {path: /login}, service: shop}, {redirect: {to: /login}}]",
        "routes: [{match: {path: /old/**}, redirect: {to: '/new{path}'}}, {service: shop}]",
        "routes: [{redirect: {to: 'https://{host}:8443{path}?from={host}&{query}#top'}}]",
        "trusted-hops: [10.0.0.1]\nroutes: [{service: shop, canonical: {https: true, host: 'h:8443'}}]",
        "listen: [{address: ':1'}, {address: ':2', tls: self-signed}]\nroutes: [{service: shop,"
            + " canonical: {https: true}}]",
        "routes: [{files: {root: ., cache-control: 'public, max-age=60'}}]",
      })
  void whatLeadsSomewhereElseIsValid(String text) {
    assertThat(valid(text + "\n" + SERVICES).routes()).isNotEmpty();
  }

  @Test
  void mistakesDoNotHideEachOther() {
    assertThat(
            mistakes(
                """
                services: {shop: {origins: [http://h], hsot: keep}}
                routes:
                  - {match: {path: /a}, service: shp, timout: 1s, errors: wrapp}
                """))
        .containsExactly(
            "weir.yaml:1:40: unknown key 'hsot' (did you mean 'host'?)",
            "weir.yaml:3:34: unknown service 'shp' (did you mean 'shop'?)",
            "weir.yaml:3:39: unknown key 'timout' (did you mean 'timeout'?)",
            "weir.yaml:3:59: routes[0].errors: 'wrapp' (expected: one of pass, wrap; did you mean 'wrap'?)");
  }

  @Test
  void mistakesAreSaidInKorean() {
    assertThat(invalid("drian: 1s\n" + SERVICES).getFirst().in(Language.KO))
        .isEqualTo("weir.yaml:1:1: 알 수 없는 키 'drian' (혹시 'drain'?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "a: b: c", "\"", "a:\n\t- b", "*nobody", "@"})
  void brokenSyntaxHasAPlace(String text) {
    assertThat(mistakes(text)).singleElement().asString().matches("weir.yaml:\\d+:\\d+: .*");
    assertThat(mistakes(text).getFirst()).contains("YAML syntax: ");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(mistakes("[".repeat(100_000)))
        .containsExactly("weir.yaml:1:51: nested too deeply (expected: at most 50 levels)");
  }

  @Test
  void aliasesCannotExplode() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(mistakes(bomb.toString()))
        .singleElement()
        .asString()
        .contains("Number of aliases for non-scalar nodes exceeds the specified max=50");
  }

  @Test
  void aliasOfItselfIsAMistakeLikeAnyOther() {
    assertThat(mistakes("services: &s {shop: *s}")).isNotEmpty();
    assertThat(mistakes("limits: &l [*l]")).isNotEmpty();
  }

  @Test
  void missingFileIsAMistake(@TempDir Path directory) {
    Path file = directory.resolve("weir.yaml");
    assertThat(said(ConfigurationReader.read(file))).containsExactly(file + ": no such file");
  }

  @Test
  void directoryIsAMistake(@TempDir Path directory) {
    assertThat(said(ConfigurationReader.read(directory)))
        .singleElement()
        .asString()
        .startsWith(directory + ": cannot be read");
  }

  @Test
  void whatIsNoTextIsAMistake(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("weir.yaml"), new byte[] {(byte) 0xC0, 0});
    assertThat(said(ConfigurationReader.read(file))).containsExactly(file + ": not UTF-8 text");
  }

  @Test
  void hugeFileIsAMistake(@TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve("weir.yaml"), new byte[(1 << 20) + 1]);
    assertThat(said(ConfigurationReader.read(file)))
        .containsExactly(file + ": too large (expected: at most 1 MiB)");
  }

  @Test
  void emptyFileServesNothing() {
    assertThat(mistakes("# nothing\n"))
        .containsExactly(
            "weir.yaml: nothing to serve (expected: 'services', and 'routes' unless there is only one service)");
  }

  @Test
  void optionsOfTheCommandAreReadLikeAFile() {
    assertThat(ConfigurationReader.read(List.of("http://h:3000"), ":8080", "127.0.0.1:9090"))
        .isEqualTo(
            new Reading.Valid(
                GatewayConfig.of(
                    ListenConfig.DEFAULT.address(),
                    GatewayConfig.DEFAULT.console().address(),
                    List.of(new Origin("h", 3000)))));
    assertThat(said(ConfigurationReader.read(List.of("https://h", "h:1"), "x", ":1")))
        .containsExactly(
            "--listen: 'x' (expected: an address such as 0.0.0.0:8080, [::]:8080 or :8080)",
            "--to: 'h:1' (expected: an origin such as http://10.0.0.1:8080, without a path)");
  }

  @Test
  void templateThatCannotBeFilledIsAMistake(@TempDir Path dir) throws IOException {
    Path template = Files.writeString(dir.resolve("page.html"), "<h1>{{titel}}</h1>");

    String text =
        "services: {s: {origins: [http://h]}}\nerror-page: {template: '" + template + "'}";
    assertThat(mistakes(text)).singleElement().asString().contains(template.toString(), "titel");
  }

  private static GatewayConfig valid(String text) {
    Reading reading = ConfigurationReader.read("weir.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).config();
  }

  private static List<Mistake> invalid(String text) {
    Reading reading = ConfigurationReader.read("weir.yaml", text);
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    return ((Reading.Invalid) reading).mistakes();
  }

  private static List<String> mistakes(String text) {
    return said(ConfigurationReader.read("weir.yaml", text));
  }

  private static List<String> said(Reading reading) {
    return ((Reading.Invalid) reading)
        .mistakes().stream().map(mistake -> mistake.in(Language.EN)).toList();
  }
}
