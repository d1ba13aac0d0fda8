package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/// Takes a body out of the bytes of a connection, whatever its framing (RFC 9112 sections 6 and 7).
/// Holds nothing back but an unfinished chunk line or trailer. Used by one event loop; begun anew
/// for each message.
public final class BodyReader {
  private static final Fields NO_TRAILERS = new Fields(new byte[0], 0);
  private static final int MOST_CHUNK_LINE = 1024;
  private static final int LINE_END = ('\r' << 8) | '\n';
  private static final int EMPTY_LINE = ('\n' << 16) | LINE_END;

  private BodyRules rules;
  private State state = State.DONE;
  private long left;
  private long total;
  private int digits;
  private int lineLength;
  private int lastBytes;
  private final ByteArrayOutputStream trailer = new ByteArrayOutputStream(0);

  // start() is always called before anything reads the rules.
  @SuppressWarnings("NullAway.Init")
  public BodyReader() {}

  /// Begins a body to which these rules apply.
  public void start(Framing framing, BodyRules rules) throws FailureException {
    this.rules = rules;
    total = 0;
    left = framing.length();
    state =
        switch (framing.kind()) {
          case NONE -> State.DONE;
          case LENGTH -> left == 0 ? State.DONE : State.COUNTED;
          case CHUNKED -> startChunk();
          case UNTIL_CLOSE -> State.UNTIL_CLOSE;
        };
    if (framing.length() > rules.most()) {
      throw rules.tooLarge(framing.length());
    }
  }

  /// Whether the message is whole.
  public boolean done() {
    return state == State.DONE;
  }

  /// Hands the body in these bytes to the sink, and its end when it is reached. Bytes behind the
  /// message stay in `in`.
  public void read(ByteBuf in, BodySink sink) throws FailureException {
    while (state != State.DONE && in.isReadable()) {
      switch (state) {
        case COUNTED -> counted(in, sink);
        case UNTIL_CLOSE -> piece(in, in.readableBytes(), sink);
        case CHUNK_DATA -> chunkData(in, sink);
        case CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_LINE_FEED, DATA_CR, DATA_LF ->
            chunkLine(in.readByte());
        case TRAILER -> trailer(in.readByte(), sink);
        case DONE -> {
          return;
        }
      }
    }
  }

  /// Says that no more bytes come. That is the end of a body without another; any other is
  /// incomplete.
  public boolean completedByClose(BodySink sink) {
    if (state == State.UNTIL_CLOSE) {
      state = State.DONE;
      sink.end(NO_TRAILERS);
      return true;
    }
    return state == State.DONE;
  }

  private void counted(ByteBuf in, BodySink sink) throws FailureException {
    int length = (int) Math.min(left, in.readableBytes());
    left -= length;
    if (left == 0) {
      state = State.DONE;
    }
    piece(in, length, sink);
    if (left == 0) {
      sink.end(NO_TRAILERS);
    }
  }

  private void piece(ByteBuf in, int length, BodySink sink) throws FailureException {
    total += length;
    if (total > rules.most()) {
      throw rules.tooLarge(total);
    }
    sink.body(in.readRetainedSlice(length));
  }

  private State startChunk() {
    left = 0;
    digits = 0;
    lineLength = 0;
    return State.CHUNK_SIZE;
  }

  private void chunkData(ByteBuf in, BodySink sink) throws FailureException {
    int length = (int) Math.min(left, in.readableBytes());
    left -= length;
    if (left == 0) {
      state = State.DATA_CR;
    }
    piece(in, length, sink);
  }

  private void chunkLine(byte b) throws FailureException {
    if (++lineLength > MOST_CHUNK_LINE) {
      throw rules.malformed("a chunk line of more than " + MOST_CHUNK_LINE + " bytes");
    }
    switch (state) {
      case CHUNK_SIZE -> chunkSize(b);
      case CHUNK_EXTENSION -> {
        if (b == '\r') {
          state = State.CHUNK_LINE_FEED;
        } else if (Ascii.isControl(b)) {
          throw rules.malformed("byte " + b + " in a chunk extension");
        }
      }
      case CHUNK_LINE_FEED -> {
        expect(b, '\n');
        state = left == 0 ? startTrailer() : State.CHUNK_DATA;
      }
      case DATA_CR -> {
        expect(b, '\r');
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        expect(b, '\n');
        state = startChunk();
      }
      case COUNTED, UNTIL_CLOSE, CHUNK_DATA, TRAILER, DONE -> throw new IllegalStateException();
    }
  }

  private void chunkSize(byte b) throws FailureException {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > 15) {
        throw rules.malformed("a chunk size of more than 15 digits");
      }
      left = left * 16 + digit;
    } else if (digits == 0) {
      throw rules.malformed("byte " + b + " where a chunk size should be");
    } else if (b == '\r') {
      state = State.CHUNK_LINE_FEED;
    } else if (b == ';') {
      state = State.CHUNK_EXTENSION;
    } else {
      throw rules.malformed("byte " + b + " behind a chunk size");
    }
  }

  private void expect(byte b, char expected) throws FailureException {
    if (b != expected) {
      throw rules.malformed(
          "byte " + b + " (expected: " + (int) expected + ") at the end of a chunk");
    }
  }

  private State startTrailer() {
    trailer.reset();
    lastBytes = '\n';
    return State.TRAILER;
  }

  private void trailer(byte b, BodySink sink) throws FailureException {
    trailer.write(b);
    if (trailer.size() > rules.mostTrailers()) {
      throw rules.trailersTooLarge(trailer.size());
    }
    lastBytes = ((lastBytes << 8) | (b & 0xff)) & 0xffffff;
    if (b == '\n' && (lastBytes & 0xffff) != LINE_END) {
      throw rules.malformed("a trailer line ends in a bare LF");
    }
    if (lastBytes == EMPTY_LINE) {
      state = State.DONE;
      sink.end(trailers(trailer.toByteArray()));
    }
  }

  private Fields trailers(byte[] bytes) throws FailureException {
    if (bytes.length == 2) {
      return NO_TRAILERS;
    }
    Fields fields = new Fields(bytes, bytes.length);
    new FieldParser(bytes, bytes.length - 2, false, rules::malformed).parseInto(fields, 0);
    rules.check(fields);
    return fields;
  }

  private enum State {
    COUNTED,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_LINE_FEED,
    CHUNK_DATA,
    DATA_CR,
    DATA_LF,
    TRAILER,
    DONE
  }
}
