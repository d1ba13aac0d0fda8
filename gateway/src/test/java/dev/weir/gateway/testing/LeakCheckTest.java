package dev.weir.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
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

    assertThat(LeakCheck.leaks()).singleElement().asString().contains("ByteBuf was not released");
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
