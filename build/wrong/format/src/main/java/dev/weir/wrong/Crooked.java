package dev.weir.wrong;

/// The formatter must refuse this: it has four columns where two belong.
final class Crooked {
    private Crooked() {}
}
