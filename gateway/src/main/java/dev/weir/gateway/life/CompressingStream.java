package dev.weir.gateway.life;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.compress.Compression;
import dev.weir.gateway.compress.Encoder;
import dev.weir.gateway.compress.Encoders;
import dev.weir.gateway.compress.Relay;
import dev.weir.gateway.message.Coding;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The client's side of an exchange whose route compresses: what merits it is coded on its way, and
/// the rest passes as it is.
///
/// The head of a coded answer waits until something has to be sent. Where the end comes first, as
/// it does with every answer that was held back, its length is known by then. Nothing waits longer
/// than it would uncoded: with each flush goes all that it takes to decode what came.
final class CompressingStream implements ClientStream {
  private static final int MOST_GATHERED = 1 << 16;
  private static final int ROOM = 1 << 12;

  private final ClientStream client;
  private final Compression compression;
  private final Encoders encoders;
  private final RequestHead request;
  private final boolean certified;

  private @Nullable Coded coded;
  private @Nullable ByteBuf gathered;
  private @Nullable Waiting waiting;
  private boolean unflushed;
  private boolean transformed;
  private long sent;

  /// @param certified whether the client showed a certificate
  CompressingStream(
      ClientStream client,
      Compression compression,
      Encoders encoders,
      RequestHead request,
      boolean certified) {
    this.client = client;
    this.compression = compression;
    this.encoders = encoders;
    this.request = request;
    this.certified = certified;
  }

  /// Bytes of the body that were sent.
  ///
  /// @param given how many were given
  long sent(long given) {
    return transformed ? sent : given;
  }

  @Override
  public void head(ResponseHead head, long length, byte[] requestId) {
    if (head.status() == 101) {
      client.head(head, length, requestId);
      return;
    }
    Relay relay = compression.relay(request, certified, head, length, encoders::offers);
    if (relay.coding().isEmpty()) {
      client.head(relay.head(), length, requestId);
      return;
    }
    Coding coding = relay.coding().get();
    coded = new Coded(coding, encoders.take(coding));
    waiting = new Waiting(relay.head(), requestId);
    transformed = true;
  }

  @Override
  public void body(ByteBuf data) {
    Coded coded = this.coded;
    if (coded == null) {
      client.body(data);
      return;
    }
    try {
      coded.encoder.encode(data, gathering());
    } finally {
      data.release();
    }
    unflushed = true;
    if (gathering().readableBytes() >= MOST_GATHERED) {
      pass();
    }
  }

  @Override
  public void flush() {
    flushCoded();
    client.flush();
  }

  private void flushCoded() {
    Coded coded = this.coded;
    if (coded != null) {
      if (unflushed) {
        unflushed = false;
        coded.encoder.flush(gathering());
      }
      pass();
    }
  }

  @Override
  public void end(Fields trailers) {
    Coded coded = this.coded;
    if (coded == null) {
      client.end(trailers);
      return;
    }
    ByteBuf rest = gathering();
    coded.encoder.finish(rest);
    if (waiting != null) {
      waiting.head.fields().add("content-length", Integer.toString(rest.readableBytes()));
      begin(rest.readableBytes());
    }
    pass();
    close();
    client.end(compression.trailers(trailers));
  }

  @Override
  public void truncate() {
    try {
      flushCoded();
    } finally {
      close();
      client.truncate();
    }
  }

  /// Gives back what it holds, wherever the answer is; nothing more is sent by that.
  void close() {
    Coded coded = this.coded;
    if (coded != null) {
      this.coded = null;
      encoders.give(coded.coding, coded.encoder);
    }
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private void pass() {
    if (waiting != null) {
      begin(-1);
    }
    ByteBuf data = gathered;
    if (data != null && data.isReadable()) {
      gathered = null;
      sent += data.readableBytes();
      client.body(data);
    }
  }

  private void begin(long length) {
    Waiting waiting = this.waiting;
    if (waiting != null) {
      this.waiting = null;
      client.head(waiting.head, length, waiting.requestId);
    }
  }

  private ByteBuf gathering() {
    ByteBuf buffer = gathered;
    if (buffer == null) {
      buffer = ByteBufAllocator.DEFAULT.directBuffer(ROOM);
      gathered = buffer;
    }
    return buffer;
  }

  @Override
  public void interim(ResponseHead head) {
    client.interim(head);
  }

  @Override
  public void answer(GatewayAnswer answer, Fields kept, byte[] requestId) {
    client.answer(answer, kept, requestId);
  }

  @Override
  public boolean writable() {
    return client.writable();
  }

  @Override
  public void readRequest(boolean wanted) {
    client.readRequest(wanted);
  }

  @Override
  public void limit(Duration time) {
    client.limit(time);
  }

  private record Coded(Coding coding, Encoder encoder) {}

  private record Waiting(ResponseHead head, byte[] requestId) {}
}
