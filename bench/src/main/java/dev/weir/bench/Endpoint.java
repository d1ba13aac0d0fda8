package dev.weir.bench;

import java.net.URI;

/// Where a load goes, and what is spoken there.
record Endpoint(Traffic traffic, int port) {
  URI uri() {
    return URI.create((traffic.encrypted() ? "https" : "http") + "://127.0.0.1:" + port);
  }

  URI uri(Payload payload) {
    return uri().resolve("/" + payload.file());
  }
}
