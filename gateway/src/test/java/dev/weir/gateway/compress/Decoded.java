package dev.weir.gateway.compress;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// What other people's decoders make of a coded body.
final class Decoded {
  private Decoded() {}

  static byte[] of(String coding, byte[] body) throws IOException {
    try (InputStream in = stream(coding, new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  private static InputStream stream(String coding, InputStream body) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(body);
      case "br" -> new BrotliInputStream(body);
      case "zstd" -> new ZstdInputStream(body);
      default -> throw new IOException(coding);
    };
  }
}
