package dev.weir.bench;

/// What is compared with each other: the same traffic and the same answers.
record Section(Traffic traffic, Payload payload) {
  /// If the origin can be asked for the same without a proxy. A handshake is the proxy's own.
  boolean comparedWithOrigin() {
    return traffic != Traffic.HANDSHAKES;
  }
}
