package dev.weir.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK~content-length: 3~~abc                      | 200 | abc
          HTTP/1.1 200 ~content-length: 3~~abcHTTP                    | 200 | abc
          HTTP/1.1 200~transfer-encoding: chunked~~2;x=y~ab~1~c~0~~   | 200 | abc
          HTTP/1.0 500 Oh~~to the end                                 | 500 | to the end
          HTTP/1.1 103 Early Hints~link: </a>~~HTTP/1.1 204 None~~    | 204 | ''
          """)
  void wholeAnswersAreRead(String wire, int status, String body) throws IOException {
    Reply reply = read(wire);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                      | CLOSED
          HTTP/1.1 20                                             | TRUNCATED
          HTTP/1.1 200 OK~content-le                              | TRUNCATED
          HTTP/1.1 200 OK~content-length: 9~~abc                  | TRUNCATED
          HTTP/1.1 200 OK~transfer-encoding: chunked~~3~ab        | TRUNCATED
          HTTP/1.1 200 OK~transfer-encoding: chunked~~2~ab~       | TRUNCATED
          220 mail.shop.test ESMTP ready~                         | NOT_HTTP
          HTTP/1.1 200 OK~no field~~                              | NOT_HTTP
          HTTP/1.1 200 OK~transfer-encoding: chunked~~zz~ab       | NOT_HTTP
          """)
  void brokenAnswersSayHowTheyBroke(String wire, Break how) {
    assertThatThrownBy(() -> read(wire))
        .isInstanceOfSatisfying(
            BrokenAnswer.class, broken -> assertThat(broken.how()).isEqualTo(how));
  }

  private static Reply read(String wire) throws IOException {
    byte[] bytes = wire.replace("~", "\r\n").getBytes(StandardCharsets.UTF_8);
    return new ReplyReader(new ByteArrayInputStream(bytes)).read("GET");
  }
}
