package dev.weir.gateway.http2;

import dev.weir.gateway.config.LimitsConfig;
import dev.weir.gateway.http2.FieldTraits.Fault;
import dev.weir.gateway.http2.FieldTraits.Role;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import java.util.Arrays;

/// What a field block was decoded into: a request head, a response head, or trailers.
///
/// Regular fields are written one behind the other as HTTP/1 would send them, pseudo fields are set
/// aside, the crumbs of a cookie are put together. What breaks the rules of RFC 9113 section 8 does
/// not stop the decoding, since the block has to be read to its end; the first such thing is kept
/// and told when the section is asked what it is. So is that it was too large: then nothing more is
/// kept of it, and it takes no more memory than its limit.
///
/// Its size is that of the same fields in HTTP/1, so that the same request is within the limit or
/// beyond it whatever version brings it. Whoever counts as `SETTINGS_MAX_HEADER_LIST_SIZE` does, 32
/// bytes more a field, stays below.
public final class FieldSection {
  /// Nobody sends that much, and the array that holds it has to have a length.
  private static final long MOST = 1 << 28;

  private static final int AROUND = 4; // colon, space and line end
  private static final int USUAL = 1024;
  private static final int ROLES = Role.values().length;
  private static final byte[] COOKIE = Ascii.bytes("cookie");
  private static final byte[] BETWEEN = Ascii.bytes("; ");

  private final long mostBytes;
  private final int mostFields;

  private final Fields fields = new Fields(new byte[USUAL], 0);
  private final int[] pseudoFrom = new int[ROLES];
  private final int[] pseudoTo = new int[ROLES];
  private int pseudoSeen;
  private byte[] cookie = new byte[0];
  private int cookieTo = -1;
  private long bytes;
  private int count;
  private boolean full;
  private boolean fullByPath;
  private boolean regularSeen;
  private String violation = "";

  /// @param mostBytes limit of the section's size
  /// @param mostFields limit of the number of fields in it; crumbs of a cookie are one together
  public FieldSection(long mostBytes, int mostFields) {
    this.mostBytes = Math.min(mostBytes, MOST);
    this.mostFields = mostFields;
  }

  /// One to decode a block into that matters for the table only.
  public static FieldSection ignored() {
    return new FieldSection(0, 0);
  }

  /// The request that this section is.
  ///
  /// @throws FailureException where it is malformed (400), too large (414, 431), or asks for what
  ///   is not implemented (501)
  public RequestHead request(LimitsConfig limits) throws FailureException {
    return new RequestSection(this, limits).head();
  }

  /// The response that this section is.
  ///
  /// @throws FailureException where it is malformed or too large, which is 502 either way
  public ResponseHead response(LimitsConfig limits) throws FailureException {
    return ResponseSection.head(this, limits);
  }

  /// The trailers of a request that this section is.
  public Fields requestTrailers() throws FailureException {
    return RequestSection.trailers(this);
  }

  /// The trailers of a response that this section is.
  public Fields responseTrailers(LimitsConfig limits) throws FailureException {
    return ResponseSection.trailers(this, limits);
  }

  /// What can be read of it in any case: a head that stands for no request and says in which form
  /// and language its sender reads a refusal.
  public RequestHead remains() {
    return new RequestHead(Method.GET, "2", "", fields(), 0, 0, 0);
  }

  /// Whether the limit has been passed, so that nothing more is kept.
  boolean full() {
    return full;
  }

  /// Whether it was the path that passed the limit.
  boolean fullByPath() {
    return fullByPath;
  }

  /// Why it is too large, or the empty string.
  String excess() {
    if (!full) {
      return "";
    }
    return bytes > mostBytes
        ? "more than " + mostBytes + " bytes of fields"
        : "more than " + mostFields + " fields";
  }

  /// The first thing that is wrong in any kind of section, or the empty string.
  String violation() {
    return violation;
  }

  /// The regular fields.
  Fields fields() {
    if (cookieTo >= 0) {
      fields.addLine(FieldName.COOKIE, cookie, 0, COOKIE.length, COOKIE.length, cookieTo);
      cookieTo = -1;
    }
    return fields;
  }

  boolean has(Role pseudo) {
    return (pseudoSeen & 1 << pseudo.ordinal()) != 0;
  }

  /// Whether there is any pseudo field but these.
  boolean hasOtherThan(int pseudos) {
    return (pseudoSeen & ~pseudos) != 0;
  }

  static int bit(Role pseudo) {
    return 1 << pseudo.ordinal();
  }

  /// Where the value of a pseudo field begins in the text of the fields.
  int from(Role pseudo) {
    return pseudoFrom[pseudo.ordinal()];
  }

  /// Where it ends.
  int to(Role pseudo) {
    return pseudoTo[pseudo.ordinal()];
  }

  /// The value of a pseudo field, or the empty string.
  String text(Role pseudo) {
    return Ascii.text(fields.text(), from(pseudo), to(pseudo));
  }

  /// Takes a field whose value follows its name in the source.
  void add(byte[] source, int from, int nameTo, int to, int traits, boolean neverIndexed) {
    if (full) {
      return;
    }
    bytes += to - from + AROUND;
    Role role = FieldTraits.role(traits);
    if (bytes > mostBytes) {
      full = true;
      fullByPath = role == Role.PATH;
    } else if (FieldTraits.faulty(traits)) {
      faulty(source, from, nameTo, FieldTraits.fault(traits));
    } else if (role.pseudo()) {
      pseudo(role, source, nameTo, to);
    } else {
      regular(role, source, from, nameTo, to, traits, neverIndexed);
    }
  }

  private void regular(
      Role role, byte[] source, int from, int nameTo, int to, int traits, boolean neverIndexed) {
    regularSeen = true;
    if (role == Role.CRUMB) {
      crumb(source, nameTo, to);
    } else if (counted()) {
      fields.addLine(FieldTraits.known(traits), source, from, nameTo, nameTo, to);
      if (neverIndexed) {
        fields.neverIndexLast();
      }
    }
  }

  private boolean counted() {
    full = ++count > mostFields;
    return !full;
  }

  private void pseudo(Role role, byte[] source, int from, int to) {
    if (regularSeen) {
      violated(role.text() + " behind a regular field (RFC 9113 section 8.3)");
    } else if (has(role)) {
      violated(role.text() + " more than once (RFC 9113 section 8.3)");
    } else {
      pseudoSeen |= bit(role);
      pseudoFrom[role.ordinal()] = fields.append(source, from, to);
      pseudoTo[role.ordinal()] = pseudoFrom[role.ordinal()] + to - from;
    }
  }

  // Crumbs of one cookie, which may have others between them, become one field again (RFC 9113
  // section 8.2.3).
  private void crumb(byte[] source, int from, int to) {
    if (cookieTo >= 0) {
      extendCookie(BETWEEN, 0, BETWEEN.length);
    } else if (counted()) {
      cookieTo = 0;
      extendCookie(COOKIE, 0, COOKIE.length);
    } else {
      return;
    }
    extendCookie(source, from, to);
  }

  private void extendCookie(byte[] source, int from, int to) {
    int length = to - from;
    if (cookieTo + length > cookie.length) {
      cookie = Arrays.copyOf(cookie, Math.max(2 * cookie.length, cookieTo + length + 64));
    }
    System.arraycopy(source, from, cookie, cookieTo, length);
    cookieTo += length;
  }

  // A name that is none is not repeated: it may hold anything.
  private void faulty(byte[] source, int from, int nameTo, Fault fault) {
    boolean unnamed = fault == Fault.NAME || fault == Fault.PSEUDO;
    violated((unnamed ? "" : Ascii.text(source, from, nameTo) + ": ") + fault.text());
  }

  private void violated(String evidence) {
    if (violation.isEmpty()) {
      violation = evidence;
    }
  }
}
