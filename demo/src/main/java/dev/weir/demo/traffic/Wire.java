package dev.weir.demo.traffic;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// One connection of a caller. Belongs to one thread at a time.
///
/// @param replies reads the answers off the socket
/// @param usedNanos when it was last used; 0 for a new one
record Wire(Socket socket, ReplyReader replies, long usedNanos) implements Closeable {

  static Wire open(InetSocketAddress to, Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) patience.toMillis());
      socket.connect(to, (int) patience.toMillis());
      return new Wire(socket, new ReplyReader(new BufferedInputStream(socket.getInputStream())), 0);
    } catch (ConnectException refused) {
      socket.close();
      throw new BrokenAnswer(Break.REFUSED);
    } catch (SocketTimeoutException late) {
      socket.close();
      throw new BrokenAnswer(Break.TIMEOUT);
    }
  }

  /// Sends a call and reads its answer; whatever stands in the way is a [BrokenAnswer].
  Reply exchange(Call call, byte[] bytes) throws BrokenAnswer {
    try {
      socket.getOutputStream().write(bytes);
      return replies.read(call.method());
    } catch (BrokenAnswer broken) {
      throw broken;
    } catch (SocketTimeoutException late) {
      throw new BrokenAnswer(Break.TIMEOUT);
    } catch (IOException reset) {
      throw new BrokenAnswer(Break.RESET);
    }
  }

  Wire usedAt(long nanos) {
    return new Wire(socket, replies, nanos);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
