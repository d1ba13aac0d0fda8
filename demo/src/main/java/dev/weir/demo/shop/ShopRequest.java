package dev.weir.demo.shop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as the shop's routes see it.
///
/// @param path the path without the query, not decoded: the shop's own paths need no escapes
/// @param query the query without its question mark
/// @param fields header fields, names in lower case; of fields of the same name the last
record ShopRequest(
    String method, String path, String query, Map<String, String> fields, byte[] body) {

  /// A header field; the empty string if it is not there.
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  List<String> segments() {
    return Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
  }

  /// The first parameter of that name in the query, decoded.
  Optional<String> parameter(String name) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
        .findFirst();
  }

  boolean head() {
    return method.equals("HEAD");
  }

  boolean keepAlive() {
    return !field("connection").equalsIgnoreCase("close");
  }

  /// Whether the routes for programs are meant, which answer in JSON.
  boolean forPrograms() {
    return path.startsWith("/api/");
  }

  boolean korean() {
    return field("accept-language").startsWith("ko");
  }
}
