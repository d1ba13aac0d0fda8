package dev.weir.gateway.attacks;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.weir.gateway.attacks.Attack.Trace;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.status.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What can be done to a gateway without HTTP/2.
final class Http1Attacks {
  private static final Duration DRIP = Duration.ofMillis(100);
  private static final int OTHER_FILES = 2_000;

  private Http1Attacks() {}

  static List<Attack> all(int scale) {
    int slow = 100 * scale;
    int held = Math.min(10_000, freeFiles());
    return List.of(
        Attack.of(
            "slow heads",
            field -> drip(field, slow, "GET / HTTP/1.1\r\nHost: localhost\r\nX: "),
            Cause.REQUEST_TIMEOUT,
            slow),
        Attack.of(
            "slow bodies",
            field -> drip(field, slow, TestingClient.head("POST", "/", "Content-Length: 1000000")),
            Cause.REQUEST_TIMEOUT,
            slow),
        Attack.of("slow readers", field -> sip(field, slow), Cause.CLIENT_GONE, slow),
        new Attack(
            held + " half-open connections",
            config ->
                config
                    .timeout("clientHead", Duration.ofSeconds(4))
                    .timeout("clientIdle", Duration.ofSeconds(5)),
            field -> holdOpen(field, held),
            field ->
                field.failures(Cause.REQUEST_TIMEOUT) >= held / 2
                    && field.turnedAway("unused") >= held / 2),
        new Attack(
            "more connections than a client may have",
            config -> config.limit("clientConnections", 50),
            field -> crowd(field, 20 * scale),
            Trace.turnedAway("client-connections", 500 * scale)));
  }

  private static int freeFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(10_000, system.getMaxFileDescriptorCount() - OTHER_FILES)
        : 1_000;
  }

  // A byte now and then, so that nobody can say that nothing comes.
  private static void drip(Field field, int connections, String begin) throws IOException {
    for (int i = 0; i < connections; i++) {
      TestingClient client = field.hold(TestingClient.connectFrom("127.0.0.2", field.address()));
      client.send(begin);
      field.again(DRIP, () -> client.send("a"));
    }
  }

  private static void sip(Field field, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      TestingClient client = field.hold(TestingClient.connect(field.address(), 2048));
      client.get("/large");
      field.again(DRIP, () -> client.buffered().read());
    }
  }

  private static void crowd(Field field, int attackers) {
    for (int i = 0; i < attackers; i++) {
      field.again(
          Duration.ofMillis(5),
          () -> field.hold(TestingClient.connectFrom("127.0.0.2", field.address())));
    }
  }

  private static void holdOpen(Field field, int connections) throws IOException {
    Process attacker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HalfOpen.class.getName(),
                Integer.toString(field.address().getPort()),
                Integer.toString(connections))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    field.hold(attacker::destroyForcibly);
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(attacker.getInputStream(), StandardCharsets.US_ASCII));
    if (!"open".equals(said.readLine())) {
      throw new IOException("the attacker could not open " + connections + " connections");
    }
  }
}
