package dev.weir.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;

/// How a client's connection ends, encrypted or not.
final class Goodbye {
  private Goodbye() {}

  /// Ends our half when everything is sent. What still comes is not decrypted: behind its own
  /// closure alert the library may take it for an error, and end the connection at once.
  static void shutOutput(SocketChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    ChannelFuture sent =
        tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
    // Not from within the handler that is to be removed.
    sent.addListener(done ->
        channel
            .eventLoop()
            .execute(() -> {
              ChannelPipeline pipeline = channel.pipeline();
              if (tls != null && pipeline.context(tls) != null) {
                pipeline.remove(tls);
              }
              channel.shutdownOutput();
            }));
  }

  /// Closes past TLS, whose closure alert would tell that all is well.
  static void abort(SocketChannel channel) {
    channel.pipeline().firstContext().close();
  }

  /// What was thrown: TLS wraps it.
  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof DecoderException && cause != null ? cause : thrown;
  }
}
