package dev.weir.gateway.record;

import com.sun.management.ThreadMXBean;
import dev.weir.exchange.Exchange;
import dev.weir.gateway.config.AccessLogConfig;
import dev.weir.gateway.config.AccessLogConfig.Format;
import dev.weir.gateway.config.Ratio;
import dev.weir.gateway.config.Size;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// What an exchange costs: CPU time and memory of the loop's and of the recorder's thread. A
/// program, no test: its figures belong to the machine it runs on. The argument is the log file.
final class RecorderCost {
  private static final int ROUNDS = 6;
  private static final int EXCHANGES = 1_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private RecorderCost() {}

  public static void main(String[] arguments) {
    var config =
        new AccessLogConfig(
            Format.JSON,
            Optional.of(Path.of(arguments[0])),
            new Ratio(1),
            Size.ofMiB(200),
            Duration.ofDays(1),
            1);
    var exchanges = new Exchange[1024];
    for (int i = 0; i < exchanges.length; i++) {
      var exchange = new TestingExchange();
      exchange.requestId = "0198c2f4a1b27d3e0198c2f4%08x".formatted(i);
      exchange.query = i % 4 == 0 ? "page=%d&sort=name".formatted(i) : "";
      exchanges[i] = exchange.make();
    }
    var done = new AtomicLong();
    var recorder =
        Recorder.start(
            1,
            config,
            new Metrics(),
            List.of(e -> done.lazySet(done.getPlain() + 1)),
            InstantSource.system());
    long recorderId =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("weir-recorder"))
            .mapToLong(Thread::threadId)
            .findFirst()
            .orElseThrow();
    long own = Thread.currentThread().threadId();
    for (int round = 1; round <= ROUNDS; round++) {
      long recorderCpu = THREADS.getThreadCpuTime(recorderId);
      long recorderBytes = THREADS.getThreadAllocatedBytes(recorderId);
      long ownCpu = THREADS.getThreadCpuTime(own);
      long before = done.get();
      long offered = 0;
      while (offered < EXCHANGES) {
        for (int i = 0; i < 500; i++) {
          Exchange exchange = exchanges[(int) offered & 1023];
          offered += recorder.ring(0).offer(() -> exchange) ? 1 : 0;
        }
        LockSupport.parkNanos(5_000_000);
      }
      while (done.get() < before + offered) {
        LockSupport.parkNanos(1_000_000);
      }
      double count = offered;
      System.out.printf(
          Locale.ROOT,
          "round %d: loop %.0f ns, recorder %.0f ns, %.0f bytes allocated an exchange%n",
          round,
          (THREADS.getThreadCpuTime(own) - ownCpu) / count,
          (THREADS.getThreadCpuTime(recorderId) - recorderCpu) / count,
          (THREADS.getThreadAllocatedBytes(recorderId) - recorderBytes) / count);
    }
    recorder.close();
  }
}
