package dev.weir.demo.shop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// One connection to an instance: answers request after request, and plays the fault that is on
/// when a request has been read. Belongs to one thread, which may block.
final class ShopConnection {
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final String GREETING =
      "220 mail.shop.test ESMTP ready\r\n500 5.5.1 Command unrecognized\r\n";

  private final Socket socket;
  private final OutputStream out;
  private final RequestReader requests;
  private final FaultSwitch faults;
  private final Function<ShopRequest, ShopAnswer> routes;

  ShopConnection(Socket socket, FaultSwitch faults, Function<ShopRequest, ShopAnswer> routes)
      throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.requests = new RequestReader(new BufferedInputStream(socket.getInputStream()), out);
    this.faults = faults;
    this.routes = routes;
  }

  /// Serves until the peer, the shop or a fault ends the connection.
  void serve() throws IOException, InterruptedException {
    Optional<ShopRequest> request = requests.next();
    while (request.isPresent() && answer(request.get())) {
      request = requests.next();
    }
  }

  /// Answers one request, well or badly; says whether the connection lives on.
  private boolean answer(ShopRequest request) throws IOException, InterruptedException {
    Optional<Playing> playing = faults.now();
    return playing.isEmpty() ? send(request, routes.apply(request)) : play(request, playing.get());
  }

  private boolean play(ShopRequest request, Playing playing)
      throws IOException, InterruptedException {
    return switch (playing.fault()) {
      case HANG -> hang(playing);
      case SLOW -> late(request, playing);
      case ERRORS -> send(request, BrokenAnswers.to(request));
      case CRASH, RESET -> reset();
      case TRUNCATE -> truncate(request);
      case GARBAGE -> raw(GREETING.getBytes(StandardCharsets.US_ASCII));
    };
  }

  private static boolean hang(Playing playing) throws InterruptedException {
    playing.awaitEnd();
    return false;
  }

  private boolean late(ShopRequest request, Playing playing)
      throws IOException, InterruptedException {
    ShopAnswer answer = routes.apply(request);
    playing.awaitEnd(LATE);
    return send(request, answer);
  }

  /// RFC 9293 section 3.5.3: a close with nothing to linger for sends RST.
  private boolean reset() throws IOException {
    socket.setSoLinger(true, 0);
    return false;
  }

  private boolean truncate(ShopRequest request) throws IOException {
    ShopAnswer answer = routes.apply(request);
    byte[] head = answer.head(true);
    byte[] content = request.head() ? new byte[0] : answer.content();
    if (content.length < 2) {
      return raw(Arrays.copyOf(head, head.length / 2));
    }
    out.write(head);
    return raw(Arrays.copyOf(content, content.length / 2));
  }

  private boolean raw(byte[] bytes) throws IOException {
    out.write(bytes);
    return false;
  }

  /// Head and body go in one write: an answer that is small is one segment on the wire.
  private boolean send(ShopRequest request, ShopAnswer answer) throws IOException {
    byte[] head = answer.head(request.keepAlive());
    byte[] content = request.head() ? new byte[0] : answer.content();
    byte[] whole = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, whole, head.length, content.length);
    out.write(whole);
    return request.keepAlive();
  }
}
