package dev.weir.wrong;

import java.util.List;

/// The compiler must refuse this: a warning is an error.
final class RawList {
  private RawList() {}

  static int size(List names) {
    return names.size();
  }
}
