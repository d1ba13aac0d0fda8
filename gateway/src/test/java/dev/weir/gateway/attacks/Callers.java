package dev.weir.gateway.attacks;

import dev.weir.gateway.testing.TestingClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Well-behaved callers, each with a connection of its own, one request after the other.
final class Callers implements Closeable {
  private static final int CALLERS = 4;

  private final List<TestingClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  Callers(InetSocketAddress address) throws IOException {
    for (int i = 0; i < CALLERS; i++) {
      clients.add(TestingClient.connect(address));
    }
  }

  /// Makes so many requests each.
  ///
  /// @throws AssertionError if one of them is not answered as it should be
  Times call(int requests) throws InterruptedException {
    List<Future<long[]>> calls =
        clients.stream().map(client -> threads.submit(() -> call(client, requests))).toList();
    long[] all = new long[CALLERS * requests];
    int from = 0;
    for (Future<long[]> each : calls) {
      try {
        System.arraycopy(each.get(), 0, all, from, requests);
      } catch (ExecutionException e) {
        throw new AssertionError("a well-behaved caller lost a request", e.getCause());
      }
      from += requests;
    }
    Arrays.sort(all);
    return new Times(all);
  }

  private static long[] call(TestingClient client, int requests) throws IOException {
    long[] times = new long[requests];
    for (int i = 0; i < requests; i++) {
      long begun = System.nanoTime();
      TestingClient.Answer answer = client.get("/well-behaved").answer();
      times[i] = System.nanoTime() - begun;
      if (answer.status() != 200 || !answer.text().equals("fine")) {
        throw new AssertionError(answer.lines());
      }
    }
    return times;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (TestingClient client : clients) {
      client.close();
    }
  }

  /// How long each request took.
  ///
  /// @param sorted in nanoseconds
  record Times(long[] sorted) {
    /// These and those.
    Times and(Times others) {
      long[] all = Arrays.copyOf(sorted, sorted.length + others.sorted.length);
      System.arraycopy(others.sorted, 0, all, sorted.length, others.sorted.length);
      Arrays.sort(all);
      return new Times(all);
    }

    long median() {
      return sorted[sorted.length / 2];
    }

    long p99() {
      return sorted[sorted.length * 99 / 100];
    }

    @Override
    public String toString() {
      return "P50 %.2f ms, P99 %.2f ms".formatted(median() / 1e6, p99() / 1e6);
    }
  }
}
