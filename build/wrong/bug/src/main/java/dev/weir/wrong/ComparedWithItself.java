package dev.weir.wrong;

/// Error Prone must refuse this: the comparison is true of any name.
final class ComparedWithItself {
  private ComparedWithItself() {}

  static boolean same(String name) {
    return name.equals(name);
  }
}
