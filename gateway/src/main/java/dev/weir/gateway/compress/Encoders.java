package dev.weir.gateway.compress;

import dev.weir.gateway.message.Coding;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

/// The encoders of one event loop. An encoder holds a quarter to one and a half MiB outside the
/// heap for as long as its body is under way, so their number is bounded: beyond it answers go as
/// they are.
public final class Encoders {
  private static final int MOST = 128;
  private static final int KEPT = 8;

  private final Map<Coding, ArrayDeque<Encoder>> idle = new EnumMap<>(Coding.class);
  private int open;

  /// Whether a body in this coding can begin.
  public boolean offers(Coding coding) {
    return open < MOST && Libraries.AVAILABLE.contains(coding);
  }

  /// An encoder for one body, to be given back by [#give].
  ///
  /// @throws IllegalStateException if it is not offered
  public Encoder take(Coding coding) {
    if (!offers(coding)) {
      throw new IllegalStateException(coding.token() + " (expected: one that is offered)");
    }
    Encoder encoder = idle(coding).poll();
    Encoder taken = encoder == null ? begin(coding) : encoder;
    open++;
    return taken;
  }

  /// Takes an encoder back, whether its body came to its end or not.
  public void give(Coding coding, Encoder encoder) {
    open--;
    if (!encoder.reset()) {
      return;
    }
    if (idle(coding).size() < KEPT) {
      idle(coding).push(encoder);
    } else {
      encoder.close();
    }
  }

  /// Bodies under way.
  public int open() {
    return open;
  }

  /// Lets go of what is kept for later.
  public void close() {
    idle.values()
        .forEach(each -> {
          each.forEach(Encoder::close);
          each.clear();
        });
  }

  private ArrayDeque<Encoder> idle(Coding coding) {
    return idle.computeIfAbsent(coding, unseen -> new ArrayDeque<>());
  }

  private static Encoder begin(Coding coding) {
    return switch (coding) {
      case BR -> new BrotliEncoder();
      case ZSTD -> new ZstdEncoder();
      case GZIP -> new GzipEncoder();
    };
  }
}
