package dev.weir.gateway.faults;

import dev.weir.gateway.config.Origin;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A listener that accepts nothing and whose queue is full: the kernel drops what wants to connect,
/// so that a connection neither comes about nor is refused.
final class FullBacklog implements Closeable {
  private static final int MOST = 64;

  private final ServerSocket listening;
  private final List<Socket> queued = new ArrayList<>();

  FullBacklog() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    while (queue()) {
      if (queued.size() > MOST) {
        throw new IOException("a queue of 1 took " + queued.size() + " connections");
      }
    }
  }

  Origin origin() {
    return new Origin("127.0.0.1", listening.getLocalPort());
  }

  private boolean queue() throws IOException {
    Socket socket = new Socket();
    queued.add(socket);
    try {
      socket.connect(listening.getLocalSocketAddress(), 50);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queued) {
      socket.close();
    }
    listening.close();
  }
}
