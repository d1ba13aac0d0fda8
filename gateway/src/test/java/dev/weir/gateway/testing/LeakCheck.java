package dev.weir.gateway.testing;

import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails the test class after which a buffer is found that was dropped without being released.
///
/// It is registered as a service, so it watches every class. Netty's own detector tells of a leak
/// in a log line, which fails nothing; this one takes its place.
public final class LeakCheck implements AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
  private static final Queue<ResourceLeakDetector<Object>> DETECTORS =
      new ConcurrentLinkedQueue<>();

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    List<String> leaks = leaks();
    if (!leaks.isEmpty()) {
      throw new AssertionError("LEAK: " + String.join("\nLEAK: ", leaks));
    }
  }

  /// The leaks since it was last asked, each with where the buffer had been.
  static List<String> leaks() throws InterruptedException {
    // References found dead in one collection are queued in any order, those of the next one later.
    collect();
    collect();
    DETECTORS.forEach(LeakCheck::look);
    List<String> leaks = new ArrayList<>();
    for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
      leaks.add(leak);
    }
    return leaks;
  }

  private static void collect() throws InterruptedException {
    var dead = new ReferenceQueue<>();
    var sentinel = new WeakReference<>(new Object(), dead);
    do {
      System.gc();
    } while (!sentinel.refersTo(null) || dead.remove(100) == null);
  }

  /// A detector looks through its dead buffers whenever it is shown a new one.
  private static void look(ResourceLeakDetector<Object> detector) {
    var buffer = new Object();
    detector.trackForcibly(buffer).close(buffer);
  }

  /// Netty makes one for each kind of resource, by the name that the build hands it: so it is there
  /// before the first buffer, whichever engine's tests run first.
  public static final class Detector<T> extends ResourceLeakDetector<T> {
    public Detector(Class<?> resource, int samplingInterval) {
      super(resource, samplingInterval);
      @SuppressWarnings("unchecked") // It looks at the identity of what it is shown only.
      var any = (ResourceLeakDetector<Object>) this;
      DETECTORS.add(any);
    }

    /// The form of old; Netty complains of a detector without it.
    ///
    /// @param active not asked for any more
    public Detector(Class<?> resource, int samplingInterval, long active) {
      this(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      LEAKS.add(resource + " was not released" + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      LEAKS.add(resource + " was not released");
    }
  }
}
