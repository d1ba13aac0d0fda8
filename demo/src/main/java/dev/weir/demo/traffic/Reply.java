package dev.weir.demo.traffic;

import java.util.Map;

/// A whole answer as it came over the wire.
///
/// @param fields header fields, names in lower case; values of the same name joined by a comma
record Reply(int status, Map<String, String> fields, byte[] body) {

  /// A header field; the empty string if it is not there.
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  boolean keepAlive() {
    return !field("connection").equalsIgnoreCase("close");
  }

  /// The content type without its parameters.
  String mediaType() {
    return field("content-type").split(";", 2)[0].strip();
  }
}
