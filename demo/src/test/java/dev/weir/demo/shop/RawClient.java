package dev.weir.demo.shop;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection that shows what is on the wire.
record RawClient(Socket socket) implements Closeable {
  static RawClient to(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(10_000);
    socket.connect(address, 5_000);
    return new RawClient(socket);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: shop\r\n\r\n");
  }

  /// All bytes until the connection is closed; throws where it is reset.
  String everything() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /// The bytes until this text has come.
  String until(String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith(end)) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("ended after: " + text);
      }
      bytes.write(b);
      text = bytes.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
