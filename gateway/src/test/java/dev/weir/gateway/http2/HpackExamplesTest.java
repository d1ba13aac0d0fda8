package dev.weir.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The examples of RFC 7541 appendix C.
class HpackExamplesTest {
  private final HpackDecoder requests = new HpackDecoder(4096);
  private final HpackDecoder responses = new HpackDecoder(256);

  @Test
  void literalWithIndexing() throws Exception { // C.2.1
    assertThat(regular("400a637573746f6d2d6b65790d637573746f6d2d686561646572"))
        .containsExactly("custom-key: custom-header");
  }

  @Test
  void literalWithoutIndexing() throws Exception { // C.2.2
    FieldSection section = decoded(requests, "040c2f73616d706c652f70617468");

    assertThat(section.text(FieldTraits.Role.PATH)).isEqualTo("/sample/path");
  }

  @Test
  void literalNeverIndexed() throws Exception { // C.2.3
    Fields fields = decoded(requests, "100870617373776f726406736563726574").fields();

    assertThat(Heads.lines(fields)).containsExactly("password: secret");
    assertThat(fields.neverIndexed(0)).isTrue();
  }

  @Test
  void indexed() throws Exception { // C.2.4
    assertThat(decoded(requests, "82").text(FieldTraits.Role.METHOD)).isEqualTo("GET");
  }

  @Test
  void requestsWithoutHuffman() throws Exception { // C.3
    assertRequest("828684410f7777772e6578616d706c652e636f6d", "GET http www.example.com /");
    assertRequest(
        "828684be58086e6f2d6361636865", "GET http www.example.com /", "cache-control: no-cache");
    assertRequest(
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
        "GET https www.example.com /index.html",
        "custom-key: custom-value");
  }

  @Test
  void requestsWithHuffman() throws Exception { // C.4
    assertRequest("828684418cf1e3c2e5f23a6ba0ab90f4ff", "GET http www.example.com /");
    assertRequest(
        "828684be5886a8eb10649cbf", "GET http www.example.com /", "cache-control: no-cache");
    assertRequest(
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf",
        "GET https www.example.com /index.html",
        "custom-key: custom-value");
  }

  @Test
  void responsesWithoutHuffman() throws Exception { // C.5
    assertResponses(
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d54"
            + "6e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f"
            + "3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b"
            + "2076657273696f6e3d31");
  }

  @Test
  void responsesWithHuffman() throws Exception { // C.6
    assertResponses(
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f"
            + "0b97c8e9ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335df"
            + "dfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007");
  }

  private void assertRequest(String block, String line, String... fields) throws Exception {
    FieldSection section = decoded(requests, block);
    String pseudo =
        String.join(
            " ",
            section.text(FieldTraits.Role.METHOD),
            section.text(FieldTraits.Role.SCHEME),
            section.text(FieldTraits.Role.AUTHORITY),
            section.text(FieldTraits.Role.PATH));
    assertThat(pseudo).isEqualTo(line);
    assertThat(Heads.lines(section.fields())).containsExactly(fields);
  }

  // With a table of 256 bytes, so that entries leave it.
  private void assertResponses(String first, String second, String third) throws Exception {
    assertResponse(
        first,
        302,
        "cache-control: private",
        "date: Mon, 21 Oct 2013 20:13:21 GMT",
        "location: https://www.example.com");
    assertResponse(
        second,
        307,
        "cache-control: private",
        "date: Mon, 21 Oct 2013 20:13:21 GMT",
        "location: https://www.example.com");
    assertResponse(
        third,
        200,
        "cache-control: private",
        "date: Mon, 21 Oct 2013 20:13:22 GMT",
        "location: https://www.example.com",
        "content-encoding: gzip",
        "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
  }

  private void assertResponse(String block, int status, String... fields) throws Exception {
    ResponseHead head = decoded(responses, block).response(LimitsConfig.DEFAULT);
    assertThat(head.status()).isEqualTo(status);
    assertThat(Heads.lines(head.fields())).containsExactly(fields);
  }

  private List<String> regular(String block) throws Exception {
    return Heads.lines(decoded(requests, block).fields());
  }

  private static FieldSection decoded(HpackDecoder decoder, String hex) throws HpackException {
    byte[] block = HexFormat.of().parseHex(hex);
    FieldSection section = new FieldSection(1 << 16, 100);
    decoder.decode(block, 0, block.length, section);
    return section;
  }
}
