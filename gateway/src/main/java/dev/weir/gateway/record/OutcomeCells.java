package dev.weir.gateway.record;

import dev.weir.status.Cause;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Counts by status and cause, found by index. Written by the recorder thread: a row becomes
/// visible by release, counts are opaque. What is no status from 100 to 599 is counted as 0.
final class OutcomeCells {
  private static final int FIRST = 100;
  private static final int LAST = 599;
  private static final int CAUSES = Cause.values().length;
  private static final Cause[] BY_ORDINAL = Cause.values();

  private final AtomicReferenceArray<@Nullable AtomicLongArray> byStatus =
      new AtomicReferenceArray<>(LAST - FIRST + 2);

  void count(int status, Optional<Cause> cause) {
    AtomicLongArray row = row(status < FIRST || status > LAST ? 0 : status - FIRST + 1);
    int column = cause.isPresent() ? cause.get().ordinal() : CAUSES;
    row.setOpaque(column, row.getPlain(column) + 1);
  }

  private AtomicLongArray row(int index) {
    AtomicLongArray row = byStatus.getPlain(index);
    if (row == null) {
      row = new AtomicLongArray(CAUSES + 1);
      byStatus.setRelease(index, row);
    }
    return row;
  }

  /// Every count that is not zero. Any thread.
  void forEach(Visitor visitor) {
    for (int index = 0; index < byStatus.length(); index++) {
      AtomicLongArray row = byStatus.getAcquire(index);
      if (row != null) {
        visit(index == 0 ? 0 : index + FIRST - 1, row, visitor);
      }
    }
  }

  private static void visit(int status, AtomicLongArray row, Visitor visitor) {
    for (int column = 0; column <= CAUSES; column++) {
      long count = row.getOpaque(column);
      if (count != 0) {
        visitor.visit(status, column == CAUSES ? "" : BY_ORDINAL[column].code(), count);
      }
    }
  }

  /// Told of one count.
  @FunctionalInterface
  interface Visitor {
    /// @param status 0 for what is none
    /// @param cause the cause's code, empty if nothing went wrong
    void visit(int status, String cause, long count);
  }
}
