package dev.weir.gateway;

/// The assembly.
public final class Gateway {}
