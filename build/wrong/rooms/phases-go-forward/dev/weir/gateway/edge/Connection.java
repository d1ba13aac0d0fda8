package dev.weir.gateway.edge;

/// What the first phase holds.
public final class Connection {}
