package dev.weir.demo;

import dev.weir.gateway.config.Size;

/// The shop stands behind any gateway: it may not know this one.
record KnowsTheGateway(Size body) {}
