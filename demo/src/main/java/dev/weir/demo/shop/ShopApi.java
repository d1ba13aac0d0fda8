package dev.weir.demo.shop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shop for programs. Its refusals are honest: the status that is true, as problem details.
///
/// | route | answers |
/// |---|---|
/// | `GET /api/items`, `GET /api/items/{id}` | 200, 404 |
/// | `GET /api/search?q=` | 200 (in chunks; nothing found is an empty list), 400 without `q` |
/// | `GET /api/account` | 200 with `Authorization: Bearer demo`, else 401 |
/// | `GET`, `DELETE /api/baskets/{id}` | 200, 204 |
/// | `PUT /api/baskets/{id}/items/{item}` | 200, 404, 422: idempotent |
/// | `POST /api/orders` | 201, 404, 409, 422: not idempotent |
/// | `GET /api/orders/{id}` | 200, 404 |
/// | `PUT /api/orders/{id}` | 201, 200 when it was made before: idempotent |
final class ShopApi {
  private static final JsonMapper JSON = new JsonMapper();

  private final Catalogue catalogue;
  private final Records records;

  ShopApi(Catalogue catalogue, Records records) {
    this.catalogue = catalogue;
    this.records = records;
  }

  /// @param segments the segments of the path after `/api`
  ShopAnswer answer(ShopRequest request, List<String> segments) {
    String[] at = segments.toArray(String[]::new);
    return switch (segments.isEmpty() ? "" : at[0] + "/" + at.length) {
      case "items/1" -> reading(request, () -> items(request, catalogue.items()));
      case "items/2" -> reading(request, () -> item(request, at[1]));
      case "search/1" -> reading(request, () -> search(request));
      case "account/1" -> reading(request, () -> account(request));
      case "baskets/2" -> basket(request, at[1]);
      case "baskets/4" -> basketItem(request, at[1], at[3]);
      case "orders/1" -> newOrder(request);
      case "orders/2" -> order(request, at[1]);
      default -> Problems.notFound(request.path());
    };
  }

  private static ShopAnswer reading(ShopRequest request, Supplier<ShopAnswer> route) {
    return request.method().equals("GET") || request.head()
        ? route.get()
        : Problems.methodNotAllowed(request.method(), "GET, HEAD");
  }

  private static ShopAnswer items(ShopRequest request, List<Item> items) {
    return json(200, items.stream().map(item -> shown(request, item)).toList());
  }

  private ShopAnswer item(ShopRequest request, String id) {
    return catalogue
        .find(id)
        .map(item -> json(200, shown(request, item)))
        .orElseGet(() -> Problems.notFound(request.path()));
  }

  private ShopAnswer search(ShopRequest request) {
    return request
        .parameter("q")
        .map(text -> items(request, catalogue.search(text)).inChunks())
        .orElseGet(() -> Problems.badRequest("q: missing (expected: a text to search for)"));
  }

  private static ShopAnswer account(ShopRequest request) {
    return request.field("authorization").equals("Bearer demo")
        ? json(200, Map.of("name", "Kim Mirae", "points", 1200))
        : Problems.unauthorized();
  }

  private ShopAnswer basket(ShopRequest request, String id) {
    return switch (request.method()) {
      case "GET", "HEAD" -> json(200, Map.of("id", id, "items", records.basket(id)));
      case "DELETE" -> {
        records.empty(id);
        yield ShopAnswer.nothing();
      }
      default -> Problems.methodNotAllowed(request.method(), "GET, HEAD, DELETE");
    };
  }

  private ShopAnswer basketItem(ShopRequest request, String basket, String id) {
    if (!request.method().equals("PUT")) {
      return Problems.methodNotAllowed(request.method(), "PUT");
    }
    Optional<Item> item = catalogue.find(id);
    if (item.isEmpty()) {
      return Problems.notFound(request.path());
    }
    int quantity = number(request, "quantity");
    if (quantity < 1) {
      return Problems.invalid("/quantity", "a whole number from 1");
    }
    records.put(basket, item.get().id(), quantity);
    return json(200, Map.of("id", basket, "items", records.basket(basket)));
  }

  private ShopAnswer newOrder(ShopRequest request) {
    return request.method().equals("POST")
        ? orderable(request).orElseGet(() -> ordered(request))
        : Problems.methodNotAllowed(request.method(), "POST");
  }

  private ShopAnswer ordered(ShopRequest request) {
    Records.Order order = records.order(number(request, "item"), number(request, "quantity"));
    return json(201, order).with("location", "/api/orders/" + order.id());
  }

  private ShopAnswer order(ShopRequest request, String id) {
    return switch (request.method()) {
      case "GET", "HEAD" ->
          records
              .order(id)
              .map(order -> json(200, order))
              .orElseGet(() -> Problems.notFound(request.path()));
      case "PUT" -> orderable(request).orElseGet(() -> orderedAs(request, id));
      default -> Problems.methodNotAllowed(request.method(), "GET, HEAD, PUT");
    };
  }

  private ShopAnswer orderedAs(ShopRequest request, String id) {
    Records.Order order =
        new Records.Order(id, number(request, "item"), number(request, "quantity"));
    return json(records.order(order) ? 200 : 201, order);
  }

  /// Why what the body orders cannot be ordered; empty if it can.
  private Optional<ShopAnswer> orderable(ShopRequest request) {
    Optional<Item> item = catalogue.find(Integer.toString(number(request, "item")));
    if (item.isEmpty()) {
      return Optional.of(Problems.invalid("/item", "the id of an item"));
    }
    if (number(request, "quantity") < 1) {
      return Optional.of(Problems.invalid("/quantity", "a whole number from 1"));
    }
    return item.get().available()
        ? Optional.empty()
        : Optional.of(Problems.soldOut(item.get().english()));
  }

  /// A whole number of the body; 0 where there is none, which no route takes.
  private static int number(ShopRequest request, String name) {
    try {
      JsonNode body = JSON.readTree(request.body());
      return body.path(name).asInt(0);
    } catch (JacksonException notJson) {
      return 0;
    }
  }

  private static Map<String, Object> shown(ShopRequest request, Item item) {
    Map<String, Object> shown = new TreeMap<>();
    shown.put("id", item.id());
    shown.put("name", item.name(request.korean()));
    shown.put("price", item.won());
    shown.put("currency", "KRW");
    shown.put("available", item.available());
    return shown;
  }

  private static ShopAnswer json(int status, Object body) {
    return ShopAnswer.of(status, "application/json", JSON.writeValueAsString(body));
  }
}
