package dev.weir.gateway.record;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/// The way from one event loop to the recorder: bounded, first in, first out, one thread at either
/// end.
///
/// A slot is its own flag: it is empty or it holds an entry. The loop stores an entry with
/// *release* and the recorder reads it with *acquire*, so all that the loop wrote into the entry
/// before is seen; the recorder empties the slot with *release* and the loop reads that with
/// *acquire* before it uses the slot again. `tail` belongs to the loop alone and `head` to the
/// recorder alone; neither index is shared, so an offer touches one cache line that the recorder
/// last touched a round ago (Giacomoni et al., FastForward, PPoPP 2008). Nobody is woken: the
/// recorder comes by.
public final class Ring {
  /// Eight milliseconds, one round of the recorder, at a million exchanges a second.
  public static final int DEFAULT_CAPACITY = 8192;

  private final AtomicReferenceArray<Recordable> slots;
  private final int mask;
  // Written by the loop, read by anyone: opaque, since only the number matters.
  private final AtomicLong losses = new AtomicLong();
  private long tail;
  private long head;

  /// @param capacity a power of two
  public Ring(int capacity) {
    if (Integer.bitCount(capacity) != 1 || capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two)");
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /// Hands an entry to the recorder. Only the ring's event loop may call it.
  ///
  /// @return false if the ring is full: the entry is lost, and counted
  public boolean offer(Recordable entry) {
    int slot = (int) tail & mask;
    if (slots.getAcquire(slot) != null) {
      losses.setOpaque(losses.getPlain() + 1);
      return false;
    }
    slots.setRelease(slot, entry);
    tail++;
    return true;
  }

  /// How many entries were lost so far. Any thread.
  public long losses() {
    return losses.getOpaque();
  }

  /// How many entries fit.
  public int capacity() {
    return mask + 1;
  }

  /// Takes what is there, one capacity at the most, so that the other rings get their turn. Only
  /// the recorder may call it.
  ///
  /// @return how many were taken
  int drain(Consumer<Recordable> to) {
    for (int taken = 0; taken <= mask; taken++) {
      int slot = (int) head & mask;
      Recordable entry = slots.getAcquire(slot);
      if (entry == null) {
        return taken;
      }
      slots.setRelease(slot, null);
      head++;
      to.accept(entry);
    }
    return capacity();
  }
}
