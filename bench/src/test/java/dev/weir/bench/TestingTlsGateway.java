package dev.weir.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Stands in for Weir's TLS listener: serves the small payload itself over HTTP/1.1 and HTTP/2, and
/// takes over a new certificate once its key belongs to it. As a process of its own:
/// `TestingTlsGateway config console-port [frozen|dropping]`.
final class TestingTlsGateway {
  /// Never takes a new certificate over.
  static final String FROZEN = "frozen";

  /// Closes all connections when it takes one over.
  static final String DROPPING = "dropping";

  private static final Pattern LISTENER =
      Pattern.compile(":(\\d+)\\s+tls: \\{certificates: \\[\\{chain: (\\S+), key: ([^}]+)}]}");

  private final Path chain;
  private final Path key;
  private final String how;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private String inForce = "";
  private SSLContext context;

  private TestingTlsGateway(Path chain, Path key, String how)
      throws IOException, GeneralSecurityException {
    this.chain = chain;
    this.key = key;
    this.how = how;
    this.context = SSLContext.getDefault();
    context();
  }

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    Matcher listener = LISTENER.matcher(Files.readString(Path.of(arguments[0])));
    if (!listener.find()) {
      throw new IllegalArgumentException(arguments[0] + " (expected: a TLS listener)");
    }
    TestingTlsGateway gateway =
        new TestingTlsGateway(
            Path.of(listener.group(2)),
            Path.of(listener.group(3)),
            arguments.length > 2 ? arguments[2] : "");
    listen(Integer.parseInt(listener.group(1)), gateway::serve);
    listen(Integer.parseInt(arguments[1]), TestingTlsGateway::serveHttp1);
  }

  private static void listen(int port, Serving serving) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread.ofPlatform()
        .start(() -> {
          while (true) {
            try {
              Socket socket = server.accept();
              Thread.ofVirtual().start(() -> serve(socket, serving));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
  }

  private static void serve(Socket socket, Serving serving) {
    try (socket) {
      serving.serve(socket);
    } catch (IOException | GeneralSecurityException e) {
      // The caller has gone, or was sent away.
    }
  }

  private void serve(Socket socket) throws IOException, GeneralSecurityException {
    SSLSocket tls =
        (SSLSocket) context().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    open.add(tls);
    tls.setUseClientMode(false);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {TlsDial.HTTP2, TlsDial.HTTP1});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    if (tls.getApplicationProtocol().equals(TlsDial.HTTP2)) {
      serveHttp2(tls);
    } else {
      serveHttp1(tls);
    }
  }

  private static void serveHttp1(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + Payload.SMALL.body();
    while (in.readLine() != null) {
      while (!in.readLine().isEmpty()) {
        // A field.
      }
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
    }
  }

  private static void serveHttp2(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    in.skipNBytes(Http2Connection.PREFACE.length);
    out.write(Http2Connection.frame(Http2Connection.SETTINGS, 0, 0, new byte[0]));
    while (true) {
      Http2Connection.Frame frame = Http2Connection.Frame.read(in);
      if (frame.type() == Http2Connection.HEADERS) {
        out.write(answer(frame.stream()));
      }
    }
  }

  private static byte[] answer(int stream) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        Http2Connection.frame(
            Http2Connection.HEADERS,
            Http2Connection.END_HEADERS,
            stream,
            new byte[] {(byte) Http2Connection.STATUS_OK}));
    answer.writeBytes(
        Http2Connection.frame(
            Http2Connection.DATA,
            Http2Connection.END_STREAM,
            stream,
            Payload.SMALL.body().getBytes(US_ASCII)));
    return answer.toByteArray();
  }

  private synchronized SSLContext context() throws IOException, GeneralSecurityException {
    String files = Files.readString(chain) + Files.readString(key);
    boolean renewable = inForce.isEmpty() || !how.equals(FROZEN);
    if (renewable && !files.equals(inForce) && takeOver()) {
      inForce = files;
      if (how.equals(DROPPING)) {
        for (Socket socket : open) {
          socket.close();
        }
        open.clear();
      }
    }
    return context;
  }

  /// Where chain and key belong together.
  private boolean takeOver() throws IOException, GeneralSecurityException {
    Certificate certificate;
    try (var in = Files.newInputStream(chain)) {
      certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    String base64 = Files.readString(key).replaceAll("-----[^-]+-----|\\s", "");
    PrivateKey secret =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    if (!belongs(secret, certificate)) {
      return false;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("one", secret, new char[0], new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), null, null);
    return true;
  }

  private static boolean belongs(PrivateKey secret, Certificate certificate)
      throws GeneralSecurityException {
    Signature signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(secret);
    byte[] signature = signing.sign();
    signing.initVerify(certificate);
    return signing.verify(signature);
  }

  private interface Serving {
    void serve(Socket socket) throws IOException, GeneralSecurityException;
  }
}
