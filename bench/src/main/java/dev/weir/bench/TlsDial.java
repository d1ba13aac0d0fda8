package dev.weir.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// Opens TLS connections, each with a full handshake and the certificate verified: its name, and
/// who signed it.
///
/// @param port where to
/// @param certificates whom to trust
record TlsDial(int port, Certificates certificates) {
  static final String HTTP1 = "http/1.1";
  static final String HTTP2 = "h2";

  /// @param protocol what must be agreed on (ALPN)
  SSLSocket open(String protocol) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      socket.setSoTimeout(CallerConnection.PATIENCE_MILLIS);
      return handshake(socket, protocol);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket handshake(Socket socket, String protocol) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            certificates
                .client()
                .getSocketFactory()
                .createSocket(socket, Certificates.NAME, port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {protocol});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    if (!protocol.equals(tls.getApplicationProtocol())) {
      throw new IOException(
          "protocol: " + tls.getApplicationProtocol() + " (expected: " + protocol + ")");
    }
    return tls;
  }

  /// The serial number of the certificate that the other side has shown.
  static int serial(SSLSocket socket) throws SSLPeerUnverifiedException {
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSerialNumber().intValue();
  }
}
