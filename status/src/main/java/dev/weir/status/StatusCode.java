package dev.weir.status;

import java.util.List;

/// One meaning of a status code: a row of the [Catalogue]. Vendors reuse numbers, so a code can
/// have several meanings, told apart by their source.
///
/// @param key names the row: the code alone for a registered one, otherwise with who uses it, such
///   as `499.nginx` or `500_19.iis`; stable
/// @param code the code as it is written: three digits, or with the sub-status of IIS (`500.19`)
/// @param name the reason phrase or the vendor's name for it; never translated
/// @param statusClass its class
/// @param source the standard and section, or the vendor, that defines it
/// @param sides who has to act, likeliest first; empty where nothing is wrong
/// @param retry whether the same request may be sent again; [Retry#YES] always means a safe,
///   idempotent or keyed one (RFC 9110 section 9.2.2)
public record StatusCode(
    String key,
    String code,
    String name,
    StatusClass statusClass,
    String source,
    List<Side> sides,
    Retry retry) {

  public StatusCode {
    sides = List.copyOf(sides);
    if (!code.matches("\\d{3}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException("status code: " + code + " (expected: 502 or 500.19)");
    }
  }

  /// Whether the catalogue has this code. If not, this is what a recipient must take it for.
  public boolean listed() {
    return !key.equals(statusClass.code());
  }

  /// The code without its sub-status: what is on the wire.
  public int status() {
    return Integer.parseInt(code.substring(0, 3));
  }

  /// What it means, and what to do. For a code that is not [#listed] these are the words of its
  /// class, and they say so.
  ///
  /// @throws java.io.UncheckedIOException if the words cannot be read
  public StatusWords words(Language language) {
    StatusWords words = CatalogueWords.of(key, language);
    return listed() ? words : words.after(CatalogueWords.notListed(this, language));
  }
}
