package dev.weir.exchange;

import dev.weir.status.Cause;
import java.time.Duration;
import java.util.Optional;

/// One try of an exchange at one origin.
///
/// @param origin the address that was tried, such as `10.0.0.1:8080`
/// @param reused whether the connection had served another exchange before
/// @param status the origin's status code, 0 if it gave none
/// @param cause why the attempt failed, if it did
/// @param connect from the start of the attempt until the connection was there; zero if reused
/// @param firstByte from the start of the attempt until the first byte of the answer; zero if none
///   came
/// @param total from the start of the attempt until its end
public record Attempt(
    String origin,
    boolean reused,
    int status,
    Optional<Cause> cause,
    Duration connect,
    Duration firstByte,
    Duration total) {}
