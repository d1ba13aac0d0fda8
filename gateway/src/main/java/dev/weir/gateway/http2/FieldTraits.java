package dev.weir.gateway.http2;

import dev.weir.gateway.http1.HostSyntax;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import org.jspecify.annotations.Nullable;

/// What is known of a field from its bytes alone, in one `int`: its name if that is a known one,
/// what it is for, and what is wrong with it. Worked out once when a field comes, and kept with it
/// in the table, so that a field that is sent again costs no second look.
///
/// A name of 4000 bytes may be named again by one byte. That is why the part that is worked out
/// from the name alone stands by itself, and is kept as well.
final class FieldTraits {
  // Known name + 1: 7 bits. Role: 4 bits. Fault of the name: 4 bits. Fault of the value: 4 bits.
  private static final int ROLE = 7;
  private static final int NAME_FAULT = 11;
  private static final int VALUE_FAULT = 15;
  private static final int OF_THE_NAME = (1 << VALUE_FAULT) - 1;

  private static final FieldName[] NAMES = FieldName.values();
  private static final Role[] ROLES = Role.values();
  private static final Fault[] FAULTS = Fault.values();

  private static final byte[] TRAILERS = Ascii.bytes("trailers");

  // Fields of the connection, which HTTP/2 does without (RFC 9113 section 8.2.2).
  private static final long OF_THE_CONNECTION =
      FieldName.CONNECTION.bit()
          | FieldName.PROXY_CONNECTION.bit()
          | FieldName.KEEP_ALIVE.bit()
          | FieldName.TRANSFER_ENCODING.bit()
          | FieldName.UPGRADE.bit();

  private FieldTraits() {}

  /// What a field is for: the pseudo fields, of which each stands for itself, and the rest.
  enum Role {
    REGULAR(""),
    /// One of the pieces of a `cookie` field.
    CRUMB(""),
    METHOD(":method"),
    SCHEME(":scheme"),
    AUTHORITY(":authority"),
    PATH(":path"),
    PROTOCOL(":protocol"),
    STATUS(":status"),
    UNKNOWN_PSEUDO(":");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    boolean pseudo() {
      return this != REGULAR && this != CRUMB;
    }

    /// The name of a pseudo field.
    String text() {
      return text;
    }
  }

  /// What is wrong with a field, in the words of the evidence.
  enum Fault {
    NONE(""),
    NAME("a name that is no lower-case token (RFC 9113 section 8.2.1)"),
    PSEUDO("a pseudo field that is not defined (RFC 9113 section 8.3)"),
    CONNECTION("a field of the connection (RFC 9113 section 8.2.2)"),
    TE("a value other than trailers (RFC 9113 section 8.2.2)"),
    CONTROL("a control character in its value (RFC 9113 section 8.2.1)"),
    SPACE("white space around its value (RFC 9113 section 8.2.1)"),
    METHOD("no token"),
    SCHEME("neither http nor https"),
    AUTHORITY("no host and port (RFC 9113 section 8.3.1)"),
    PATH("neither a path nor * (RFC 9113 section 8.3.1)"),
    PROTOCOL("no token"),
    STATUS("no status code from 100 to 999, or 101 (RFC 9113 sections 8.3.2 and 8.6)");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static Role role(int traits) {
    return ROLES[traits >> ROLE & 15];
  }

  /// The known name, or null.
  static @Nullable FieldName known(int traits) {
    int number = traits & 127;
    return number == 0 ? null : NAMES[number - 1];
  }

  static boolean faulty(int traits) {
    return traits >> NAME_FAULT != 0;
  }

  /// What is wrong, with the name first.
  static Fault fault(int traits) {
    int ofName = traits >> NAME_FAULT & 15;
    return FAULTS[ofName != 0 ? ofName : traits >> VALUE_FAULT];
  }

  /// Of these traits, what comes from the name alone.
  static int ofName(int traits) {
    return traits & OF_THE_NAME;
  }

  /// What is known of a name.
  static int ofName(byte[] text, int from, int to) {
    if (from == to) {
      return fault(Fault.NAME);
    }
    if (text[from] == ':') {
      return pseudo(text, from, to);
    }
    for (int i = from; i < to; i++) {
      if (!Ascii.isToken(text[i]) || (text[i] >= 'A' && text[i] <= 'Z')) {
        return fault(Fault.NAME);
      }
    }
    FieldName known = FieldName.of(text, from, to);
    if (known == FieldName.COOKIE) {
      return role(Role.CRUMB);
    }
    if (known != null) {
      boolean hop = (OF_THE_CONNECTION & known.bit()) != 0;
      return known.ordinal() + 1 | (hop ? fault(Fault.CONNECTION) : 0);
    }
    return 0;
  }

  private static int pseudo(byte[] text, int from, int to) {
    String name = Ascii.text(text, from, Math.min(to, from + 16));
    for (Role role : ROLES) {
      if (role.text().equals(name) && role != Role.UNKNOWN_PSEUDO) {
        return role(role);
      }
    }
    return role(Role.UNKNOWN_PSEUDO) | fault(Fault.PSEUDO);
  }

  private static int role(Role role) {
    return role.ordinal() << ROLE;
  }

  private static int fault(Fault ofTheName) {
    return ofTheName.ordinal() << NAME_FAULT;
  }

  /// The traits of a name together with those of its value.
  static int withValue(int name, byte[] text, int from, int to) {
    return name | ofValue(name, text, from, to).ordinal() << VALUE_FAULT;
  }

  private static Fault ofValue(int name, byte[] text, int from, int to) {
    Fault general = inGeneral(text, from, to);
    if (general != Fault.NONE) {
      return general;
    }
    return switch (role(name)) {
      case REGULAR -> known(name) == FieldName.TE ? te(text, from, to) : Fault.NONE;
      case CRUMB, UNKNOWN_PSEUDO -> Fault.NONE;
      case METHOD -> isToken(text, from, to) ? Fault.NONE : Fault.METHOD;
      case SCHEME -> isHttp(Ascii.text(text, from, to)) ? Fault.NONE : Fault.SCHEME;
      case AUTHORITY -> isHost(Ascii.text(text, from, to)) ? Fault.NONE : Fault.AUTHORITY;
      case PATH -> isPath(text, from, to) ? Fault.NONE : Fault.PATH;
      case PROTOCOL -> isToken(text, from, to) ? Fault.NONE : Fault.PROTOCOL;
      case STATUS -> isStatus(text, from, to) ? Fault.NONE : Fault.STATUS;
    };
  }

  private static Fault inGeneral(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Ascii.isControl(text[i])) {
        return Fault.CONTROL;
      }
    }
    return from < to && (isSpace(text[from]) || isSpace(text[to - 1])) ? Fault.SPACE : Fault.NONE;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private static Fault te(byte[] text, int from, int to) {
    return Ascii.equalsIgnoreCase(TRAILERS, text, from, to) ? Fault.NONE : Fault.TE;
  }

  private static boolean isToken(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isToken(text[i])) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isHttp(String scheme) {
    return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
  }

  private static boolean isHost(String authority) {
    return !authority.isEmpty() && HostSyntax.valid(authority);
  }

  private static boolean isPath(byte[] text, int from, int to) {
    if (from == to || (text[from] != '/' && (text[from] != '*' || to - from > 1))) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!Ascii.isTarget(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStatus(byte[] text, int from, int to) {
    if (to - from != 3 || text[from] < '1' || text[from] > '9') {
      return false;
    }
    boolean digits = isDigit(text[from + 1]) && isDigit(text[from + 2]);
    return digits && (text[from] != '1' || text[from + 1] != '0' || text[from + 2] != '1');
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
