package dev.weir.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.status.Language;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The console port: metrics, health, readiness, reload.
///
/// | request | answer |
/// |---|---|
/// | `GET /metrics` | 200, Prometheus text format |
/// | `GET /-/healthy` | 200 as long as the process answers at all |
/// | `GET /-/ready` | 200, or 503 with `Retry-After` while starting or draining |
/// | `POST /-/reload` | 200; 422 with the mistakes; 409 if there is no file or it cannot be applied |
///
/// Anything else is 404, another method 405 with `Allow`, both as problem+json. A virtual thread
/// serves each request.
final class Console implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Console(HttpServer server) {
    this.server = server;
  }

  /// Takes the address; connections wait until [#serve].
  ///
  /// @throws IOException that names the address if it cannot be taken
  static Console bind(InetSocketAddress address) throws IOException {
    try {
      return new Console(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new IOException("console.address " + address + ": " + e.getMessage(), e);
    }
  }

  /// Begins to answer.
  ///
  /// @param language of what is said about reloads
  void serve(Control control, Language language) {
    var pages = new ConsolePages(control, language);
    server.createContext("/", exchange -> answer(exchange, pages));
    server.setExecutor(threads);
    server.start();
  }

  /// The address that was taken.
  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static void answer(HttpExchange exchange, ConsolePages pages) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      Reply reply = pages.answer(request(exchange, head ? "GET" : exchange.getRequestMethod()));
      reply.fields().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
      if (!head) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private static ConsoleRequest request(HttpExchange exchange, String method) {
    Map<String, List<String>> fields = exchange.getRequestHeaders();
    return new ConsoleRequest(
        method,
        exchange.getRequestURI().getPath(),
        first(fields, "Host"),
        first(fields, "Origin"),
        first(fields, "Sec-fetch-site"));
  }

  private static String first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }
}
