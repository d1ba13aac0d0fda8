package dev.weir.demo.shop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The shop's own refusals as problem details (RFC 9457), each with the header fields that its
/// status asks for (RFC 9110 section 15.5).
final class Problems {
  private static final JsonMapper JSON = new JsonMapper();

  private Problems() {}

  static ShopAnswer badRequest(String detail) {
    return problem(400, "Bad Request", "bad_request", detail, Map.of());
  }

  static ShopAnswer unauthorized() {
    return problem(401, "Unauthorized", "token_missing", "This needs a token.", Map.of())
        .with("www-authenticate", "Bearer realm=\"shop\"");
  }

  static ShopAnswer notFound(String path) {
    return problem(404, "Not Found", "not_found", "There is nothing at " + path, Map.of());
  }

  static ShopAnswer methodNotAllowed(String method, String allow) {
    String detail = "method: " + method + " (expected: one of " + allow + ")";
    return problem(405, "Method Not Allowed", "method_not_allowed", detail, Map.of())
        .with("allow", allow);
  }

  static ShopAnswer soldOut(String item) {
    return problem(409, "Sold out", "sold_out", item + " is sold out.", Map.of());
  }

  /// @param pointer the member of the body, as a JSON pointer (RFC 6901)
  static ShopAnswer invalid(String pointer, String expected) {
    Map<String, String> error = Map.of("pointer", pointer, "detail", "expected: " + expected);
    return problem(
        422,
        "Invalid order",
        "invalid",
        "The body cannot be used as it is.",
        Map.of("errors", List.of(error)));
  }

  private static ShopAnswer problem(
      int status, String title, String code, String detail, Map<String, Object> more) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.put("code", code);
    members.putAll(more);
    return ShopAnswer.of(status, "application/problem+json", JSON.writeValueAsString(members));
  }
}
