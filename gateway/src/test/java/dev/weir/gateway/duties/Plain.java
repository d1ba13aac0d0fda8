package dev.weir.gateway.duties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an HTTP/1.1 message ends, found in the plainest way there is and by none of the gateway's
/// own code.
final class Plain {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+) *\r\n");

  private Plain() {}

  static boolean message(InputStream in, ByteArrayOutputStream out, boolean answer)
      throws IOException {
    return message(in, out, answer, false);
  }

  /// Copies one message.
  ///
  /// @param answer whether without framing the body goes on until the end
  /// @return whether it was whole
  static boolean message(InputStream in, ByteArrayOutputStream out, boolean answer, boolean toHead)
      throws IOException {
    int from = out.size();
    if (!until(in, out, "\r\n\r\n")) {
      return false;
    }
    String head = out.toString(ISO_8859_1).substring(from).toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(head);
    boolean bodiless = answer && (toHead || head.matches("(?s)http/1.1 (1..|204|304) .*"));
    if (bodiless) {
      return true;
    }
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      return chunks(in, out);
    }
    if (length.find()) {
      int bytes = Integer.parseInt(length.group(1));
      byte[] body = in.readNBytes(bytes);
      out.writeBytes(body);
      return body.length == bytes;
    }
    if (answer) {
      in.transferTo(out);
    }
    return true;
  }

  private static boolean chunks(InputStream in, ByteArrayOutputStream out) throws IOException {
    while (true) {
      int from = out.size();
      if (!until(in, out, "\r\n")) {
        return false;
      }
      int size = Integer.parseInt(out.toString(ISO_8859_1).substring(from).strip(), 16);
      if (size == 0) {
        return trailers(in, out);
      }
      out.writeBytes(in.readNBytes(size));
      if (!until(in, out, "\r\n")) {
        return false;
      }
    }
  }

  private static boolean trailers(InputStream in, ByteArrayOutputStream out) throws IOException {
    int from;
    do {
      from = out.size();
      if (!until(in, out, "\r\n")) {
        return false;
      }
    } while (out.size() - from > 2);
    return true;
  }

  private static boolean until(InputStream in, ByteArrayOutputStream out, String end)
      throws IOException {
    int matched = 0;
    while (matched < end.length()) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      out.write(b);
      matched = b == end.charAt(matched) ? matched + 1 : b == end.charAt(0) ? 1 : 0;
    }
    return true;
  }
}
