package dev.weir.gateway.duties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A client, a whole gateway and an origin, of which every byte is kept as it was.
final class Scene implements AutoCloseable {
  /// Stands behind what a client has whose connection was reset.
  static final String RESET = "[reset]";

  static final String OK = lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok");

  // What the gateway adds to every request, and nothing else that looks nearly so.
  private static final Pattern ADDED_TO_REQUESTS =
      Pattern.compile(
          Stream.of(
                  "X-Forwarded-For: 127\\.0\\.0\\.1",
                  "X-Forwarded-Host: shop\\.test",
                  "X-Forwarded-Proto: http",
                  "Forwarded: for=127\\.0\\.0\\.1;host=\"shop\\.test\";proto=http",
                  "Via: 1\\.[01] weir-[0-9a-f]{8}",
                  "X-Request-Id: [0-9a-f]{32}",
                  "traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01")
              .map(line -> "(?<=\n)" + line + "\r\n")
              .collect(Collectors.joining("|")));
  private static final Pattern ADDED_TO_ANSWERS =
      Pattern.compile("x-request-id: [0-9a-f]{32}\r\n|date: [A-Z][a-z]{2}, [0-9A-Za-z: ]+ GMT\r\n");

  private final TestingOrigin origin;
  private final TestingGateway gateway;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile Answer answer = new Answer(OK, false);
  private String got = "";

  Scene(UnaryOperator<TestingConfig> config) {
    this.origin = TestingOrigin.start(this::serve);
    this.gateway = TestingGateway.start(config.apply(TestingConfig.to(origin)));
  }

  /// The lines joined by CRLF.
  static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  /// The lines, each with its CRLF.
  static String block(String... lines) {
    return Arrays.stream(lines).map(line -> line + "\r\n").collect(Collectors.joining());
  }

  /// The text in quotes, with its other bytes than printable ASCII as numbers.
  static String printable(String bytes) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      out.append(c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
    }
    return out.append('\'').toString();
  }

  // ---- the origin ----

  private void serve(TestingOrigin.Connection connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.socket().getInputStream());
    boolean open = true;
    while (open && begins(in)) {
      busy.incrementAndGet();
      try {
        open = request(in);
        if (open) {
          connection.send(answer.bytes());
          open = !answer.thenCloses();
        }
      } finally {
        busy.decrementAndGet();
      }
    }
  }

  private static boolean begins(InputStream in) throws IOException {
    in.mark(1);
    boolean begins = in.read() >= 0;
    in.reset();
    return begins;
  }

  // Reads one request in the plainest way there is. What does not end stays out of the list.
  private boolean request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!Plain.message(in, bytes, false)) {
      return false;
    }
    received.add(bytes.toString(ISO_8859_1));
    return true;
  }

  // ---- the client ----

  /// Sends these bytes and reads as many answers; then says that it is done, and reads what is
  /// left.
  void play(String[] request, Answer answer, int answers) throws IOException {
    this.answer = answer;
    received.clear();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TestingClient client = gateway.connect()) {
      InputStream in = client.socket().getInputStream();
      for (String piece : request) {
        client.send(piece);
      }
      boolean toHead = request[0].startsWith("HEAD ");
      for (int i = 0; i < answers && answer(in, bytes, toHead); ) {
        i++;
      }
      client.halfClose();
      in.transferTo(bytes);
      got = bytes.toString(ISO_8859_1);
    } catch (SocketException reset) {
      got = bytes.toString(ISO_8859_1) + RESET;
    }
  }

  // An answer with the interim ones before it.
  private static boolean answer(InputStream in, ByteArrayOutputStream bytes, boolean toHead)
      throws IOException {
    int from;
    do {
      from = bytes.size();
      if (!Plain.message(in, bytes, true, toHead)) {
        return false;
      }
    } while (bytes.toString(ISO_8859_1).startsWith("HTTP/1.1 1", from));
    return true;
  }

  /// What the client has, without what every answer has.
  String got() {
    return ADDED_TO_ANSWERS.matcher(got).replaceAll("");
  }

  /// What the client has.
  String gotRaw() {
    return got;
  }

  /// The whole requests that the origin has, without what every request has.
  List<String> received() {
    // A refused request may have begun at the origin: only the end of its connection tells that it
    // stays unfinished.
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> busy.get() == 0);
    return received.stream().map(text -> ADDED_TO_REQUESTS.matcher(text).replaceAll("")).toList();
  }

  /// The lines of the requests that the origin has.
  List<String> receivedLines() {
    return received.stream().flatMap(text -> Arrays.stream(text.split("\r\n"))).toList();
  }

  void assertAnswered(int status, String code) {
    assertThat(got).startsWith("HTTP/1.1 " + status + " ").contains("\"code\":\"" + code + "\"");
  }

  @Override
  public void close() {
    gateway.close();
    origin.close();
  }

  /// What the origin answers to everything.
  ///
  /// @param thenCloses whether it closes its connection behind it
  record Answer(String bytes, boolean thenCloses) {}
}
