package dev.weir.demo.traffic;

import java.io.IOException;

/// A call ended without a whole answer.
final class BrokenAnswer extends IOException {
  private static final long serialVersionUID = 1;

  private final Break how;

  BrokenAnswer(Break how) {
    super("answer: " + how.word());
    this.how = how;
  }

  Break how() {
    return how;
  }
}
