package dev.weir.wrong;

/// The doc lint must refuse this: [NoSuchType] is nowhere.
public final class LostReference {
  private LostReference() {}
}
