package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.TlsConfig.ClientCertificates;
import dev.weir.gateway.tls.Pem;
import dev.weir.gateway.tls.ServerCertificate;
import dev.weir.gateway.tls.TlsFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What is in the certificate files that a configuration names. An expired certificate is no
/// mistake: it must not keep everything else from starting.
final class CertificateChecks {
  private final BiConsumer<Place, Sentence> report;

  CertificateChecks(BiConsumer<Place, Sentence> report) {
    this.report = report;
  }

  /// The `tls` of a listener.
  ///
  /// @param path how the section is called
  void listener(Bound.Fields tls, String path) {
    List<Bound> certificates = tls.items("certificates");
    boolean selfSigned = tls.value("self-signed", Boolean.class).orElse(false);
    if (tls.at("certificates").filter(Bound.Broken.class::isInstance).isEmpty()
        && certificates.isEmpty()
        && !selfSigned) {
      report.accept(tls.place(), Message.NO_SERVER_CERTIFICATE.of(path));
    }
    for (int i = 0; i < certificates.size(); i++) {
      boolean first = i == 0;
      if (certificates.get(i) instanceof Bound.Fields files) {
        pair(files)
            .filter(certificate -> !first && certificate.names().isEmpty())
            .ifPresent(nameless -> nameless(files));
      }
    }
    authorities(tls, "client-ca");
    clientsAreVerified(tls);
  }

  /// The `tls` of a service.
  void service(Bound.Fields tls) {
    authorities(tls, "ca");
    if (tls.at("certificate").orElse(null) instanceof Bound.Fields files) {
      pair(files);
    }
  }

  private void clientsAreVerified(Bound.Fields tls) {
    boolean asked =
        tls.value("client-certificates", ClientCertificates.class)
            .filter(clients -> clients != ClientCertificates.OFF)
            .isPresent();
    if (asked && tls.at("client-ca").isEmpty()) {
      report.accept(tls.at("client-certificates").orElse(tls).place(), Message.NO_CLIENT_CA.of());
    }
  }

  private Optional<ServerCertificate> pair(Bound.Fields files) {
    Optional<Path> chain = files.value("chain", Path.class);
    Optional<Path> key = files.value("key", Path.class);
    if (chain.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ServerCertificate.read(new CertificateConfig(chain.get(), key.get())));
    } catch (TlsFileException e) {
      report(files, e.file().equals(key.get()) ? "key" : "chain", e);
      return Optional.empty();
    }
  }

  private void authorities(Bound.Fields tls, String name) {
    tls.value(name, Path.class)
        .ifPresent(file -> {
          try {
            Pem.certificates(file);
          } catch (TlsFileException e) {
            report(tls, name, e);
          }
        });
  }

  private void nameless(Bound.Fields files) {
    Path chain = files.value("chain", Path.class).orElseThrow();
    report(files, "chain", new TlsFileException(TlsFileException.Wrong.NO_NAMES, chain, ""));
  }

  private void report(Bound.Fields section, String name, TlsFileException e) {
    String detail = e.detail().isEmpty() ? "" : e.detail() + " ";
    report.accept(
        section.at(name).orElse(section).place(),
        Message.CERTIFICATE_FILE.of(e.file(), detail, expected(e.wrong())));
  }

  private static Sentence expected(TlsFileException.Wrong wrong) {
    return switch (wrong) {
      case UNREADABLE -> Message.READABLE.of();
      case NO_CERTIFICATE -> Message.A_PEM_CERTIFICATE.of();
      case BAD_CERTIFICATE -> Message.X509_CERTIFICATES.of();
      case NO_KEY -> Message.A_PEM_KEY.of();
      case ENCRYPTED_KEY -> Message.AN_OPEN_KEY.of();
      case BAD_KEY -> Message.A_KNOWN_KEY.of();
      case OTHER_KEY -> Message.THE_KEY_OF_THE_CERTIFICATE.of();
      case NO_NAMES -> Message.ALTERNATIVE_NAMES.of();
    };
  }
}
