package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wrong sample of [LeakCheck]: it has to see what is dropped here.
class LeakCheckTest {
  private static final ByteBufAllocator ALLOCATOR = new AdaptiveByteBufAllocator();

  @Test
  void everyBufferIsWatched() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void droppedBufferIsSeenOnce() throws InterruptedException {
    drop();

    // A reference may be queued one collection later than it died.
    List<String> leaks = await().until(LeakCheck::leaks, seen -> !seen.isEmpty());
    assertThat(leaks).singleElement().asString().contains("ByteBuf was not released");
    assertThat(LeakCheck.leaks()).isEmpty();
  }

  @Test
  void releasedBufferIsNoLeak() throws InterruptedException {
    ALLOCATOR.buffer(16).writeByte(1).release();

    assertThat(LeakCheck.leaks()).isEmpty();
  }

  private static void drop() {
    ALLOCATOR.buffer(16).writeByte(1);
  }
}
