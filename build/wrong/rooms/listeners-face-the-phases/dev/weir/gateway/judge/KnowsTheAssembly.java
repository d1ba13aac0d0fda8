package dev.weir.gateway.judge;

import dev.weir.gateway.Gateway;

/// A phase that reaches for the whole.
record KnowsTheAssembly(Gateway gateway) {}
