package dev.weir.gateway.files;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The media type of a file, told by the end of its name. A table of our own: what the platform
/// tells depends on the machine. Text is UTF-8. What is not in it is `application/octet-stream`,
/// which browsers store and never run.
final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";
  private static final Map<String, String> BY_ENDING = new HashMap<>();

  static {
    String table =
        """
        text/html; charset=utf-8: html htm
        text/css; charset=utf-8: css
        text/javascript; charset=utf-8: js mjs cjs
        text/plain; charset=utf-8: txt text log conf ini properties
        text/markdown; charset=utf-8: md markdown
        text/csv; charset=utf-8: csv
        text/tab-separated-values; charset=utf-8: tsv
        text/vtt; charset=utf-8: vtt
        text/calendar; charset=utf-8: ics
        text/vcard; charset=utf-8: vcf
        application/json: json map
        application/ld+json: jsonld
        application/geo+json: geojson
        application/manifest+json: webmanifest
        application/yaml: yaml yml
        application/toml: toml
        application/xml: xml xsl xslt xsd
        application/xhtml+xml: xhtml
        application/atom+xml: atom
        application/rss+xml: rss
        application/wasm: wasm
        application/pdf: pdf
        application/rtf: rtf
        application/epub+zip: epub
        application/zip: zip
        application/gzip: gz tgz
        application/zstd: zst
        application/x-bzip2: bz2
        application/x-xz: xz
        application/x-7z-compressed: 7z
        application/x-tar: tar
        application/java-archive: jar
        application/vnd.android.package-archive: apk
        application/vnd.apple.mpegurl: m3u8
        application/dash+xml: mpd
        application/msword: doc
        application/vnd.ms-excel: xls
        application/vnd.ms-powerpoint: ppt
        application/vnd.openxmlformats-officedocument.wordprocessingml.document: docx
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: xlsx
        application/vnd.openxmlformats-officedocument.presentationml.presentation: pptx
        application/vnd.oasis.opendocument.text: odt
        application/vnd.oasis.opendocument.spreadsheet: ods
        application/vnd.hancom.hwp: hwp
        application/vnd.hancom.hwpx: hwpx
        font/woff: woff
        font/woff2: woff2
        font/ttf: ttf
        font/otf: otf
        font/collection: ttc
        image/svg+xml: svg
        image/png: png
        image/apng: apng
        image/jpeg: jpg jpeg
        image/gif: gif
        image/webp: webp
        image/avif: avif
        image/bmp: bmp
        image/tiff: tif tiff
        image/vnd.microsoft.icon: ico
        audio/mpeg: mp3
        audio/mp4: m4a
        audio/ogg: oga ogg opus
        audio/wav: wav
        audio/flac: flac
        audio/aac: aac
        video/mp4: mp4 m4v
        video/webm: webm
        video/ogg: ogv
        video/quicktime: mov
        video/mp2t: ts
        """;
    for (String row : table.lines().toList()) {
      int colon = row.lastIndexOf(": ");
      for (String ending : row.substring(colon + 2).split(" ", -1)) {
        BY_ENDING.put(ending, row.substring(0, colon));
      }
    }
  }

  private MediaTypes() {}

  /// The `Content-Type` of a file with this name.
  static String of(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, UNKNOWN);
  }
}
