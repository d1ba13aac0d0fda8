package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to one place and counts what comes back.
///
/// Over TLS all of them offer the same and nothing else, so that it is the same with every proxy:
/// TLS 1.3, AES-128-GCM, X25519.
sealed interface LoadGenerator permits Wrk, H2load, Handshakes {
  String CIPHER = "TLS_AES_128_GCM_SHA256";
  String GROUP = "X25519";

  /// What makes this traffic.
  static LoadGenerator of(Traffic traffic, Scratch scratch, int core) throws IOException {
    return switch (traffic) {
      case HTTP1, TLS -> Wrk.of(scratch, core);
      case HTTP2, H2C -> H2load.of(scratch, core);
      case HANDSHAKES -> Handshakes.on(core);
    };
  }

  /// The load at which CPU time is read.
  ///
  /// @throws IOException if it did not run, or did not run as asked
  Load full(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException;

  /// A steady, light load of about 6,000 requests a second, at which latency is read; empty where
  /// that has no meaning.
  Optional<Load> paced(Endpoint endpoint, Payload payload, Duration time)
      throws IOException, InterruptedException;
}
