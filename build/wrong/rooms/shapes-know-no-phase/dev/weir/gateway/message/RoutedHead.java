package dev.weir.gateway.message;

import dev.weir.gateway.route.Table;

/// A request that knows where it will be sent.
record RoutedHead(Table table) {}
