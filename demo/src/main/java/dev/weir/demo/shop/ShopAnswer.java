package dev.weir.demo.shop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer of the shop, and the bytes that it is on the wire.
///
/// @param fields header fields in their order, without those of the framing
/// @param chunked whether the body goes in chunks, as one that is made while it is sent
record ShopAnswer(int status, Map<String, String> fields, byte[] body, boolean chunked) {
  private static final int CHUNK = 512;

  static ShopAnswer of(int status, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new ShopAnswer(status, Map.of("content-type", type), bytes, false);
  }

  /// Success without a body (204).
  static ShopAnswer nothing() {
    return new ShopAnswer(204, Map.of(), new byte[0], false);
  }

  ShopAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new ShopAnswer(status, more, body, chunked);
  }

  ShopAnswer inChunks() {
    return new ShopAnswer(status, fields, body, true);
  }

  byte[] head(boolean keepAlive) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason() + "\r\n");
    fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (chunked) {
      head.append("transfer-encoding: chunked\r\n");
    } else if (status != 204) {
      head.append("content-length: " + body.length + "\r\n");
    }
    if (!keepAlive) {
      head.append("connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The body with its framing.
  byte[] content() {
    if (!chunked) {
      return body;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
    for (int from = 0; from < body.length; from += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(body, from, Math.min(from + CHUNK, body.length));
      out.writeBytes(
          (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(chunk);
      out.writeBytes(new byte[] {'\r', '\n'});
    }
    out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /// The reason phrase of the statuses that the shop uses; others go without, as RFC 9112 section 4
  /// allows.
  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 422 -> "Unprocessable Content";
      case 500 -> "Internal Server Error";
      default -> "";
    };
  }
}
