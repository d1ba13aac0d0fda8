package dev.weir.gateway.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 7541 section 5.2 and appendix B.
class HuffmanTest {
  @Property(tries = 2000)
  void whatIsCodedIsDecodedAgain(@ForAll byte[] text) throws HpackException {
    byte[] coded = coded(text, false);

    assertThat(coded).hasSize(Huffman.codedLength(text, 0, text.length, false));
    assertThat(decoded(coded)).isEqualTo(text);
  }

  @Property(tries = 500)
  void lettersOfNamesBecomeLowerCase(@ForAll String name) throws HpackException {
    byte[] text = name.getBytes(US_ASCII);
    byte[] coded = coded(text, true);

    assertThat(coded).hasSize(Huffman.codedLength(text, 0, text.length, true));
    assertThat(new String(decoded(coded), US_ASCII))
        .isEqualTo(new String(text, US_ASCII).toLowerCase(Locale.ROOT));
  }

  @Property(tries = 3000)
  void whatIsDecodedIsCodedTheSame(@ForAll byte[] bytes) {
    byte[] text;
    try {
      text = decoded(bytes);
    } catch (HpackException refused) {
      return;
    }
    assertThat(coded(text, false)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "ff, a byte of padding",
    "1fff, a byte of padding behind a symbol",
    "18, padding of zeros",
    "1e, padding that is not all ones",
    "3fffffff, the end symbol with padding",
    "ffffffff, the end symbol and two bits",
    "fffffffc, the end symbol and two zeros",
    "1fffffffff, the end symbol behind another",
    "ffff, most of a long code",
  })
  void wrongPaddingAndTheEndSymbolAreRefused(String hex, String what) {
    assertThatThrownBy(() -> decoded(HexFormat.of().parseHex(hex)))
        .as(what)
        .isInstanceOf(HpackException.class);
  }

  private static byte[] coded(byte[] text, boolean lower) {
    byte[] out = new byte[text.length * 4 + 16];
    return Arrays.copyOf(out, Huffman.encode(text, 0, text.length, lower, out, 0));
  }

  private static byte[] decoded(byte[] coded) throws HpackException {
    byte[] out = new byte[Huffman.roomFor(coded.length)];
    return Arrays.copyOf(out, Huffman.decode(coded, 0, coded.length, out, 0));
  }
}
