package dev.weir.demo.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.demo.shop.Fault;
import dev.weir.demo.traffic.ReportJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Where `weir drill` reaches a running demo: loopback only. `POST
/// /drills?fault=hang&for=10000&instance=2` (milliseconds; without `instance` on all) plays a drill
/// and answers with a line of JSON for each phase when it begins, and at last the report. A line
/// `{"failed":"BUSY"}` says why there is none.
public final class ControlServer implements Closeable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DrillRoom room;

  private ControlServer(HttpServer server, DrillRoom room) {
    this.server = server;
    this.room = room;
  }

  /// Listens at that port on loopback, 0 for a free one.
  public static ControlServer start(int port, DrillRoom room) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    ControlServer control = new ControlServer(server, room);
    server.createContext("/drills", control::drill);
    server.setExecutor(control.threads);
    server.start();
    return control;
  }

  /// The port that it listens at.
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void drill(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("allow", "POST");
        exchange.sendResponseHeaders(405, -1);
      } else if (exchange.getRequestHeaders().containsKey("origin")) {
        // A page in a browser on this machine may not break the shop.
        exchange.sendResponseHeaders(403, -1);
      } else {
        play(exchange);
      }
    }
  }

  private void play(HttpExchange exchange) throws IOException {
    DrillOrder order;
    try {
      order = order(Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""));
    } catch (IllegalArgumentException wrong) {
      byte[] says = String.valueOf(wrong.getMessage()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(422, says.length);
      exchange.getResponseBody().write(says);
      return;
    }
    exchange.getResponseHeaders().set("content-type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      play(order, out);
    }
  }

  private void play(DrillOrder order, OutputStream out) throws IOException {
    try {
      DrillReport report = room.play(order, state -> line(out, phase(state)));
      line(out, Map.of("report", report));
    } catch (DrillFailed failed) {
      line(out, Map.of("failed", failed.why()));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException callerGone) {
      throw callerGone.getCause();
    }
  }

  private static Map<String, Object> phase(DrillState state) {
    return Map.of("phase", state.phase());
  }

  private static void line(OutputStream out, Object what) {
    try {
      out.write((ReportJson.line(what) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DrillOrder order(String query) {
    Map<String, String> parameters =
        Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, next) -> next));
    String name = parameters.getOrDefault("fault", "");
    Fault fault =
        Fault.of(name).orElseThrow(() -> new IllegalArgumentException("fault: '" + name + "'"));
    Duration length = Duration.ofMillis(Long.parseLong(parameters.getOrDefault("for", "10000")));
    String instance = parameters.getOrDefault("instance", "all");
    return new DrillOrder(
        fault,
        length,
        instance.equals("all") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(instance)));
  }
}
