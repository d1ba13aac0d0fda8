package dev.weir.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What stands in front of the shop and is called in its stead.
public interface Front extends Closeable {
  /// Where it takes calls.
  InetSocketAddress address();

  /// Where its console is, if it has one.
  Optional<URI> console();

  /// The file that it logs exchanges to, if it does.
  Optional<Path> accessLog();

  @Override
  void close();

  /// Puts something in front of the shop.
  @FunctionalInterface
  interface Opener {
    /// Opens the front before these instances; when this returns it takes calls.
    Front open(List<InetSocketAddress> instances) throws IOException;
  }
}
