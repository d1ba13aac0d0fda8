package dev.weir.demo.shop;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The port of one instance on loopback, which can be slammed shut and opened again at the same
/// number. While it is shut a socket that does not listen keeps hold of the number: it refuses
/// connections as a dead process does, and no other socket of the machine is given it meanwhile.
///
/// Each connection is handed to its own virtual thread.
final class ShopPort implements Closeable {
  private static final int BACKLOG = 1024;

  private final Consumer<Socket> connected;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress address;
  // All guarded by this.
  private @Nullable Listening listening;
  private @Nullable Socket held;

  /// Opens the port.
  ///
  /// @param port the number, 0 for a free one
  /// @param connected what to do with a connection; the socket is closed afterwards
  ShopPort(int port, Consumer<Socket> connected) throws IOException {
    this.connected = connected;
    Listening first = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.address = (InetSocketAddress) first.server().getLocalSocketAddress();
    this.listening = first;
  }

  InetSocketAddress address() {
    return address;
  }

  /// Refuses connections from now on and resets those that are open.
  synchronized void slam() {
    if (listening == null) {
      return;
    }
    listening.end();
    listening = null;
    held = hold();
    sockets.forEach(ShopPort::reset);
  }

  /// Takes connections again.
  synchronized void open() throws IOException {
    if (listening == null) {
      listening = listen(address);
      release();
    }
  }

  @Override
  public synchronized void close() {
    slam();
    release();
  }

  private void release() {
    if (held != null) {
      closeQuietly(held);
      held = null;
    }
  }

  private @Nullable Socket hold() {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket;
    } catch (IOException taken) {
      // The number was given to somebody between the close and the bind. It refuses all the same.
      closeQuietly(socket);
      return null;
    }
  }

  private Listening listen(InetSocketAddress at) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(at, BACKLOG);
    return new Listening(server, Thread.ofVirtual().name("shop").start(() -> accept(server)));
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().name("shop-connection").start(() -> serve(server, socket));
      } catch (IOException closed) {
        // Slammed, and the loop ends; or out of file descriptors, and a moment later there are
        // some.
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private void serve(ServerSocket server, Socket socket) {
    try {
      if (server.isClosed()) {
        reset(socket);
      } else {
        connected.accept(socket);
      }
    } finally {
      sockets.remove(socket);
      closeQuietly(socket);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      // It is closed already, and a closed one needs no reset.
      return;
    } finally {
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Listening(ServerSocket server, Thread acceptor) {
    /// The socket goes on listening until the thread that accepts has let go of it.
    void end() {
      closeQuietly(server);
      try {
        acceptor.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
