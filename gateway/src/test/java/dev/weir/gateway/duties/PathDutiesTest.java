package dev.weir.gateway.duties;

import static dev.weir.gateway.duties.Scene.lines;

import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.testing.Records;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.status.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which path goes where, and what the origin has of it: a path passes as it was sent, or not at
/// all. `/admin/**` is closed here and all others are open, so whoever gets to the origin by
/// another spelling of it has got around that.
class PathDutiesTest {
  private static final UnaryOperator<TestingConfig> CLOSED_ADMIN =
      config ->
          config.routeBefore(
              Records.with(
                  RouteConfig.to("default"),
                  Map.of(
                      "path", "/admin/**",
                      "service", Optional.empty(),
                      "answer", Optional.of(Cause.PROXY_INTERNAL_RESPONSE))));
  private static final UnaryOperator<TestingConfig> READ_ONLY =
      config ->
          config.routeBefore(
              Records.with(RouteConfig.to("default"), "methods", List.of("GET", "OPTIONS")));
  private static final UnaryOperator<TestingConfig> CLOSED_HOST =
      config ->
          config.routeBefore(
              Records.with(
                  RouteConfig.to("default"),
                  Map.of(
                      "host", Optional.of("shop.test"),
                      "service", Optional.empty(),
                      "answer", Optional.of(Cause.PROXY_INTERNAL_RESPONSE))));

  @AutoClose private static final Scenes SCENES = new Scenes();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"closed", "open", "refused", "oneRoute", "hosts"})
  void isRoutedAsEverybodyReadsIt(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> closed() {
    return Stream.of(
            "/admin",
            "/admin/x",
            "/%61dmin",
            "/%61%64min/x?c",
            "/admin/a%2Fb",
            "/admin/%ED%95%9C",
            "/admin//x",
            "/admin/;x",
            "/admin/a/../b",
            "http://shop.test/admin")
        .map(target ->
            to("closed", target).answered(503, "proxy_internal_response").originHasNothing());
  }

  static Stream<Duty> open() {
    return Stream.of(
            "/administration",
            "/public/admin",
            "/a//b",
            "/a;x=1/b;y",
            "/a%2Fb",
            "/a%2fb%5Cc",
            "/a%252Fb",
            "/a\\b",
            "/a/./b",
            "/a/%2e/b",
            "/a/b/../c",
            "/../a",
            "/%ED%95%9C%EA%B8%80",
            "/%C7%D1",
            "/a%20b",
            "/%zz",
            "/%",
            "/ADMIN",
            "/a?b=/../admin",
            "/a?b=%00",
            "/a?b=//admin")
        .map(target -> to("open", target).originHasAll(asSent(target)));
  }

  static Stream<Duty> refused() {
    return Stream.of(
            "/public/../admin",
            "/public/%2e%2e/admin",
            "/public/%2E./admin/x",
            "/./admin",
            "/a/b/../../admin?c",
            "/../../admin",
            "/admin/../public",
            "/admin/..",
            "/admin%2Fx",
            "/admin%2fx",
            "/admin%5Cx",
            "/admin\\x",
            "/\\admin",
            "//admin",
            "///admin/x",
            "/%2Fadmin",
            "/admin;x",
            "/admin;x=1/users",
            "/admin%3Bx/users",
            "/;x/admin",
            "/.;/admin",
            "/public/..;/admin",
            "/public/..;a=b/admin",
            "/public/%2e%2e;/admin",
            "/public/..%2Fadmin",
            "/public%2F..%2Fadmin",
            "/public/..%5cadmin",
            "/public/..\\admin",
            "/%2561dmin",
            "/%252e%252e/admin",
            "/public/%252e%252e%252fadmin",
            "/%25252561dmin",
            "/admin%3Fx",
            "/admin%23x",
            "/admin%253Fx",
            "/admin;/../public",
            "/public/..//admin",
            "/public//../admin")
        .map(
            target -> to("refused", target).answered(400, "http_request_error").originHasNothing());
  }

  private static Duty to(String where, String target) {
    return Duty.of("RFC 3986 6.2.2", where + ": " + target).with(CLOSED_ADMIN).target(target);
  }

  // Where there is one route, nobody can get around it.
  static Stream<Duty> oneRoute() {
    return Stream.concat(
        Stream.of("/a/..;/b", "//a", "/a%2F..%2Fb", "/a/../../b", "/a%3Fb", "/%2561")
            .map(target ->
                Duty.of("RFC 9110 7.6", "as it was sent: " + target)
                    .target(target)
                    .originHasAll(asSent(target))),
        Stream.of("/a%00", "/a%00.png", "/%00/b", "http://shop.test/%00")
            .map(target ->
                Duty.of("RFC 3986 7.3", "NUL is refused: " + target)
                    .target(target)
                    .answered(400, "http_request_error")
                    .originHasNothing()));
  }

  private static String asSent(String target) {
    return lines("GET " + target + " HTTP/1.1", "Host: shop.test", "", "");
  }

  static Stream<Duty> hosts() {
    return Stream.of("shop.test", "SHOP.test", "shop.test.", "shop.test:80", "shop.test.:80")
        .map(host ->
            Duty.of("RFC 3986 3.2.2", "one host: " + host)
                .with(CLOSED_HOST)
                .client("GET / HTTP/1.1", "Host: " + host, "", "")
                .answered(503, "proxy_internal_response")
                .originHasNothing());
  }

  // ---- methods ----

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void methodDecidesToo(Duty duty) throws Exception {
    duty.play(SCENES);
  }

  static Stream<Duty> methodDecidesToo() {
    UnaryOperator<TestingConfig> onlyReads =
        config -> config.route("methods", List.of("GET", "OPTIONS"));
    return Stream.of(
        Duty.semantics("15.5.6", "a known method that the route does not take is 405")
            .with(onlyReads)
            .client("DELETE /a HTTP/1.1", "Host: shop.test", "", "")
            .answered(405, "method_not_allowed")
            .clientHasLine("allow: GET, HEAD, OPTIONS")
            .originHasNothing(),
        Duty.semantics("15.6.2", "a method that nobody knows is 501, whatever the route takes")
            .with(onlyReads)
            .client("BREW /a HTTP/1.1", "Host: shop.test", "", "")
            .refused(501, "method_not_implemented"),
        Duty.semantics("9.3.2", "a route that takes GET takes HEAD")
            .with(onlyReads)
            .client("HEAD /a HTTP/1.1", "Host: shop.test", "", "")
            .origin("HTTP/1.1 200 OK", "Content-Length: 2", "", "")
            .originHas("HEAD /a HTTP/1.1", "Host: shop.test", "", ""),
        Duty.semantics("9.3.8", "TRACE is taken by no route")
            .with(onlyReads)
            .client("TRACE /a HTTP/1.1", "Host: shop.test", "", "")
            .answered(405, "method_not_allowed")
            .originHasNothing(),
        Duty.semantics("9.3.6", "CONNECT is taken by no route, and its target is no other's")
            .with(READ_ONLY)
            .client("CONNECT shop.test:443 HTTP/1.1", "Host: shop.test", "", "")
            .refused(501, "method_not_implemented"),
        Duty.http11("3.2.3", "an authority is no target of another method")
            .client("GET shop.test:443 HTTP/1.1", "Host: shop.test", "", "")
            .refused(),
        Duty.semantics("15.5.6", "another spelling of the path takes no other methods")
            .with(READ_ONLY)
            .client("POST //a HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", "")
            .originHas("POST //a HTTP/1.1", "Host: shop.test", "Content-Length: 0", "", ""));
  }
}
