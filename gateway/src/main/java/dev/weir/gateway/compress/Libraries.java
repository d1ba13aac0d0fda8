package dev.weir.gateway.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import dev.weir.gateway.message.Coding;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Which codings this process can write. Those whose native library is not there for this platform
/// are not offered, and nothing else changes. Looked up once, where a configuration is made ready:
/// loading reads and writes files, which is nothing for an event loop.
final class Libraries {
  /// What there is.
  static final Set<Coding> AVAILABLE = available();

  private Libraries() {}

  private static Set<Coding> available() {
    Set<Coding> codings = EnumSet.of(Coding.GZIP);
    add(codings, Coding.BR, Brotli4jLoader::isAvailable);
    add(
        codings,
        Coding.ZSTD,
        () -> {
          Native.load();
          return Native.isLoaded();
        });
    return codings;
  }

  private static void add(Set<Coding> codings, Coding coding, BooleanSupplier loads) {
    try {
      if (loads.getAsBoolean()) {
        codings.add(coding);
      }
    } catch (RuntimeException | LinkageError absent) {
      codings.remove(coding);
    }
  }
}
