package dev.weir.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.http2.FieldTraits.Role;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpackDecoderTest {
  private final HpackDecoder decoder = new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE);

  @ParameterizedTest
  @CsvSource({
    "7541 6.1, 80, index 0",
    "7541 2.3.3, be, index 62",
    "7541 2.3.3, ff0f, index 142",
    "7541 2.3.3, 7e0161, index 62",
    "7541 2.3.3, 0f2f0161, index 62",
    "7541 5.1, ff, ends within an integer",
    "7541 5.1, ff80, ends within an integer",
    "7541 5.1, ff8080808001, more than five bytes",
    "7541 5.1, ffffffffff0f, more than five bytes",
    "7541 5.1, 007fffffffffff00, more than five bytes",
    "7541 5.2, 00, ends where a string",
    "7541 5.2, 0001, a string of 1 bytes",
    "7541 5.2, 000161, ends where a string",
    "7541 5.2, 0001610262, a string of 2 bytes",
    "7541 5.2, 00016181ff, padding",
    "7541 5.2, 000161841fffffff, padding",
    "7541 5.2, 00016184fffffffc, end symbol",
    "7541 4.2, 8220, a table size behind a field",
    "7541 4.2, 823fe11f, a table size behind a field",
    "7541 6.3, 3fe21f, table size 4097",
    "7541 6.3, 203fffffff7f, table size",
  })
  void brokenBlockEndsTheConnection(String clause, String block, String evidence) {
    assertThatThrownBy(() -> decoded(block))
        .as(clause)
        .isInstanceOf(HpackException.class)
        .hasMessageContaining(evidence);
  }

  // RFC 7541 section 4.2: down and up again.
  @Test
  void tableSizesAtTheBeginningAreTaken() throws Exception {
    decoded("40016101" + "62");
    assertThat(Heads.lines(decoded("be").fields())).containsExactly("a: b");

    assertThat(decoded("203fe11f82").text(Role.METHOD)).isEqualTo("GET");
    assertThatThrownBy(() -> decoded("be")).isInstanceOf(HpackException.class);
  }

  // RFC 7541 section 4.4: the name comes from the entry that has to leave.
  @Test
  void nameOutlivesItsEntry() throws Exception {
    HpackDecoder small = new HpackDecoder(34);
    decoded(small, "40016101" + "62");

    assertThat(Heads.lines(decoded(small, "7e0163").fields())).containsExactly("a: c");
    assertThat(Heads.lines(decoded(small, "be").fields())).containsExactly("a: c");
  }

  // RFC 7541 section 4.4.
  @Test
  void entryLargerThanTheTableEmptiesIt() throws Exception {
    HpackDecoder small = new HpackDecoder(34);
    decoded(small, "40016101" + "62");

    assertThat(Heads.lines(decoded(small, "4001610262" + "62").fields())).containsExactly("a: bb");
    assertThatThrownBy(() -> decoded(small, "be")).isInstanceOf(HpackException.class);
  }

  @Test
  void tableStaysInStepBeyondTheLimitOfTheSection() throws Exception {
    FieldSection tiny = new FieldSection(10, 10);
    byte[] block = HexFormat.of().parseHex("400861616161616161610162" + "40016301" + "64");
    decoder.decode(block, 0, block.length, tiny);

    assertThat(tiny.full()).isTrue();
    assertThat(Heads.lines(decoded("bebf").fields())).containsExactly("c: d", "aaaaaaaa: b");
  }

  // An entry of nearly the whole table, then named by one byte each, and by two with its name only.
  @Test
  void bombTakesNoMoreThanTheLimit() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    String name = "n".repeat(4000);
    bomb.write(0x40);
    bomb.write(Heads.block(List.of(name + ": v")), 1, 4000 + 6);
    for (int i = 0; i < 100_000; i++) {
      bomb.write(0xbe);
    }
    for (int i = 0; i < 100_000; i++) {
      bomb.writeBytes(new byte[] {0x0f, 0x2f, 0});
    }
    FieldSection section = new FieldSection(32 << 10, 100);
    decoder.decode(bomb.toByteArray(), 0, bomb.size(), section);

    assertThat(section.full()).isTrue();
    assertThat(section.fields().size()).isEqualTo(8);
    assertThat(section.fields().text().length).isLessThanOrEqualTo(64 << 10);
    assertThat(Heads.lines(decoded("be").fields())).containsExactly(name + ": v");
  }

  @Test
  void longConnectionKeepsItsTableInStep() throws Exception {
    for (int i = 0; i < 5000; i++) {
      String value = "v".repeat(i % 97) + i;
      byte[] literal = Heads.block(List.of("name-" + i % 7 + ": " + value));
      literal[0] = 0x40;
      assertThat(Heads.lines(decoded(HexFormat.of().formatHex(literal) + "be").fields()))
          .containsExactly("name-" + i % 7 + ": " + value, "name-" + i % 7 + ": " + value);
    }
  }

  private FieldSection decoded(String hex) throws HpackException {
    return decoded(decoder, hex);
  }

  private static FieldSection decoded(HpackDecoder decoder, String hex) throws HpackException {
    byte[] block = HexFormat.of().parseHex(hex);
    FieldSection section = new FieldSection(1 << 16, 100);
    decoder.decode(block, 0, block.length, section);
    return section;
  }
}
