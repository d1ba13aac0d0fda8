package dev.weir.gateway.attempt;

import dev.weir.gateway.identify.Identity;
import dev.weir.gateway.message.RequestHead;
import java.time.Duration;

/// What an origin is asked: the client's request as the gateway sends it on.
///
/// @param head as the client sent it
/// @param identity who asks, and the ids that go along
/// @param via what stands for this gateway in the `Via` field to add
/// @param bodyLength bytes of the body, -1 if only its end will tell
/// @param firstByte how long the answer may take to begin
/// @param hops what is left of `Max-Forwards`, or -1 if that does not apply
public record OriginRequest(
    RequestHead head,
    Identity identity,
    byte[] via,
    long bodyLength,
    Duration firstByte,
    int hops) {}
