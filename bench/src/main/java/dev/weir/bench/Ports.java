package dev.weir.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// Where a process listens on loopback.
///
/// @param clear for HTTP/1.1 in clear
/// @param tls for HTTP/1.1 and HTTP/2 over TLS; 0 where it does not listen so
/// @param h2c for HTTP/2 in clear; 0 where it does not listen so, and the same as `clear` where it
///   tells the two versions apart by itself
record Ports(int clear, int tls, int h2c) {
  static Ports free() throws IOException {
    return new Ports(Scratch.freePort(), Scratch.freePort(), Scratch.freePort());
  }

  Endpoint endpoint(Traffic traffic) {
    int port =
        switch (traffic) {
          case HTTP1 -> clear;
          case H2C -> h2c;
          case TLS, HTTP2, HANDSHAKES -> tls;
        };
    return new Endpoint(traffic, port);
  }

  List<Integer> all() {
    return IntStream.of(clear, tls, h2c).filter(port -> port > 0).distinct().boxed().toList();
  }
}
