package dev.weir.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The combined format, which Apache named and every log reader knows: `address - - [time]
/// "request" status bytes "referer" "user agent"`.
///
/// Text is escaped as nginx does it: `"`, `\` and bytes outside 32 to 126 become `\xHH`, what is
/// not there is `-`. Times are in UTC. Secrets in queries are redacted as in [JsonLines].
public final class CombinedLines implements LineFormat {
  private static final byte[] USERS = " - - [".getBytes(US_ASCII);
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);
  // One character is up to three bytes in UTF-8, each four when escaped.
  private static final int LONGEST = 12;

  private final SecondStamp stamp =
      new SecondStamp(DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ROOT));
  private final LineBuffer scratch = new LineBuffer(4);

  @Override
  public void write(Exchange exchange, LineBuffer into) {
    writeText(exchange.clientAddress(), into);
    into.put(USERS);
    stamp.write(exchange.start(), into);
    into.putAscii("] \"");
    writeRequest(exchange, into);
    into.putAscii("\" ");
    into.putNumber(exchange.status());
    into.put(' ');
    into.putNumber(exchange.responseBytes());
    into.putAscii(" \"");
    writeText(Secrets.redactUrl(exchange.referer()), into);
    into.putAscii("\" \"");
    writeText(exchange.userAgent(), into);
    into.putAscii("\"\n");
  }

  private void writeRequest(Exchange exchange, LineBuffer into) {
    writeText(exchange.method(), into);
    if (exchange.method().isEmpty()) {
      return; // What was no HTTP has no request line.
    }
    into.put(' ');
    writeText(exchange.path(), into);
    if (!exchange.query().isEmpty()) {
      into.put('?');
      writeText(Secrets.redactQuery(exchange.query()), into);
    }
    into.putAscii(" HTTP/");
    into.putAscii(exchange.protocol().equals("2") ? "2.0" : exchange.protocol());
  }

  private void writeText(String text, LineBuffer into) {
    into.reserve(Math.max(1, Math.multiplyExact(text.length(), LONGEST)));
    if (text.isEmpty()) {
      into.putReserved('-');
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 0xFF) {
        writeByte(c, into);
      } else {
        i += writeWide(text.codePointAt(i), into);
      }
    }
  }

  /// Names from the configuration can be in any script. Returns how many characters more than one
  /// it took.
  private int writeWide(int codePoint, LineBuffer into) {
    scratch.clear();
    scratch.reserve(Utf8.length(codePoint));
    Utf8.putReserved(codePoint, scratch);
    for (var bytes = scratch.content(); bytes.hasRemaining(); ) {
      writeByte(bytes.get() & 0xFF, into);
    }
    return Character.charCount(codePoint) - 1;
  }

  private static void writeByte(int octet, LineBuffer into) {
    if (octet >= ' ' && octet <= '~' && octet != '"' && octet != '\\') {
      into.putReserved(octet);
    } else {
      into.putReserved('\\');
      into.putReserved('x');
      into.putReserved(HEX[octet >> 4]);
      into.putReserved(HEX[octet & 0xF]);
    }
  }
}
