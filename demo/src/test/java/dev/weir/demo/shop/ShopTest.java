package dev.weir.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A shop that is well answers with the status that is true.
class ShopTest {
  private static Shop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = Shop.start(2);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET    | /                       |                            | 200 | text/html
          GET    | /items                  |                            | 200 | transfer-encoding: chunked
          GET    | /items/999              |                            | 404 | text/html
          POST   | /items                  |                            | 405 | allow: GET, HEAD
          GET    | /healthz                |                            | 200 | up
          GET    | /api/items              |                            | 200 | Hand mill
          GET    | /api/items/12           |                            | 200 | "available":false
          GET    | /api/items/999          |                            | 404 | application/problem+json
          GET    | /api/nothing            |                            | 404 | application/problem+json
          GET    | /api/search?q=rye%20fl  |                            | 200 | Rye flour
          GET    | /api/search?q=granite   |                            | 200 | []
          GET    | /api/search             |                            | 400 | expected: a text
          GET    | /api/account            |                            | 401 | www-authenticate: Bearer
          PUT    | /api/baskets/a/items/1  | {"quantity":2}             | 200 | "1":2
          PUT    | /api/baskets/a/items/1  | {"quantity":0}             | 422 | /quantity
          PUT    | /api/baskets/a/items/77 | {"quantity":1}             | 404 | not_found
          DELETE | /api/baskets/b          |                            | 204 | x-shop-instance: 1
          POST   | /api/orders             | {"item":1,"quantity":1}    | 201 | location: /api/orders/
          POST   | /api/orders             | {"item":12,"quantity":1}   | 409 | sold_out
          POST   | /api/orders             | {"item":99,"quantity":1}   | 422 | /item
          POST   | /api/orders             | not json                   | 422 | /item
          GET    | /api/orders             |                            | 405 | allow: POST
          GET    | /api/orders/none        |                            | 404 | not_found
          """)
  void answersWithTheStatusThatIsTrue(
      String method, String path, String body, int status, String part) throws IOException {
    assertThat(call(1, method, path, body == null ? "" : body))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(part);
  }

  @Test
  void anOrderOfTheSameIdIsMadeOnce() throws IOException {
    String order = "{\"item\":3,\"quantity\":1}";
    assertThat(call(1, "PUT", "/api/orders/mine", order)).startsWith("HTTP/1.1 201 ");
    assertThat(call(2, "PUT", "/api/orders/mine", order)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void eachPostMakesAnotherOrder() throws IOException {
    String order = "{\"item\":3,\"quantity\":1}";
    assertThat(call(1, "POST", "/api/orders", order))
        .isNotEqualTo(call(1, "POST", "/api/orders", order));
  }

  @Test
  void instancesShareTheirBaskets() throws IOException {
    call(1, "PUT", "/api/baskets/shared/items/5", "{\"quantity\":4}");
    assertThat(call(2, "GET", "/api/baskets/shared", "")).contains("\"5\":4");
  }

  @Test
  void pagesAndNamesAreInTheCallersLanguage() throws IOException {
    String fields = "Host: shop\r\nAccept-Language: ko\r\nConnection: close\r\n\r\n";
    try (RawClient client = RawClient.to(shop.addresses().getFirst())) {
      assertThat(utf8(client.send("GET /items/11 HTTP/1.1\r\n" + fields).everything()))
          .contains("<html lang=\"ko\">", "핸드밀", "64,000원");
    }
  }

  @Test
  void headHasNoBodyAndTheConnectionLivesOn() throws IOException {
    try (RawClient client = RawClient.to(shop.addresses().getFirst())) {
      client.send("HEAD /api/items/1 HTTP/1.1\r\nHost: shop\r\n\r\n");
      assertThat(client.until("\r\n\r\n")).contains("content-length: ");
      assertThat(client.get("/healthz").until("}")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void chunkedRequestsAreRead() throws IOException {
    String chunks = "8\r\n{\"item\":\r\n10\r\n1,\"quantity\":  1\r\n1\r\n}\r\n0\r\n\r\n";
    String head = "POST /api/orders HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (RawClient client = RawClient.to(shop.addresses().getFirst())) {
      assertThat(client.send(head + chunks).until("}")).startsWith("HTTP/1.1 201 ");
    }
  }

  private static String call(int instance, String method, String path, String body)
      throws IOException {
    try (RawClient client = RawClient.to(shop.addresses().get(instance - 1))) {
      String head = method + " " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n";
      String length = "Content-Length: " + body.length() + "\r\n\r\n";
      return client.send(head + length + body).everything();
    }
  }

  private static String utf8(String latin1) {
    return new String(
        latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
