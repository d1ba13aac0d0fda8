package dev.weir.gateway.route;

/// What a phase holds.
public final class Table {}
