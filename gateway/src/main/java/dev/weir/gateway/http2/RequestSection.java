package dev.weir.gateway.http2;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.http1.Disguise;
import dev.weir.gateway.http1.HostSyntax;
import dev.weir.gateway.http1.RequestParser;
import dev.weir.gateway.http2.FieldTraits.Role;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.websocket.WebSocketHandshake;
import dev.weir.status.Cause;

/// The rules for a field section that is a request (RFC 9113 sections 8.3.1 and 8.5, RFC 8441
/// section 4).
final class RequestSection {
  private static final String HTTP_2 = "2";

  private static final int OF_REQUESTS =
      FieldSection.bit(Role.METHOD)
          | FieldSection.bit(Role.SCHEME)
          | FieldSection.bit(Role.AUTHORITY)
          | FieldSection.bit(Role.PATH)
          | FieldSection.bit(Role.PROTOCOL);

  private final FieldSection section;
  private final LimitsConfig limits;
  private final Fields fields;

  RequestSection(FieldSection section, LimitsConfig limits) {
    this.section = section;
    this.limits = limits;
    this.fields = section.fields();
  }

  RequestHead head() throws FailureException {
    checkSize();
    checkRules(section);
    if (section.hasOtherThan(OF_REQUESTS)) {
      throw RequestParser.malformed(":status in a request (RFC 9113 section 8.3)");
    }
    demand(Role.METHOD);
    Method method = method();
    String upgrade = upgrade(method);
    if (method == Method.CONNECT && upgrade.isEmpty()) {
      throw tunnel();
    }
    demand(Role.SCHEME);
    demand(Role.PATH);
    checkProtocol(upgrade);
    if (fields.text()[section.from(Role.PATH)] == '*' && method != Method.OPTIONS) {
      throw RequestParser.malformed("target * is for OPTIONS only");
    }
    String authority = authority();
    DeclaredLength.ofRequest(fields);
    Disguise.check(fields);
    return head(upgrade.isEmpty() ? method : Method.GET, authority, upgrade);
  }

  static Fields trailers(FieldSection section) throws FailureException {
    if (section.full()) {
      throw new FailureException(Cause.REQUEST_HEADER_TOO_LARGE, "trailers: " + section.excess());
    }
    checkRules(section);
    if (section.hasOtherThan(0)) {
      throw RequestParser.malformed("a pseudo field among trailers (RFC 9113 section 8.1)");
    }
    Disguise.check(section.fields());
    return section.fields();
  }

  private RequestHead head(Method method, String authority, String upgrade) {
    byte[] text = fields.text();
    int from = section.from(Role.PATH);
    int to = section.to(Role.PATH);
    int pathTo = from;
    while (pathTo < to && text[pathTo] != '?') {
      pathTo++;
    }
    return new RequestHead(method, HTTP_2, authority, fields, from, pathTo, to, upgrade);
  }

  private void checkSize() throws FailureException {
    long most = limits.requestTarget().bytes();
    int length = section.to(Role.PATH) - section.from(Role.PATH);
    if (length > most || section.fullByPath()) {
      throw new FailureException(
          Cause.URI_TOO_LONG,
          (section.fullByPath() ? "a target with " + section.excess() : length + " bytes")
              + " (expected: at most "
              + most
              + ")");
    }
    if (section.full()) {
      throw new FailureException(Cause.REQUEST_HEADER_TOO_LARGE, section.excess());
    }
  }

  private static void checkRules(FieldSection section) throws FailureException {
    if (!section.violation().isEmpty()) {
      throw RequestParser.malformed(section.violation());
    }
  }

  private void demand(Role pseudo) throws FailureException {
    if (!section.has(pseudo)) {
      throw RequestParser.malformed("no " + pseudo.text() + " (RFC 9113 section 8.3.1)");
    }
  }

  private Method method() throws FailureException {
    String token = section.text(Role.METHOD);
    return Method.of(token)
        .orElseThrow(() -> new FailureException(Cause.METHOD_NOT_IMPLEMENTED, "method " + token));
  }

  private String upgrade(Method method) throws FailureException {
    if (section.has(Role.PROTOCOL) && method != Method.CONNECT) {
      throw RequestParser.malformed(":protocol is for CONNECT only (RFC 8441 section 4)");
    }
    return section.text(Role.PROTOCOL);
  }

  private static void checkProtocol(String upgrade) throws FailureException {
    if (!upgrade.isEmpty() && !upgrade.equalsIgnoreCase(WebSocketHandshake.PROTOCOL)) {
      throw new FailureException(
          Cause.METHOD_NOT_IMPLEMENTED, "CONNECT for :protocol " + upgrade + " (RFC 8441)");
    }
  }

  private FailureException tunnel() {
    if (section.has(Role.SCHEME) || section.has(Role.PATH) || !section.has(Role.AUTHORITY)) {
      return RequestParser.malformed(
          "CONNECT with :scheme or :path, or without :authority (RFC 9113 section 8.5)");
    }
    return new FailureException(Cause.METHOD_NOT_IMPLEMENTED, "CONNECT: this is not a tunnel");
  }

  // Host says the same in other words: one that says something else would be believed by some.
  private String authority() throws FailureException {
    int index = fields.find(FieldName.HOST, 0);
    if (index < 0) {
      demand(Role.AUTHORITY);
      return section.text(Role.AUTHORITY);
    }
    if (fields.find(FieldName.HOST, index + 1) >= 0) {
      throw RequestParser.malformed("more than one Host field");
    }
    String host = fields.valueText(index);
    if (!section.has(Role.AUTHORITY)) {
      if (host.isEmpty() || !HostSyntax.valid(host)) {
        throw RequestParser.malformed("Host is not a host and port");
      }
      return host;
    }
    String authority = section.text(Role.AUTHORITY);
    if (!authority.equalsIgnoreCase(host)) {
      throw RequestParser.malformed(
          "Host differs from :authority " + authority + " (RFC 9113 section 8.3.1)");
    }
    return authority;
  }
}
