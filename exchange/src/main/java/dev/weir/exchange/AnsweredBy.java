package dev.weir.exchange;

/// Who made the answer that the client received: gateway-made and origin-made are never mixed.
public enum AnsweredBy {
  /// The origin; its answer was relayed.
  ORIGIN,
  /// The gateway; nobody else answered, or it was its own to answer.
  GATEWAY,
  /// Nobody: the client was gone.
  NOBODY
}
