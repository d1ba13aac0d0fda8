package dev.weir.demo.shop;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Function;

/// One instance of the shop: a small HTTP/1.1 server on a loopback port, which plays a [Fault] when
/// it is told to. Safe for many threads.
public final class ShopInstance implements Closeable {
  private final int number;
  private final FaultSwitch faults = new FaultSwitch();
  private final Function<ShopRequest, ShopAnswer> routes;
  private final ShopPort port;

  ShopInstance(int number, Function<ShopRequest, ShopAnswer> routes) throws IOException {
    this.number = number;
    this.routes = request -> routes.apply(request).with("x-shop-instance", "" + number);
    this.port = new ShopPort(0, this::serve);
  }

  /// Its number, from 1.
  public int number() {
    return number;
  }

  /// Where it listens, also while it has crashed.
  public InetSocketAddress address() {
    return port.address();
  }

  /// The fault that it plays now.
  public Optional<Fault> fault() {
    return faults.now().map(Playing::fault);
  }

  /// Plays a fault until [#recover()], instead of the one before. Requests that have been read
  /// before are answered well, except by a crash.
  public void play(Fault fault) throws IOException {
    faults.play(fault);
    if (fault == Fault.CRASH) {
      port.slam();
    } else {
      port.open();
    }
  }

  /// Is well again, at the same port.
  public void recover() throws IOException {
    faults.clear();
    port.open();
  }

  @Override
  public void close() {
    faults.clear();
    port.close();
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      new ShopConnection(socket, faults, routes).serve();
    } catch (IOException peerGone) {
      // Nobody is left to be told; a gateway in front counts it.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
