package dev.weir.gateway.http2;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// Sends bodies as the windows of the peer allow (RFC 9113 section 5.2), each stream that has to
/// wait in its turn.
final class Outflow {
  private final Channel channel;
  private final FrameWriter writer;
  private final PeerSettings peer;
  private final FloodGuard floods;
  private final Consumer<Stream> end;
  private final ArrayDeque<Stream> waiting = new ArrayDeque<>(0);
  private long window = PeerSettings.USUAL_WINDOW;

  /// @param end sends the end of a stream whose body has been sent
  Outflow(
      Channel channel,
      FrameWriter writer,
      PeerSettings peer,
      FloodGuard floods,
      Consumer<Stream> end) {
    this.channel = channel;
    this.writer = writer;
    this.peer = peer;
    this.floods = floods;
    this.end = end;
  }

  /// Sends a piece as soon as it may be sent, and takes the duty to release it.
  void data(Stream stream, ByteBuf data) {
    int length = data.readableBytes();
    if (stream.gone || length == 0) {
      data.release();
    } else if (stream.nothingWaits()
        && length <= peer.frame()
        && length <= window
        && length <= stream.sendWindow
        && channel.isWritable()) {
      send(stream, data, length);
    } else {
      stream.enqueue(data);
      await(stream);
      resume();
    }
  }

  /// Ends a stream after all that waits.
  void end(Stream stream, Fields trailers) {
    stream.endsWith(trailers);
    if (stream.onlyEndWaits()) {
      end.accept(stream);
    }
  }

  /// The peer lets the connection send more.
  void grow(int more) throws ConnectionException {
    window += more;
    if (window > Integer.MAX_VALUE) {
      throw new ConnectionException(ErrorCode.FLOW_CONTROL_ERROR, "the connection's window");
    }
  }

  /// Sends of what waits as much as may be sent. One frame a stream and turn, so that a large
  /// answer does not keep the small ones waiting.
  void resume() {
    int left = waiting.size();
    while (left > 0 && channel.isWritable()) {
      Stream stream = waiting.poll();
      left--;
      if (stream == null) {
        return;
      }
      stream.waits = false;
      if (stream.gone) {
        continue;
      }
      boolean sent = sendNext(stream);
      if (!stream.gone && !stream.nothingWaits()) {
        await(stream);
        left += sent ? 1 : 0;
      }
    }
  }

  private boolean sendNext(Stream stream) {
    boolean sent = false;
    int most = (int) Math.min(peer.frame(), Math.min(window, stream.sendWindow));
    ByteBuf next = most > 0 ? stream.next(most) : null;
    if (next != null) {
      send(stream, next, next.readableBytes());
      sent = true;
    }
    if (stream.onlyEndWaits()) {
      end.accept(stream);
      sent = true;
    }
    if (sent) {
      stream.progress();
      if (!stream.gone && stream.goesOn()) {
        stream.goOn();
      }
    }
    return sent;
  }

  private void send(Stream stream, ByteBuf data, int length) {
    floods.useful();
    window -= length;
    stream.sendWindow -= length;
    stream.sent += length;
    writer.data(stream.id, data, false);
  }

  private void await(Stream stream) {
    if (!stream.waits) {
      stream.waits = true;
      waiting.add(stream);
    }
  }
}
