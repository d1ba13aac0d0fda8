package dev.weir.status;

/// Who has to act so that a failure does not happen again.
public enum Side {
  /// The program or person that sent the request.
  CLIENT,
  /// A hop in front of the gateway: a CDN, a load balancer, a captive portal.
  EDGE,
  /// The gateway itself: its configuration, its limits, its bugs.
  GATEWAY,
  /// What lies between the gateway and the origin: name resolution, routes, packets.
  NETWORK,
  /// The server that owns the resource.
  ORIGIN,
  /// Something that the origin needs: a database, a queue, somebody else's API.
  DEPENDENCY
}
