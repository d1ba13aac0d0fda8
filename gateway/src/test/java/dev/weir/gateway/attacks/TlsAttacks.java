package dev.weir.gateway.attacks;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.status.Cause;
import java.io.IOException;
import java.util.List;

/// What can be done before there is any HTTP.
final class TlsAttacks {
  // A record of a handshake (RFC 8446 section 5.1) of which all but the beginning is missing.
  private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

  private TlsAttacks() {}

  static List<Attack> all(int scale) {
    int stalled = 200 * scale;
    return List.of(
        Attack.of(
            "TLS handshakes that do not go on",
            field -> stall(field, stalled),
            Cause.CLIENT_TLS_ERROR,
            stalled));
  }

  private static void stall(Field field, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      field.hold(TestingClient.connectFrom("127.0.0.2", field.encrypted())).send(BEGINNING);
    }
  }
}
