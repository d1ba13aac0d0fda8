package dev.weir.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// HTTP/1.1 on a socket.
final class Http1Connection implements CallerConnection {
  private final Socket socket;
  private final InputStream in;
  private final byte[] request;
  private final Payload payload;
  private boolean answerBegan;
  private boolean reusable = true;

  /// @param socket connected, and through with its TLS handshake where there is one
  Http1Connection(Socket socket, Payload payload) throws IOException {
    this.socket = socket;
    this.payload = payload;
    this.request =
        ("GET /"
                + payload.file()
                + " HTTP/1.1\r\nHost: bench.example\r\nAccept: application/json\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  static Http1Connection inClear(int port, Payload payload) throws IOException {
    return new Http1Connection(new Socket(InetAddress.getLoopbackAddress(), port), payload);
  }

  @Override
  public Outcome exchange() throws IOException {
    answerBegan = false;
    socket.getOutputStream().write(request);
    AnswerHead head = AnswerHead.read(in, () -> answerBegan = true);
    long body = head.skipBody(in);
    reusable = head.keepsAlive();
    return CallerConnection.judge(head.status() == OK, "" + head.status(), body, payload);
  }

  @Override
  public boolean answerBegan() {
    return answerBegan;
  }

  @Override
  public boolean reusable() {
    return reusable;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}
