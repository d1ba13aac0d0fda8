package dev.weir.gateway.http1;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is written to one HTTP/1.1 connection: heads, and bodies with or without chunks. Small
/// pieces are gathered, so that a head and its short body are one buffer and one system call.
public final class Output {
  private static final int GATHER = 4096;
  private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n");
  private static final byte[] LINE = Ascii.bytes("\r\n");
  private static final ByteBuf LINE_END =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeBytes(LINE)).asReadOnly();

  private final Channel channel;
  private final HeadWriter writer;
  private @Nullable ByteBuf gathered;
  private boolean unflushed;
  private boolean chunked;

  public Output(Channel channel, HeadWriter writer) {
    this.channel = channel;
    this.writer = writer;
  }

  /// The loop's writer, begun anew, for a head that [#head] will take.
  public HeadWriter newHead() {
    return writer.start();
  }

  /// Takes the head that was written.
  ///
  /// @param chunked whether the body behind it comes in chunks
  public void head(boolean chunked) {
    this.chunked = chunked;
    writer.writeTo(gathering());
  }

  /// Takes a piece of the body, and with it the duty to release it.
  public void body(ByteBuf data) {
    int length = data.readableBytes();
    if (length == 0) {
      data.release();
      return;
    }
    if (chunked) {
      writer.start().text(Integer.toHexString(length)).line().writeTo(gathering());
    }
    if (length <= GATHER) {
      gathering().writeBytes(data);
      data.release();
    } else {
      writeGathered();
      channel.write(data, channel.voidPromise());
      unflushed = true;
    }
    if (chunked) {
      lineEnd();
    }
  }

  /// Ends the body.
  public void end(Fields trailers) {
    if (chunked) {
      writer.start().raw(LAST_CHUNK);
      writer.fields(trailers, HopByHop.NO_TRAILERS, Set.of()).line().writeTo(gathering());
    }
  }

  /// Sends what was taken so far.
  public void flush() {
    writeGathered();
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /// Sends what was taken so far, and then no more: ends this half of the connection.
  public void endHalf() {
    flush();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    ChannelFuture sent =
        tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
    sent.addListener(done -> ((DuplexChannel) channel).shutdownOutput());
  }

  /// Lets go of what was not sent.
  public void discard() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }

  private void lineEnd() {
    if (gathered != null) {
      gathered.writeBytes(LINE);
    } else {
      channel.write(LINE_END.duplicate(), channel.voidPromise());
    }
  }

  private ByteBuf gathering() {
    ByteBuf buffer = gathered;
    if (buffer == null) {
      buffer = channel.alloc().directBuffer(1024);
      gathered = buffer;
    }
    return buffer;
  }

  private void writeGathered() {
    if (gathered != null) {
      channel.write(gathered, channel.voidPromise());
      gathered = null;
      unflushed = true;
    }
  }
}
