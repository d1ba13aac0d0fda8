package dev.weir.gateway.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A request method of the IANA registry with its properties (RFC 9110 section 9.2). What is not
/// registered is answered with 501.
public enum Method {
  GET(Kind.SAFE),
  HEAD(Kind.SAFE),
  POST(Kind.UNSAFE),
  PUT(Kind.IDEMPOTENT),
  DELETE(Kind.IDEMPOTENT),
  PATCH(Kind.UNSAFE),
  OPTIONS(Kind.SAFE),
  TRACE(Kind.SAFE),
  CONNECT(Kind.UNSAFE),
  QUERY(Kind.SAFE),
  ACL(Kind.IDEMPOTENT),
  BASELINE_CONTROL(Kind.IDEMPOTENT),
  BIND(Kind.IDEMPOTENT),
  CHECKIN(Kind.IDEMPOTENT),
  CHECKOUT(Kind.IDEMPOTENT),
  COPY(Kind.IDEMPOTENT),
  LABEL(Kind.IDEMPOTENT),
  LINK(Kind.IDEMPOTENT),
  LOCK(Kind.UNSAFE),
  MERGE(Kind.IDEMPOTENT),
  MKACTIVITY(Kind.IDEMPOTENT),
  MKCALENDAR(Kind.IDEMPOTENT),
  MKCOL(Kind.IDEMPOTENT),
  MKREDIRECTREF(Kind.IDEMPOTENT),
  MKWORKSPACE(Kind.IDEMPOTENT),
  MOVE(Kind.IDEMPOTENT),
  ORDERPATCH(Kind.IDEMPOTENT),
  PROPFIND(Kind.SAFE),
  PROPPATCH(Kind.IDEMPOTENT),
  REBIND(Kind.IDEMPOTENT),
  REPORT(Kind.SAFE),
  SEARCH(Kind.SAFE),
  UNBIND(Kind.IDEMPOTENT),
  UNCHECKOUT(Kind.IDEMPOTENT),
  UNLINK(Kind.IDEMPOTENT),
  UNLOCK(Kind.IDEMPOTENT),
  UPDATE(Kind.IDEMPOTENT),
  UPDATEREDIRECTREF(Kind.IDEMPOTENT),
  VERSION_CONTROL(Kind.IDEMPOTENT);

  private static final Map<String, Method> BY_TOKEN = new HashMap<>();

  static {
    for (Method method : values()) {
      BY_TOKEN.put(method.token, method);
    }
  }

  private final String token = name().replace('_', '-');
  private final Kind kind;

  Method(Kind kind) {
    this.kind = kind;
  }

  /// The registered method with this token; tokens are case-sensitive.
  public static Optional<Method> of(String token) {
    return Optional.ofNullable(BY_TOKEN.get(token));
  }

  /// As it stands on the wire.
  public String token() {
    return token;
  }

  /// Whether it asks for nothing to be changed.
  public boolean safe() {
    return kind == Kind.SAFE;
  }

  /// Whether sending it twice is the same as sending it once, so that a gateway may repeat it.
  public boolean idempotent() {
    return kind != Kind.UNSAFE;
  }

  /// Whether a body has no meaning for it (RFC 9110 sections 9.3.1, 9.3.2, 9.3.5 and 9.3.7), so
  /// that an origin may leave it unread and take it for the next request.
  public boolean bodyIsUnusual() {
    return this == GET || this == HEAD || this == DELETE || this == OPTIONS;
  }

  private enum Kind {
    SAFE,
    IDEMPOTENT,
    UNSAFE
  }
}
