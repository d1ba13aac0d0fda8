package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CombinedLinesTest {
  private final TestingExchange exchange = new TestingExchange();

  @Test
  void anOrdinaryLineIsExactlyThis() {
    exchange.query = "page=2&token=s3cr3t";
    exchange.referer = "https://shop.example.com/?sid=s3cr3t";
    assertThat(line())
        .isEqualTo(
            """
            192.0.2.7 - - [31/Jan/2026:23:59:58 +0000] \
            "GET /api/items/7?page=2&token=REDACTED HTTP/1.1" 200 195 \
            "https://shop.example.com/?sid=REDACTED" "curl/8.5.0"
            """);
  }

  @Test
  void whatIsNotThereIsADash() {
    exchange.method = "";
    exchange.path = "";
    exchange.userAgent = "";
    exchange.status = 400;
    assertThat(line()).endsWith("\"-\" 400 195 \"-\" \"-\"\n");
  }

  @Test
  void quotesBackslashesControlsAndHighBytesAreHexAsNginxWritesThem() {
    exchange.userAgent = "a\"b\\c\r\n\u0000\u001f ~\u007f\u00e9\u00ff";
    assertThat(line()).endsWith("\"a\\x22b\\x5Cc\\x0D\\x0A\\x00\\x1F ~\\x7F\\xE9\\xFF\"\n");
  }

  @Test
  void widerCharactersAreTheirUtf8Bytes() {
    exchange.userAgent = "한🍊!";
    assertThat(line()).endsWith("\"\\xED\\x95\\x9C\\xF0\\x9F\\x8D\\x8A!\"\n");
  }

  private String line() {
    var buffer = new LineBuffer(1);
    new CombinedLines().write(exchange.make(), buffer);
    return UTF_8.decode(buffer.content()).toString();
  }
}
