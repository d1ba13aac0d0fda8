package dev.weir.gateway.answer;

import dev.weir.gateway.edge.Connection;

/// An answer that writes to the client's connection by itself.
record ReachesBack(Connection connection) {}
