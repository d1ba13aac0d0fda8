package dev.weir.gateway.edge;

import dev.weir.gateway.identify.Peer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a client's connection.
final class Peers {
  private Peers() {}

  /// The peer of this channel, once its handshake is done; null if it is gone.
  static @Nullable Peer of(SocketChannel channel) {
    InetSocketAddress remote = address(channel);
    if (remote == null) {
      return null;
    }
    if (Arrival.of(channel).encrypted()) {
      return Peer.of(remote, "https");
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls == null
        ? Peer.of(remote, "http")
        : Peer.of(remote, "https").showing(certificate(tls.engine().getSession()));
  }

  /// Whose connection it is: whom a PROXY protocol header names, or who is at its other end; null
  /// if that is gone.
  static @Nullable InetSocketAddress address(SocketChannel channel) {
    return Arrival.of(channel).announced().orElseGet(channel::remoteAddress);
  }

  // A byte sequence of RFC 8941 (RFC 9440 section 2.1).
  private static String certificate(SSLSession session) {
    try {
      byte[] der = session.getPeerCertificates()[0].getEncoded();
      return ":" + Base64.getEncoder().encodeToString(der) + ":";
    } catch (SSLPeerUnverifiedException shownNone) {
      return "";
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
