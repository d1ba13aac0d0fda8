package dev.weir.wrong;

import org.jspecify.annotations.NullMarked;

/// NullAway must refuse this: null leaves a method that does not say so.
@NullMarked
final class NullReturned {
  private NullReturned() {}

  static String name() {
    return null;
  }
}
