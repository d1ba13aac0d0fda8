package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The certificate of the proxies: ECDSA on P-256 for 127.0.0.1, from an authority that exists for
/// this measurement only. `openssl` makes them.
final class Certificates {
  /// Whom it is for, besides 127.0.0.1.
  static final String NAME = "bench.example";

  private final Scratch scratch;
  private final TrustManager[] trust;

  /// Makes the authority and the first certificate, whose serial number is 1.
  Certificates(Scratch scratch) throws IOException, InterruptedException {
    this.scratch = scratch;
    openssl("-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=Weir bench");
    this.trust = trust(scratch.file("authority.pem"));
    issue(1);
  }

  Path chain() {
    return scratch.file("chain.pem");
  }

  Path key() {
    return scratch.file("key.pem");
  }

  /// Both in one file, as HAProxy wants them.
  Path bundle() {
    return scratch.file("bundle.pem");
  }

  /// Replaces the certificate and its key, one file after the other as such tools do it: each file
  /// is whole at any time, but for a moment they do not belong together.
  void issue(int serial) throws IOException, InterruptedException {
    openssl(
        "-keyout",
        "key.pem.part",
        "-out",
        "chain.pem.part",
        "-subj",
        "/CN=" + NAME,
        "-CA",
        "authority.pem",
        "-CAkey",
        "authority.key",
        "-set_serial",
        "" + serial,
        "-addext",
        "basicConstraints=critical,CA:FALSE",
        "-addext",
        "subjectAltName=DNS:" + NAME + ",IP:127.0.0.1");
    Files.writeString(
        scratch.file("bundle.pem.part"),
        Files.readString(scratch.file("chain.pem.part"))
            + Files.readString(scratch.file("key.pem.part")));
    for (Path file : List.of(key(), chain(), bundle())) {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void openssl(String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(Tool.OPENSSL.command(), "req", "-x509", "-newkey", "ec"));
    command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "7"));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.directory().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("openssl: " + said.strip());
    }
  }

  private static TrustManager[] trust(Path authority) throws IOException {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          NAME, CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(authority + ": " + e.getMessage(), e);
    }
  }

  /// A client that trusts the authority and nobody else. Each has sessions of its own: what takes a
  /// new one makes a full handshake.
  SSLContext client() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLSv1.3: " + e.getMessage(), e);
    }
  }
}
