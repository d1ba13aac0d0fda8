package dev.weir.gateway.testing;

import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.testing.TestingOrigin.Encryption;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// A certificate authority of a test's own, and what it has issued: as sockets that speak TLS and
/// as the PEM files of a configuration.
public final class TestingAuthority {
  private final X509Bundle root;

  /// One of this name.
  public TestingAuthority(String name) {
    root =
        built(() ->
            new CertificateBuilder()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned());
  }

  /// A certificate for 127.0.0.1 of this name, valid now.
  public X509Bundle issue(String name) {
    return issue(name, builder -> builder.addSanIpAddress("127.0.0.1"));
  }

  /// A certificate of this name and with what else is said of it.
  public X509Bundle issue(String name, UnaryOperator<CertificateBuilder> more) {
    return built(() -> more.apply(of(name)).buildIssuedBy(root));
  }

  /// A certificate that nobody issued.
  public static X509Bundle selfSigned(String name) {
    return built(() ->
        of(name).setIsCertificateAuthority(true).addSanIpAddress("127.0.0.1").buildSelfSigned());
  }

  private static CertificateBuilder of(String name) {
    return new CertificateBuilder().subject("CN=" + name).ecp256();
  }

  /// Trusts this authority alone.
  public OriginTlsConfig trusted() {
    return new OriginTlsConfig(true, Optional.of(ca()), Optional.empty(), Optional.empty());
  }

  /// Trusts this authority alone and shows this certificate.
  public OriginTlsConfig trusted(X509Bundle shown) {
    return new OriginTlsConfig(
        true, Optional.of(ca()), Optional.of(files(shown)), Optional.empty());
  }

  /// Its certificate as a file.
  public Path ca() {
    return file(root::toTempRootCertPem);
  }

  /// A certificate and its key as files.
  public static CertificateConfig files(X509Bundle bundle) {
    return new CertificateConfig(
        file(bundle::toTempCertChainPem), file(bundle::toTempPrivateKeyPem));
  }

  /// An origin that shows this certificate.
  public Encryption showing(X509Bundle bundle) {
    return showing(bundle, socket -> {});
  }

  /// An origin that shows this certificate, trusts this authority, and has its sockets set up so.
  public Encryption showing(X509Bundle bundle, Consumer<SSLSocket> setup) {
    SSLContext context = context(bundle);
    return socket -> {
      SSLSocket encrypted =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      encrypted.setUseClientMode(false);
      setup.accept(encrypted);
      return encrypted;
    };
  }

  private SSLContext context(X509Bundle bundle) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          bundle.toKeyManagerFactory().getKeyManagers(),
          new TrustManager[] {root.toTrustManager()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle built(Building<X509Bundle> building) {
    try {
      return building.build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path file(Building<java.io.File> building) {
    try {
      return building.build().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Building<T> {
    T build() throws Exception;
  }
}
