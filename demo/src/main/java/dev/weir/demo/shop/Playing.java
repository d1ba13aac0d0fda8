package dev.weir.demo.shop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A fault for as long as it is played. Any number of connections may wait for its end.
record Playing(Fault fault, CountDownLatch over) {
  Playing(Fault fault) {
    this(fault, new CountDownLatch(1));
  }

  /// Waits until the fault is over.
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /// Waits for this long, or until the fault is over if that is sooner; says whether it is over.
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Ends the fault; whoever waits goes on.
  void end() {
    over.countDown();
  }
}
