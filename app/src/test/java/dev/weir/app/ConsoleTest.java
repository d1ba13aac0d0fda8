package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConfigurationReader;
import dev.weir.app.config.Mistake;
import dev.weir.app.config.Reading;
import dev.weir.app.words.Message;
import dev.weir.status.Language;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Told control = new Told();
  private Console console = bind();

  @BeforeEach
  void serve() {
    console.serve(control, Language.EN);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void metricsAreServed() throws IOException {
    assertThat(ask("GET /metrics"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("content-type: text/plain; version=0.0.4; charset=utf-8\r\n")
        .endsWith("\r\n\r\nweir_in_flight 0\n");
  }

  @Test
  void healthIsServedAlsoWhileDraining() throws IOException {
    control.ready = false;
    assertThat(ask("GET /-/healthy")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nhealthy\n");
  }

  @Test
  void readinessIs503WithRetryAfterWhileDraining() throws IOException {
    assertThat(ask("GET /-/ready")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nready\n");
    control.ready = false;
    assertThat(ask("GET /-/ready"))
        .startsWith("HTTP/1.1 503 ")
        .containsIgnoringCase("retry-after: 30\r\n")
        .containsIgnoringCase("content-type: application/problem+json\r\n")
        .contains("\"status\" : 503");
  }

  @Test
  void headHasNoBody() throws IOException {
    assertThat(ask("HEAD /-/ready")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
  }

  @Test
  void reloadSaysWhatBecameOfIt() throws IOException {
    assertThat(ask("POST /-/reload"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nweir.yaml is in force (routes: 2, services: 1)\n");
    assertThat(control.reloads).isEqualTo(1);
  }

  @Test
  void mistakesAreAProblem() throws IOException {
    control.outcome =
        new ReloadOutcome.Refused(Message.RELOAD_REFUSED.of("weir.yaml"), mistakes("drain: 5"));
    assertThat(ask("POST /-/reload"))
        .startsWith("HTTP/1.1 422 ")
        .containsIgnoringCase("content-type: application/problem+json\r\n")
        .contains("weir.yaml was not applied", "\"line\" : 1", "\"column\" : 8", "drain: '5'");
  }

  @Test
  void whatCannotBeAppliedIsAConflict() throws IOException {
    control.outcome = new ReloadOutcome.Failed(Message.RELOAD_FAILED.of("weir.yaml", "in use"));
    assertThat(ask("POST /-/reload")).startsWith("HTTP/1.1 409 ").contains("(in use)");
    control.outcome = new ReloadOutcome.Pointless(Message.NOTHING_TO_RELOAD.of());
    assertThat(ask("POST /-/reload")).startsWith("HTTP/1.1 409 ").contains("nothing to reload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        // The name of an attacker that leads to this machine: page and console are one site to the
        // browser.
        "Origin: http://evil.example:9090\r\nHost: evil.example:9090",
      })
  void pagesOfOtherSitesCannotReload(String fields) throws IOException {
    assertThat(ask("POST /-/reload", fields)).startsWith("HTTP/1.1 403 ");
    assertThat(control.reloads).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: weir.internal:9090",
        "Origin: http://127.0.0.1:9090\r\nHost: 127.0.0.1:9090\r\nSec-Fetch-Site: same-origin",
        "Origin: http://[::1]:9090\r\nHost: [::1]:9090",
        "Origin: http://localhost:9090\r\nHost: localhost:9090",
        "Sec-Fetch-Site: none",
      })
  void programsAndPagesOfTheConsoleCanReload(String fields) throws IOException {
    assertThat(ask("POST /-/reload", fields)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void unknownPathIs404() throws IOException {
    assertThat(ask("GET /-/ready/x"))
        .startsWith("HTTP/1.1 404 ")
        .contains("application/problem+json", "/-/healthy, /-/ready, /-/reload, /metrics");
  }

  @Test
  void otherMethodIs405WithAllow() throws IOException {
    assertThat(ask("GET /-/reload"))
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("allow: POST\r\n");
    assertThat(ask("DELETE /metrics"))
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("allow: GET, HEAD\r\n");
    assertThat(control.reloads).isZero();
  }

  private String ask(String line) throws IOException {
    return ask(line, "Host: 127.0.0.1");
  }

  private String ask(String line, String fields) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(console.address());
      String request = line + " HTTP/1.1\r\n" + fields + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Console bind() {
    try {
      return Console.bind(FREE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Mistake> mistakes(String text) {
    var services = "\nservices: {shop: {origins: [http://h]}}";
    return ((Reading.Invalid) ConfigurationReader.read("weir.yaml", text + services)).mistakes();
  }

  /// A gateway of which the test tells what it says.
  private static final class Told implements Control {
    private volatile boolean ready = true;
    private volatile int reloads;
    private volatile ReloadOutcome outcome =
        new ReloadOutcome.Applied(Message.RELOADED.of("weir.yaml", 2, 1));

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(30);
    }

    @Override
    public synchronized ReloadOutcome reload() {
      reloads++;
      return outcome;
    }

    @Override
    public byte[] metrics() {
      return "weir_in_flight 0\n".getBytes(StandardCharsets.UTF_8);
    }
  }
}
