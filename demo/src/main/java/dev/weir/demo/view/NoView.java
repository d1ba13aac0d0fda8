package dev.weir.demo.view;

import java.time.Duration;

/// Shows nothing.
record NoView() implements LiveView {
  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void show(Frame frame) {}
}
