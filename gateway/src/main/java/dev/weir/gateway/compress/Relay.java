package dev.weir.gateway.compress;

import dev.weir.gateway.message.Coding;
import dev.weir.gateway.message.ResponseHead;
import java.util.Optional;

/// How an answer goes to its client.
///
/// @param head as the client gets it; with a coding it lacks only the length of the coded body
/// @param coding what to put on the body; it goes as it is if empty
public record Relay(ResponseHead head, Optional<Coding> coding) {
  static Relay plain(ResponseHead head) {
    return new Relay(head, Optional.empty());
  }
}
