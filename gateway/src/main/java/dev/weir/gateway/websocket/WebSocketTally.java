package dev.weir.gateway.websocket;

import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What is seen of a WebSocket by watching its bytes pass: messages each way, where frames end, and
/// who closed first with what code. Used by one event loop.
public final class WebSocketTally {
  private final FrameTally client = new FrameTally();
  private final FrameTally origin = new FrameTally();
  private @Nullable ClosedBy closedBy;
  private int closeCode = WebSocketTraffic.WITHOUT_CLOSE_FRAME;

  /// Watches what the client sends.
  public void client(ByteBuf data) {
    client.see(data);
    closedBy(client, ClosedBy.CLIENT);
  }

  /// Watches what the origin sends.
  public void origin(ByteBuf data) {
    origin.see(data);
    closedBy(origin, ClosedBy.ORIGIN);
  }

  private void closedBy(FrameTally side, ClosedBy who) {
    if (side.closed()) {
      closed(who, side.closeCode());
    }
  }

  /// Notes who closed; the first counts.
  ///
  /// @param code that of its close frame, or 1006 where its connection ended without one
  public void closed(ClosedBy who, int code) {
    if (closedBy == null) {
      closedBy = who;
      closeCode = code;
    }
  }

  /// Whether somebody has begun to close.
  public boolean closing() {
    return closedBy != null;
  }

  /// Whether both sides have sent a close frame, so that only the connections are left to end.
  public boolean bothClosed() {
    return client.closed() && origin.closed();
  }

  /// Whether a close frame may be sent to the client: no frame of the origin's is under way to it,
  /// and none has closed this direction before.
  public boolean mayCloseClient() {
    return origin.betweenFrames() && !origin.closed();
  }

  /// Whether a close frame may be sent to the origin.
  public boolean mayCloseOrigin() {
    return client.betweenFrames() && !client.closed();
  }

  /// Whether the client is within a frame.
  public boolean withinClientFrame() {
    return !client.betweenFrames();
  }

  /// Whether the origin is within a frame.
  public boolean withinOriginFrame() {
    return !origin.betweenFrames();
  }

  /// As it is recorded, once it is over. Where nobody closed it was the gateway.
  public WebSocketTraffic traffic() {
    return new WebSocketTraffic(
        client.messages(),
        origin.messages(),
        closeCode,
        closedBy == null ? ClosedBy.GATEWAY : closedBy);
  }
}
