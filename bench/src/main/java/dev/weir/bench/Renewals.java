package dev.weir.bench;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// Replaces the certificate again and again, and looks when new connections are shown the new one.
///
/// [#open] is for any thread, the rest for one.
final class Renewals {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /// Each event loop takes it over by itself: one handshake proves little.
  private static final int PROOFS = 10;

  private final TlsDial dial;
  private final Certificates certificates;
  private final Duration within;

  /// Written by the thread that renews, read by the callers.
  private volatile int inForce = 1;

  private int failed;
  private long slowestMillis;

  /// @param within new connections must be shown a new certificate
  Renewals(int port, Certificates certificates, Duration within) {
    this.dial = new TlsDial(port, certificates);
    this.certificates = certificates;
    this.within = within;
  }

  /// How many of them new connections did not see in time.
  int failed() {
    return failed;
  }

  /// The longest time from new files to the last of the proofs.
  long slowestMillis() {
    return slowestMillis;
  }

  /// Writes new files, and waits until new connections are shown the new certificate.
  void renew(int serial) throws IOException, InterruptedException {
    certificates.issue(serial);
    long start = System.nanoTime();
    int proofs = 0;
    while (proofs < PROOFS && System.nanoTime() - start < within.toNanos()) {
      proofs = shown() == serial ? proofs + 1 : 0;
      if (proofs == 0) {
        Thread.sleep(PAUSE);
      }
    }
    slowestMillis = Math.max(slowestMillis, (System.nanoTime() - start) / 1_000_000);
    if (proofs < PROOFS) {
      failed++;
    } else {
      inForce = serial;
    }
  }

  private int shown() throws IOException {
    try (SSLSocket socket = dial.open(TlsDial.HTTP1)) {
      return TlsDial.serial(socket);
    }
  }

  /// A connection for a caller.
  ///
  /// @throws SSLException where it is shown a certificate older than the one that was in force
  ///   already
  SSLSocket open(String protocol) throws IOException {
    int least = inForce;
    SSLSocket socket = dial.open(protocol);
    if (TlsDial.serial(socket) < least) {
      socket.close();
      throw new SSLException("a certificate that had been replaced");
    }
    return socket;
  }
}
