package dev.weir.gateway.choose;

import dev.weir.gateway.route.Hen;

/// The other half.
public record Egg(Hen hen) {}
