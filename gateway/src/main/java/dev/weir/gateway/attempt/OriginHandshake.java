package dev.weir.gateway.attempt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.tls.OriginTls;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;

/// A new connection to an origin until its TLS handshake is done: then the protocol that was agreed
/// on decides who serves it, and takes this one's place.
final class OriginHandshake extends ChannelInboundHandlerAdapter {
  private final OriginPool pool;
  private final OriginTls tls;
  private final Connecting connection;
  private boolean over;

  OriginHandshake(OriginPool pool, OriginTls tls, Connecting connection) {
    this.pool = pool;
    this.tls = tls;
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    SslHandler handler =
        tls.handler(
            pool.origin(), context.alloc(), pool.timeouts().tlsHandshake(), connection.onlyHttp1());
    context.pipeline().addFirst(new FirstBytes(), handler);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      if (done.isSuccess()) {
        agreed(context);
      } else {
        fail(context, tls.failure(pool.origin(), done.cause()));
      }
    } else if (event instanceof ClearText answer) {
      fail(context, Failure.of(Cause.TLS_PROTOCOL_ERROR, pool.origin() + answer.evidence()));
    }
  }

  // Here the protocol that the origin chose (ALPN) decides. One that knows no ALPN has chosen
  // HTTP/1.1, which was not on offer where HTTP/2 is all that the service speaks.
  private void agreed(ChannelHandlerContext context) {
    SslHandler handler = context.pipeline().get(SslHandler.class);
    boolean http2 = handler != null && "h2".equals(handler.applicationProtocol());
    if (!http2 && pool.service().protocol() == Protocol.HTTP2) {
      String evidence = pool.origin() + " chose no protocol (expected: h2)";
      fail(context, Failure.of(Cause.TLS_PROTOCOL_ERROR, evidence));
      return;
    }
    if (!connection.onlyHttp1()) {
      pool.shared().chosen(http2);
    }
    if (http2 == connection instanceof Http2OriginConnection) {
      serve(context, connection);
    } else if (connection instanceof OriginConnection exclusive) {
      Http2OriginConnection shared = pool.shared().add();
      exclusive.moveTo(shared);
      serve(context, shared);
    } else {
      String evidence = pool.origin() + " chose HTTP/1.1 (expected: h2, as before)";
      fail(context, Failure.of(Cause.CONNECTION_TERMINATED, evidence));
    }
  }

  private void serve(ChannelHandlerContext context, Connecting agreed) {
    over = true;
    context.pipeline().replace(this, null, agreed);
    agreed.connected(context.channel());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, tls.failure(pool.origin(), new ClosedChannelException()));
  }

  // What failed the handshake was told as an event before it is thrown; what fails the connection
  // ends the handshake.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    fail(context, tls.failure(pool.origin(), thrown));
  }

  private void fail(ChannelHandlerContext context, Failure failure) {
    if (!over) {
      over = true;
      pool.oneLess();
      connection.refuse(failure);
      context.close();
    }
  }

  /// Sees how the origin begins. One that does not speak TLS is told by what it says, which the
  /// engines would only call a wrong version.
  private static final class FirstBytes extends ChannelInboundHandlerAdapter {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf in = (ByteBuf) message;
      int type = in.getByte(in.readerIndex());
      if (type == HANDSHAKE || type == ALERT) {
        context.fireChannelRead(message);
        context.pipeline().remove(this);
      } else {
        ClearText answer = ClearText.of(in);
        in.release();
        context.fireUserEventTriggered(answer);
      }
    }
  }

  /// What an origin said that does not speak TLS.
  private record ClearText(String beginning) {
    private static final int SHOWN = 64;

    static ClearText of(ByteBuf in) {
      int length = Math.min(in.readableBytes(), SHOWN);
      String text = in.toString(in.readerIndex(), length, ISO_8859_1);
      return new ClearText(text.lines().findFirst().orElse("").replaceAll("[^ -~]", "."));
    }

    String evidence() {
      return " answered the TLS handshake with '" + beginning + "'";
    }
  }
}
