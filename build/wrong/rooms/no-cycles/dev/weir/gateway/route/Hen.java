package dev.weir.gateway.route;

import dev.weir.gateway.choose.Egg;

/// Half of a circle.
public record Hen(Egg egg) {}
