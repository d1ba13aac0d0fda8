package dev.weir.gateway.testing;

import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.TlsConfig;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// An authority of a test's own, the PEM files of listeners that it has certified, and clients that
/// trust it. The files go with it.
public final class TestingCertificates implements Closeable {
  private final Path folder;
  private final X509Bundle authority;

  public TestingCertificates() {
    try {
      folder = Files.createTempDirectory("weir-certificates");
      authority =
          new CertificateBuilder()
              .subject("CN=Authority")
              .setIsCertificateAuthority(true)
              .ecp256()
              .buildSelfSigned();
      Files.writeString(authorityFile(), authority.getCertificatePEM());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// The certificate of the authority.
  public Path authorityFile() {
    return folder.resolve("authority.pem");
  }

  /// A listener with one certificate, for `localhost`.
  public TlsConfig tls() {
    return tls(write("server", "localhost"));
  }

  /// A listener with these certificates.
  public static TlsConfig tls(CertificateConfig... certificates) {
    return Records.with(TlsConfig.DEFAULT, "certificates", List.of(certificates));
  }

  /// A listener with one certificate that treats clients' certificates so.
  public TlsConfig tls(TlsConfig.ClientCertificates clients) {
    TlsConfig config = Records.with(tls(), "clientCertificates", clients);
    return Records.with(config, "clientCa", Optional.of(authorityFile()));
  }

  /// Issues a certificate for these names, and writes it and its key into files of this name, over
  /// whatever was there.
  public CertificateConfig write(String file, String... names) {
    return write(file, issue(names));
  }

  /// Writes a certificate and its key into files of this name.
  public CertificateConfig write(String file, X509Bundle bundle) {
    CertificateConfig files =
        new CertificateConfig(folder.resolve(file + ".pem"), folder.resolve(file + "-key.pem"));
    try {
      Files.writeString(files.chain(), bundle.getCertificatePathPEM());
      Files.writeString(files.key(), bundle.getPrivateKeyPEM());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /// A certificate for these names, from now on for a day.
  public X509Bundle issue(String... names) {
    return issue(builder -> {
      Stream.of(names).forEach(builder::addSanDnsName);
      return builder;
    });
  }

  /// A certificate of which this is said too.
  public X509Bundle issue(UnaryOperator<CertificateBuilder> more) {
    try {
      CertificateBuilder builder =
          new CertificateBuilder()
              .subject("CN=Somebody")
              .serial(new BigInteger(64, new java.security.SecureRandom()))
              .notBefore(Instant.now().minusSeconds(60))
              .notAfter(Instant.now().plusSeconds(86_400))
              .ecp256();
      return more.apply(builder).buildIssuedBy(authority);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a client works with that trusts the authority; resumes its sessions.
  public SSLContext client() {
    return client(new KeyManager[0]);
  }

  /// What a client works with that trusts the authority and shows this.
  public SSLContext client(X509Bundle shown) {
    try {
      return client(shown.toKeyManagerFactory().getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Trusts the authority alone.
  public TrustManager trust() {
    return authority.toTrustManager();
  }

  private SSLContext client(KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Connects, without shaking hands yet.
  public SSLSocket socket(InetSocketAddress address) throws IOException {
    return socket(client(), address);
  }

  /// Connects, without shaking hands yet.
  public static SSLSocket socket(SSLContext client, InetSocketAddress address) throws IOException {
    SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /// Connects to this name, without shaking hands yet.
  public SSLSocket socket(InetSocketAddress address, String name) throws IOException {
    SSLSocket socket = socket(address);
    SSLParameters parameters = socket.getSSLParameters();
    List<SNIServerName> names = List.of(new SNIHostName(name));
    parameters.setServerNames(names);
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
