package dev.weir.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.message.FailureException;
import dev.weir.status.Cause;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HeadScannerTest {
  private static final int LIMIT = 64;
  // No byte, so that no head begins so.
  private static final String FAILED = "\u2717 ";

  @Property
  void anySplitOfAnyBytesGivesTheSame(
      @ForAll("heads") String bytes,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    assertThat(scan(bytes, cuts)).isEqualTo(scan(bytes, List.of()));
  }

  @Property
  void headsAreCutAsTheyStand(
      @ForAll("heads") String bytes,
      @ForAll @Size(max = 8) List<@IntRange(max = 1 << 20) Integer> cuts) {
    assertThat(scan(bytes, cuts)).isEqualTo(plainly(bytes));
  }

  @Provide
  Arbitrary<String> heads() {
    return Bytes.madeOf(
        "GET / HTTP/1.1\r\n", "A: b\r\n", "\r\n", "\r", "\n", "aaaaaaaaaaaaaaaaaaa");
  }

  // The heads in these bytes, then what is wrong with the rest, if anything is.
  private static List<String> scan(String bytes, List<Integer> cuts) {
    HeadScanner scanner =
        new HeadScanner(
            LIMIT,
            RequestParser::malformed,
            new FailureException(Cause.REQUEST_HEADER_TOO_LARGE, "head"),
            new FailureException(Cause.URI_TOO_LONG, "start line"));
    List<String> found = new ArrayList<>();
    for (ByteBuf piece : Bytes.pieces(bytes, cuts)) {
      try {
        while (found.isEmpty() || !found.getLast().startsWith(FAILED)) {
          if (!piece.isReadable()) {
            break;
          }
          byte[] head = scanner.read(piece, new byte[LIMIT]);
          if (head != null) {
            found.add(new String(head, ISO_8859_1));
          }
        }
      } catch (FailureException e) {
        found.add(FAILED + e.failure().evidence());
      } finally {
        piece.release();
      }
    }
    return found;
  }

  // The same by searching in the whole.
  private static List<String> plainly(String bytes) {
    List<String> found = new ArrayList<>();
    int from = 0;
    while (true) {
      for (int lines = 0; lines < 2 && bytes.startsWith("\r\n", from); lines++) {
        from += 2;
      }
      if (from == bytes.length()) {
        return found;
      }
      String rest = bytes.substring(from, Math.min(bytes.length(), from + LIMIT));
      int bare = bareLineFeed(rest);
      int end = rest.startsWith("\r\n") ? 2 : rest.indexOf("\r\n\r\n") + 4;
      if (bare >= 0 && (end < 4 && end != 2 || bare < end)) {
        found.add(FAILED + "a line ends in a bare LF");
        return found;
      }
      if (end == 3) {
        if (rest.length() == LIMIT) {
          found.add(FAILED + (rest.contains("\r\n") ? "head" : "start line"));
        }
        return found;
      }
      found.add(rest.substring(0, end));
      from += end;
    }
  }

  private static int bareLineFeed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' && (i == 0 || text.charAt(i - 1) != '\r')) {
        return i;
      }
    }
    return -1;
  }
}
