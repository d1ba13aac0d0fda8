package dev.weir.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Set;

class HpackFuzzTest {
  private static final int LIMIT = 4096;

  /// Whatever bytes come as the blocks of a connection: they are refused as Netty's codec refuses
  /// them, or they hold what that reads; and what is a message is still one, and the same, when it
  /// has been written and read again. The byte before each block is its length.
  @FuzzTest
  void blockIsRefusedOrReadBackAsTheSame(byte[] bytes) {
    HpackOracle oracle = new HpackOracle();
    HpackDecoder limited = new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE);
    for (int at = 0; at < bytes.length; ) {
      int to = Math.min(bytes.length, at + 1 + (bytes[at] & 0xff));
      byte[] block = Arrays.copyOfRange(bytes, at + 1, to);
      var section = oracle.decode(block);
      checkLimited(limited, block, section.isPresent());
      if (section.isEmpty()) {
        return;
      }
      checkMessage(section.get());
      at = to;
    }
  }

  private static void checkLimited(HpackDecoder limited, byte[] block, boolean expected) {
    FieldSection section = new FieldSection(LIMIT, 10);
    boolean taken = true;
    try {
      limited.decode(block, 0, block.length, section);
    } catch (HpackException refused) {
      taken = false;
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(section.fields().size()).isLessThanOrEqualTo(10);
    assertThat(section.fields().text().length).isLessThanOrEqualTo(2 * LIMIT);
  }

  private static void checkMessage(FieldSection section) {
    try {
      if (section.has(FieldTraits.Role.METHOD)) {
        assertReadBack(section.request(LimitsConfig.DEFAULT).fields());
      } else if (section.has(FieldTraits.Role.STATUS)) {
        assertReadBack(section.response(LimitsConfig.DEFAULT).fields());
      } else {
        assertReadBack(section.requestTrailers());
      }
    } catch (FailureException refused) {
      assertThat(refused.failure().evidence()).isNotEmpty();
    }
  }

  private static void assertReadBack(Fields fields) throws FailureException {
    HpackEncoder encoder = new HpackEncoder().start().fields(fields, 0, Set.of());
    var buffer = Unpooled.buffer();
    encoder.writeTo(buffer);
    byte[] block = ByteBufUtil.getBytes(buffer);
    FieldSection again = new FieldSection(1 << 20, 1 << 20);
    try {
      new HpackDecoder(0).decode(block, 0, block.length, again);
    } catch (HpackException e) {
      throw new AssertionError("not read back: " + e.getMessage(), e);
    }
    var lines = Heads.lines(fields);
    lines.removeIf(line -> line.startsWith("te: "));
    assertThat(Heads.lines(again.requestTrailers())).containsExactlyInAnyOrderElementsOf(lines);
  }
}
