package dev.weir.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What each fault is on the wire.
class FaultTest {
  private static final String ITEM = "/api/items/1";

  private Shop shop;
  private ShopInstance instance;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.start(1);
    instance = shop.instances().getFirst();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void crashRefusesConnectionsAndResetsThoseThatAreOpen() throws IOException {
    try (RawClient open = client()) {
      open.get(ITEM).until("}");
      instance.play(Fault.CRASH);
      assertThatThrownBy(open::everything).isInstanceOf(SocketException.class);
      assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aCrashedInstanceComesBackAtTheSamePort() throws IOException {
    for (int time = 0; time < 20; time++) {
      instance.play(Fault.CRASH);
      instance.recover();
      assertWell();
    }
  }

  @Test
  void hangAcceptsAndNeverAnswers() throws IOException {
    instance.play(Fault.HANG);
    try (RawClient client = client()) {
      client.socket().setSoTimeout(300);
      client.get(ITEM);
      assertThatThrownBy(client::everything).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whoHungIsLetGoWhenTheFaultIsOver() throws IOException {
    instance.play(Fault.HANG);
    try (RawClient client = client()) {
      client.socket().setSoTimeout(300);
      client.get(ITEM);
      assertThatThrownBy(client::everything).isInstanceOf(SocketTimeoutException.class);
      instance.recover();
      client.socket().setSoTimeout(5_000);
      assertThat(client.everything()).isEmpty();
    }
  }

  @Test
  void slowAnswersAsAlwaysTwoSecondsLate() throws IOException {
    instance.play(Fault.SLOW);
    long began = System.nanoTime();
    assertWell();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void errorsAreAPageForPrograms() throws IOException {
    instance.play(Fault.ERRORS);
    try (RawClient client = client()) {
      assertThat(client.get(ITEM).until("</html>\n"))
          .startsWith("HTTP/1.1 500 ")
          .contains("content-type: text/html")
          .contains("10.0.3.17");
    }
  }

  @Test
  void errorsAreAStackTraceForPeople() throws IOException {
    instance.play(Fault.ERRORS);
    try (RawClient client = client()) {
      assertThat(client.get("/items").until("ItemPage.java:31)\"}\n"))
          .startsWith("HTTP/1.1 500 ")
          .contains("content-type: application/json")
          .contains("\\n\\tat com.example.shop");
    }
  }

  @Test
  void resetSendsRstAfterTheRequest() throws IOException {
    instance.play(Fault.RESET);
    try (RawClient client = client()) {
      client.get(ITEM);
      assertThatThrownBy(client::everything)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void truncateClosesInTheMiddleOfTheBody() throws IOException {
    instance.play(Fault.TRUNCATE);
    try (RawClient client = client()) {
      String answer = client.get(ITEM).everything();
      int length = Integer.parseInt(answer.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(length / 2);
    }
  }

  @Test
  void truncateLeavesOutTheLastChunk() throws IOException {
    instance.play(Fault.TRUNCATE);
    try (RawClient client = client()) {
      assertThat(client.get("/items").everything())
          .contains("transfer-encoding: chunked")
          .doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void truncateOfAnAnswerWithoutBodyCutsTheHead() throws IOException {
    instance.play(Fault.TRUNCATE);
    try (RawClient client = client()) {
      client.send("DELETE /api/baskets/b HTTP/1.1\r\nHost: shop\r\n\r\n");
      assertThat(client.everything()).startsWith("HTTP/1.1 204").doesNotContain("\r\n\r\n");
    }
  }

  @Test
  void garbageIsTheGreetingOfAMailServer() throws IOException {
    instance.play(Fault.GARBAGE);
    try (RawClient client = client()) {
      assertThat(client.get(ITEM).everything()).startsWith("220 mail.shop.test ESMTP");
    }
  }

  @Test
  void eachFaultEndsWithRecovery() throws IOException {
    for (Fault fault : Fault.values()) {
      instance.play(fault);
      assertThat(instance.fault()).contains(fault);
      instance.recover();
      assertThat(instance.fault()).isEmpty();
      assertWell();
    }
  }

  private RawClient client() throws IOException {
    return RawClient.to(instance.address());
  }

  private void assertWell() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.get(ITEM).until("}")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }
}
