package dev.weir.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names that a request's path consists of, decoded once (RFC 3986 section 2.4): cut at the
/// slashes that were sent, then each name by itself.
///
/// A path has names or none at all: what is empty, or begins with a dot, or has a separator, a
/// control character or anything but UTF-8 in it when it is decoded, names nothing here. So there
/// is no `..` that would have to be resolved, and no second reading of a name.
///
/// @param names without the slashes
/// @param slash whether a slash is behind the last
record FilePath(List<String> names, boolean slash) {
  // Of what is public by agreement (RFC 8615), under the root only.
  private static final String WELL_KNOWN = ".well-known";

  FilePath {
    names = List.copyOf(names);
  }

  /// The names of this path; empty if there can be no such file.
  ///
  /// @param path as it was sent, byte for byte; begins with `/`
  static Optional<FilePath> of(String path) {
    boolean slash = path.endsWith("/");
    String inner = path.substring(1, slash ? Math.max(1, path.length() - 1) : path.length());
    List<String> names = new ArrayList<>();
    if (path.length() > 1) {
      for (String segment : inner.split("/", -1)) {
        Optional<String> name = decoded(segment).filter(each -> isName(each, names.isEmpty()));
        if (name.isEmpty()) {
          return Optional.empty();
        }
        names.add(name.get());
      }
    }
    return Optional.of(new FilePath(names, slash));
  }

  private static boolean isName(String name, boolean first) {
    boolean hidden = name.startsWith(".") && !(first && name.equals(WELL_KNOWN));
    return !name.isEmpty()
        && !hidden
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<String> decoded(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c != '%') {
        bytes.writeBytes(segment.substring(i, i + 1).getBytes(ISO_8859_1));
        continue;
      }
      if (i + 2 >= segment.length()) {
        return Optional.empty();
      }
      int high = Character.digit(segment.charAt(i + 1), 16);
      int low = Character.digit(segment.charAt(i + 2), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    return text(bytes.toByteArray());
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
