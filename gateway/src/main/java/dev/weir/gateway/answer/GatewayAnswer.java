package dev.weir.gateway.answer;

import java.util.List;
import java.util.Optional;

/// An answer that the gateway makes, ready to be sent. Framing, `date` and `x-request-id` are added
/// by the edge; to a HEAD request it sends the fields only.
///
/// @param status the status code
/// @param fields in wire order, each name once, names in lower case
/// @param body the content; owned by the receiver, since each answer has its own
public record GatewayAnswer(int status, List<Field> fields, byte[] body) {
  /// One field line; free of control characters.
  public record Field(String name, String value) {}

  public GatewayAnswer {
    fields = List.copyOf(fields);
  }

  /// The value of the field with this name, in lower case.
  public Optional<String> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).findFirst();
  }
}
