package dev.weir.gateway.record;

import dev.weir.exchange.WebSocketTraffic;
import dev.weir.exchange.WebSocketTraffic.ClosedBy;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What is counted of WebSockets. Whoever closes picks the code, so those that no standard names
/// are counted by the thousand (RFC 6455 section 7.4.2): `3xxx` of libraries, `4xxx` of
/// applications, and `other`.
///
/// Written by the recorder thread, read by any.
final class WebSocketCells {
  private static final int FIRST = 1000;
  private static final int NAMED = 16;
  private static final int CODES = NAMED + 3;
  private static final ClosedBy[] SIDES = ClosedBy.values();

  private final AtomicLongArray closed = new AtomicLongArray(SIDES.length * CODES);
  private final AtomicLong clientMessages = new AtomicLong();
  private final AtomicLong originMessages = new AtomicLong();

  void record(WebSocketTraffic traffic) {
    int cell = traffic.closedBy().ordinal() * CODES + column(traffic.closeCode());
    closed.setOpaque(cell, closed.getPlain(cell) + 1);
    clientMessages.setOpaque(clientMessages.getPlain() + traffic.clientMessages());
    originMessages.setOpaque(originMessages.getPlain() + traffic.originMessages());
  }

  long clientMessages() {
    return clientMessages.getOpaque();
  }

  long originMessages() {
    return originMessages.getOpaque();
  }

  /// Every count that is not zero. Any thread.
  void forEachClosed(Visitor visitor) {
    for (int cell = 0; cell < closed.length(); cell++) {
      long count = closed.getOpaque(cell);
      if (count != 0) {
        String side = SIDES[cell / CODES].name().toLowerCase(Locale.ROOT);
        visitor.visit(side, label(cell % CODES), count);
      }
    }
  }

  private static int column(int code) {
    if (code >= FIRST && code < FIRST + NAMED) {
      return code - FIRST;
    }
    return switch (code / 1000) {
      case 3 -> NAMED;
      case 4 -> NAMED + 1;
      default -> NAMED + 2;
    };
  }

  private static String label(int column) {
    return switch (column) {
      case NAMED -> "3xxx";
      case NAMED + 1 -> "4xxx";
      case NAMED + 2 -> "other";
      default -> Integer.toString(FIRST + column);
    };
  }

  /// Told of one count.
  @FunctionalInterface
  interface Visitor {
    void visit(String closedBy, String code, long count);
  }
}
