package dev.weir.gateway.config;

/// Answer of a route whose resource is elsewhere.
///
/// @param to where: a path or URL in which `{host}`, `{path}` and `{query}` stand for what was
///   asked
/// @param permanent whether it stays there: 301 or 308, else 302 or 307; GET and HEAD get the older
///   one of each, every other method the one that keeps method and body (RFC 9110 section 15.4)
public record RedirectConfig(String to, boolean permanent) {}
