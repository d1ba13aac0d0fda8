package dev.weir.gateway.identify;

/// Who asks, and the ids under which the exchange is known everywhere: on the answer, in the log,
/// at the origin.
///
/// @param requestId the id to quote, in bytes of ASCII
/// @param clientRequestId what an untrusted client called it, or the empty string
/// @param trace where the exchange stands in its trace
/// @param clientAddress the client behind all trusted hops
/// @param forwardedFor the value of `X-Forwarded-For` for the origin
/// @param forwarded the value of `Forwarded` for the origin
/// @param scheme `http` or `https`, as the client used it
/// @param host the host that the client asked for
/// @param certificate the value of `Client-Cert` for the origin, or the empty string
public record Identity(
    byte[] requestId,
    String clientRequestId,
    TraceContext trace,
    String clientAddress,
    String forwardedFor,
    String forwarded,
    String scheme,
    String host,
    String certificate) {}
