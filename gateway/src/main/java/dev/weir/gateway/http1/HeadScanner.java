package dev.weir.gateway.http1;

import dev.weir.gateway.message.FailureException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Collects bytes until a head is whole: up to and with its empty line. Usually a head comes in one
/// read, and is then cut out of the loop's scratch array without being kept here first.
///
/// One a connection; used by its event loop only.
public final class HeadScanner {
  private static final byte[] NOTHING = new byte[0];
  private static final int MOST_EMPTY_LINES = 2;

  private final int limit;
  private final Function<String, FailureException> malformed;
  private final FailureException tooLarge;
  private final FailureException startTooLarge;
  private byte[] kept = NOTHING;
  private int scanned;
  private int lineFrom;
  private int emptyLines;

  /// @param limit most bytes of a head
  /// @param malformed what to throw when a line does not end as it must
  /// @param tooLarge what to throw over the limit
  /// @param startTooLarge what to throw where the start line alone is over the limit
  public HeadScanner(
      int limit,
      Function<String, FailureException> malformed,
      FailureException tooLarge,
      FailureException startTooLarge) {
    this.limit = limit;
    this.malformed = malformed;
    this.tooLarge = tooLarge;
    this.startTooLarge = startTooLarge;
  }

  /// Takes bytes of the head out of `in` and returns the whole head, or null if more must come.
  /// Bytes behind the head stay in `in`.
  ///
  /// @param scratch at least as long as the limit; its content is lost
  public byte @Nullable [] read(ByteBuf in, byte[] scratch) throws FailureException {
    skipEmptyLines(in);
    System.arraycopy(kept, 0, scratch, 0, kept.length);
    int copied = Math.min(in.readableBytes(), limit - kept.length);
    in.getBytes(in.readerIndex(), scratch, kept.length, copied);
    int length = kept.length + copied;
    int end;
    try {
      end = endOfHead(scratch, length);
      if (end < 0 && length == limit) {
        throw lineFrom == 0 ? startTooLarge : tooLarge;
      }
    } catch (FailureException e) {
      kept = Arrays.copyOf(scratch, length);
      throw e;
    }
    if (end < 0) {
      in.skipBytes(copied);
      kept = Arrays.copyOf(scratch, length);
      return null;
    }
    in.skipBytes(end - kept.length);
    kept = NOTHING;
    scanned = 0;
    lineFrom = 0;
    // An empty line whose two bytes came apart.
    if (end == 2 && emptyLines < MOST_EMPTY_LINES) {
      emptyLines++;
      return read(in, scratch);
    }
    emptyLines = 0;
    return Arrays.copyOf(scratch, end);
  }

  /// Whether some bytes of a head have come, but not all.
  public boolean partial() {
    return kept.length > 0;
  }

  /// What has come of a head that is not whole, or cannot become one.
  public byte[] kept() {
    return kept;
  }

  // RFC 9112 section 2.2: an empty line before the start line is ignored; a few, not any number,
  // and
  // only lines: a bare CR or LF is none.
  private void skipEmptyLines(ByteBuf in) {
    while (kept.length == 0 && emptyLines < MOST_EMPTY_LINES && in.readableBytes() > 1) {
      int at = in.readerIndex();
      if (in.getByte(at) != '\r' || in.getByte(at + 1) != '\n') {
        return;
      }
      in.skipBytes(2);
      emptyLines++;
    }
  }

  private int endOfHead(byte[] bytes, int length) throws FailureException {
    int from = lineFrom;
    for (int i = scanned; i < length; i++) {
      if (bytes[i] == '\n') {
        if (i == 0 || bytes[i - 1] != '\r') {
          throw malformed.apply("a line ends in a bare LF");
        }
        if (i - 1 == from) {
          return i + 1;
        }
        from = i + 1;
      }
    }
    scanned = length;
    lineFrom = from;
    return -1;
  }
}
