package dev.weir.lint;

/// A name that any class could have.
final class HeaderUtils {}
