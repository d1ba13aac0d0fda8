package dev.weir.bench;

import static dev.weir.bench.Http2Connection.DATA;
import static dev.weir.bench.Http2Connection.END_HEADERS;
import static dev.weir.bench.Http2Connection.END_STREAM;
import static dev.weir.bench.Http2Connection.GOAWAY;
import static dev.weir.bench.Http2Connection.HEADERS;
import static dev.weir.bench.Http2Connection.PING;
import static dev.weir.bench.Http2Connection.RST_STREAM;
import static dev.weir.bench.Http2Connection.SETTINGS;
import static dev.weir.bench.Http2Connection.frame;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// A caller over HTTP/2, against a server that answers with these frames.
class Http2ConnectionTest {
  private static final byte[] BODY = Payload.SMALL.body().getBytes(US_ASCII);
  private static final byte[] LAST_AND_NO_ERROR = new byte[8];

  @Test
  void aConnectionIsReused() {
    assertThat(call(List.of(List.of(good(1), good(3))))).isEqualTo(seen(2, 0, 1, Map.of()));
  }

  @Test
  void whatConcernsTheConnectionIsNoAnswer() {
    byte[] talk = join(frame(SETTINGS, 0, 0, new byte[0]), frame(PING, 0, 0, new byte[8]));
    assertThat(call(List.of(List.of(join(talk, good(1)), join(talk, good(3))))))
        .isEqualTo(seen(2, 0, 1, Map.of()));
  }

  @Test
  void anEncoderMayGiveItsTableUp() {
    byte[] block = {0x20, (byte) Http2Connection.STATUS_OK};
    byte[] first = join(frame(HEADERS, END_HEADERS, 1, block), frame(DATA, END_STREAM, 1, BODY));
    assertThat(call(List.of(List.of(first, good(3))))).isEqualTo(seen(2, 0, 1, Map.of()));
  }

  @Test
  void anAnnouncedEndIsHonoured() {
    byte[] last = join(frame(GOAWAY, 0, 0, LAST_AND_NO_ERROR), good(1));
    assertThat(call(List.of(List.of(last), List.of(good(1))))).isEqualTo(seen(2, 0, 2, Map.of()));
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerIsRepeatedOnceAndCountedApart() {
    assertThat(call(List.of(List.of(good(1)), List.of(good(1)))))
        .isEqualTo(seen(2, 1, 2, Map.of()));
  }

  @Test
  void aResetStreamIsAFailure() {
    byte[] reset = frame(RST_STREAM, 0, 3, new byte[4]);
    assertThat(call(List.of(List.of(good(1), reset))))
        .isEqualTo(seen(1, 0, 1, Map.of("stream reset in mid-answer", 1L)));
  }

  @Test
  void anotherStatusAndAnotherLengthAreFailures() {
    byte[] other = frame(HEADERS, END_HEADERS | END_STREAM, 1, new byte[] {(byte) 0x8e});
    byte[] shorter = join(head(3), frame(DATA, END_STREAM, 3, new byte[1]));
    assertThat(call(List.of(List.of(other, shorter))))
        .isEqualTo(seen(0, 0, 1, Map.of("status HPACK 8e", 1L, "a body of another length", 1L)));
  }

  private static byte[] good(int stream) {
    return join(head(stream), frame(DATA, END_STREAM, stream, BODY));
  }

  private static byte[] head(int stream) {
    return frame(HEADERS, END_HEADERS, stream, new byte[] {(byte) Http2Connection.STATUS_OK});
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// Calls twice a server that answers so on each of its connections, and then closes it.
  private static CallerTally.Seen call(List<List<byte[]>> connections) {
    CallerTally tally = new CallerTally();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
        Caller caller =
            new Caller(
                () ->
                    new Http2Connection(
                        new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                        Payload.SMALL),
                tally)) {
      serving.execute(() -> connections.forEach(answers -> serve(server, answers)));
      caller.call();
      caller.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tally.seen();
  }

  private static void serve(ServerSocket server, List<byte[]> answers) {
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      in.skipNBytes(Http2Connection.PREFACE.length);
      for (byte[] answer : answers) {
        awaitRequest(in);
        out.write(answer);
      }
      // What the caller still has to say, so that closing does not reset what it has not read.
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitRequest(DataInputStream in) throws IOException {
    while (Http2Connection.Frame.read(in).type() != HEADERS) {
      // Settings, windows and acknowledgements.
    }
  }

  private static CallerTally.Seen seen(
      long answered, long repeated, long connections, Map<String, Long> failed) {
    return new CallerTally.Seen(answered, repeated, connections, failed);
  }
}
