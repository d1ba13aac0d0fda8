package dev.weir.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/// Bytes that come in pieces, as a network hands them over.
final class Bytes {
  private Bytes() {}

  /// Texts made of these parts, of single bytes and of whatever else there is.
  static Arbitrary<String> madeOf(String... parts) {
    return Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(parts)),
            Tuple.of(2, Arbitraries.chars().range('\0', '\u00ff').map(String::valueOf)),
            Tuple.of(1, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(12)))
        .list()
        .ofMaxSize(24)
        .map(all -> String.join("", all));
  }

  /// The text with some of its bytes replaced, removed or doubled.
  static String damaged(String text, List<Integer> damages) {
    StringBuilder out = new StringBuilder(text);
    for (int damage : damages) {
      if (out.isEmpty()) {
        break;
      }
      int at = (damage >>> 10) % out.length();
      switch (damage & 3) {
        case 0 -> out.setCharAt(at, (char) (damage >>> 2 & 0xff));
        case 1 -> out.deleteCharAt(at);
        case 2 -> out.insert(at, out.charAt(at));
        default -> out.insert(at, (char) (damage >>> 2 & 0xff));
      }
    }
    return out.toString();
  }

  /// The bytes of a text, cut at these places.
  static List<ByteBuf> pieces(String text, List<Integer> cuts) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    TreeSet<Integer> places = new TreeSet<>();
    cuts.forEach(cut -> places.add(cut % (bytes.length + 1)));
    places.add(bytes.length);
    List<ByteBuf> pieces = new ArrayList<>();
    int from = 0;
    for (int to : places) {
      if (to > from) {
        pieces.add(Unpooled.copiedBuffer(bytes, from, to - from));
      }
      from = to;
    }
    return pieces;
  }
}
