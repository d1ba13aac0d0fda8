package dev.weir.gateway.record;

import dev.weir.exchange.CombinedLines;
import dev.weir.exchange.Exchange;
import dev.weir.exchange.JsonLines;
import dev.weir.exchange.LineBuffer;
import dev.weir.exchange.LineFormat;
import dev.weir.gateway.config.AccessLogConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The access log: lines are gathered and written with one call a batch. Lines that cannot be
/// written are dropped and counted; nothing waits for a disk to have room again. Belongs to the
/// recorder thread, but for [#lostLines].
final class AccessLog {
  private static final int BATCH = 64 << 10;
  private static final Duration NOTICE = Duration.ofMinutes(1);

  private final LineBuffer lines = new LineBuffer(2 * BATCH);
  private final AtomicLong lost = new AtomicLong();
  private final OutputStream stdout;
  private final InstantSource clock;
  private final Notices notices;
  private int count;
  private Sampling sampling;
  // Null while the log is off.
  private @Nullable LineFormat format;
  private LogOutput output;

  AccessLog(AccessLogConfig config, OutputStream stdout, InstantSource clock, Notices notices) {
    this.stdout = stdout;
    this.clock = clock;
    this.notices = notices;
    format = format(config);
    sampling = new Sampling(config.successes());
    output = output(config);
  }

  /// From now on as this says; what was written until now went where it was meant to go.
  void reload(AccessLogConfig config) {
    flush();
    output.close();
    format = format(config);
    sampling = new Sampling(config.successes());
    output = output(config);
  }

  void write(Exchange exchange) {
    LineFormat format = this.format;
    if (format == null || !sampling.keeps(exchange)) {
      return;
    }
    int before = lines.size();
    try {
      format.write(exchange, lines);
      count++;
    } catch (RuntimeException | Error failure) {
      lines.rewind(before);
      throw failure;
    }
    if (lines.size() >= BATCH) {
      flush();
    }
  }

  /// Hands what was gathered to the file.
  void flush() {
    if (count == 0) {
      return;
    }
    try {
      output.write(lines.content());
    } catch (IOException | RuntimeException failure) {
      lost.setOpaque(lost.getPlain() + count);
      notices.say("access-log", NOTICE, "access-log-lost", output.name(), failure);
    } finally {
      lines.clear();
      count = 0;
    }
  }

  /// Writes what was gathered, and does what is due by the clock.
  void tick() {
    flush();
    output.tick();
  }

  void close() {
    flush();
    output.close();
  }

  /// How many lines could not be written. Any thread.
  long lostLines() {
    return lost.getOpaque();
  }

  private static @Nullable LineFormat format(AccessLogConfig config) {
    return switch (config.format()) {
      case JSON -> new JsonLines();
      case COMBINED -> new CombinedLines();
      case OFF -> null;
    };
  }

  private LogOutput output(AccessLogConfig config) {
    return config.file().isPresent() && config.format() != AccessLogConfig.Format.OFF
        ? new RotatingFile(config.file().get(), config, clock, notices)
        : new LogOutput.Stream(stdout);
  }
}
