package dev.weir.gateway.attempt;

/// Waits without a condition.
final class Drowsy {
  void backOff() throws InterruptedException {
    Thread.sleep(10);
  }
}
