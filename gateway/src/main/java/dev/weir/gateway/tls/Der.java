package dev.weir.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/// The few forms of DER (ITU-T X.690) that certificates and keys need.
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private Der() {}

  /// An element with this tag and content.
  static byte[] of(int tag, byte[]... content) {
    byte[] all = joined(content);
    var out = new ByteArrayOutputStream(all.length + 4);
    out.write(tag);
    if (all.length < 0x80) {
      out.write(all.length);
    } else {
      byte[] length = BigInteger.valueOf(all.length).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - from));
      out.write(length, from, length.length - from);
    }
    out.writeBytes(all);
    return out.toByteArray();
  }

  static byte[] integer(BigInteger value) {
    return of(INTEGER, value.toByteArray());
  }

  /// An object identifier, from its encoded content in hexadecimal.
  static byte[] oid(String hex) {
    return of(OID, java.util.HexFormat.of().parseHex(hex));
  }

  /// The content of the first element with this tag among those in a row in `bytes`.
  ///
  /// @throws IllegalArgumentException if there is none, or if they are no DER
  static byte[] find(int tag, byte[] bytes) {
    int at = 0;
    while (at + 2 <= bytes.length) {
      int found = bytes[at] & 0xff;
      int first = bytes[at + 1] & 0xff;
      int more = first < 0x80 ? 0 : first & 0x7f;
      int from = at + 2 + more;
      if (more > 2 || from > bytes.length) {
        break;
      }
      int length = more == 0 ? first : new BigInteger(1, bytes, at + 2, more).intValue();
      if (from + length > bytes.length) {
        break;
      }
      if (found == tag) {
        return Arrays.copyOfRange(bytes, from, from + length);
      }
      at = from + length;
    }
    throw new IllegalArgumentException("no element " + Integer.toHexString(tag));
  }

  private static byte[] joined(byte[][] parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
