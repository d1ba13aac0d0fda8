package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final String BODY = Payload.SMALL.body();
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + BODY;
  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 200\r\n\r\n" + BODY;

  @Test
  void aConnectionIsReused() {
    assertThat(call(2, List.of(List.of(GOOD, GOOD)))).isEqualTo(seen(2, 0, 1, Map.of()));
  }

  @Test
  void aReusedConnectionThatEndsBeforeTheAnswerIsRepeatedOnceAndCountedApart() {
    assertThat(call(2, List.of(List.of(GOOD), List.of(GOOD)))).isEqualTo(seen(2, 1, 2, Map.of()));
  }

  @Test
  void aFreshConnectionThatEndsBeforeTheAnswerIsAFailure() {
    assertThat(call(1, List.of(List.of())))
        .isEqualTo(seen(0, 0, 1, Map.of("connection closed", 1L)));
  }

  @Test
  void anAnswerThatBreaksOffOnAReusedConnectionIsAFailure() {
    String half = GOOD.substring(0, GOOD.length() - 1);
    assertThat(call(2, List.of(List.of(GOOD, half))))
        .isEqualTo(seen(1, 0, 1, Map.of("connection closed in mid-answer", 1L)));
  }

  @Test
  void closeIsHonoured() {
    assertThat(call(2, List.of(List.of(CLOSING), List.of(CLOSING))))
        .isEqualTo(seen(2, 0, 2, Map.of()));
  }

  @Test
  void chunksAreReadToTheirEnd() {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n%s\r\n64;x=y\r\n%s\r\n0\r\nA: b\r\n\r\n"
            .formatted(BODY.substring(0, 100), BODY.substring(100));
    assertThat(call(2, List.of(List.of(chunked, GOOD)))).isEqualTo(seen(2, 0, 1, Map.of()));
  }

  @Test
  void anotherStatusAndAnotherLengthAreFailures() {
    assertThat(
            call(
                2,
                List.of(
                    List.of(
                        "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"))))
        .isEqualTo(seen(0, 0, 1, Map.of("status 503", 1L, "a body of another length", 1L)));
  }

  @Test
  void aRefusedConnectionIsAFailure() throws IOException {
    CallerTally tally = new CallerTally();
    try (Caller caller = new Caller(Scratch.freePort(), Payload.SMALL, tally)) {
      caller.call();
    }
    assertThat(tally.seen().failed()).isEqualTo(Map.of("connection refused", 1L));
  }

  /// Calls a server that answers so on each of its connections, and then closes it.
  private static CallerTally.Seen call(int times, List<List<String>> connections) {
    CallerTally tally = new CallerTally();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
        Caller caller = new Caller(server.getLocalPort(), Payload.SMALL, tally)) {
      serving.execute(() -> connections.forEach(answers -> serve(server, answers)));
      for (int call = 0; call < times; call++) {
        caller.call();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tally.seen();
  }

  private static void serve(ServerSocket server, List<String> answers) {
    try (Socket socket = server.accept();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String answer : answers) {
        readHead(in);
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
      }
      if (answers.isEmpty()) {
        readHead(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readHead(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
      line = in.readLine();
    }
  }

  private static CallerTally.Seen seen(
      long answered, long repeated, long connections, Map<String, Long> failed) {
    return new CallerTally.Seen(answered, repeated, connections, failed);
  }
}
