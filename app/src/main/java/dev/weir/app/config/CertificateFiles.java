package dev.weir.app.config;

import dev.weir.app.words.Message;
import dev.weir.app.words.Sentence;
import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.ListenConfig;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.TlsConfig;
import dev.weir.gateway.tls.Pem;
import dev.weir.gateway.tls.TlsFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The certificate files that a configuration names.
public final class CertificateFiles {
  private CertificateFiles() {}

  /// Whether anything is encrypted, on either side.
  public static boolean encrypts(GatewayConfig config) {
    return listeners(config).findAny().isPresent()
        || config.services().values().stream()
            .anyMatch(service -> service.origins().stream().anyMatch(origin -> origin.tls()));
  }

  /// Every one, so that a change can be noticed.
  public static Set<Path> of(GatewayConfig config) {
    Set<Path> files = new LinkedHashSet<>();
    pairs(config)
        .forEach(pair -> {
          files.add(pair.chain());
          files.add(pair.key());
        });
    listeners(config).flatMap(tls -> tls.clientCa().stream()).forEach(files::add);
    services(config).flatMap(tls -> tls.ca().stream()).forEach(files::add);
    return files;
  }

  /// What is not wrong with them, but should be seen to.
  public static List<Sentence> notes(GatewayConfig config, Instant now) {
    List<Sentence> notes = new ArrayList<>();
    pairs(config).distinct().forEach(pair -> note(pair, now).ifPresent(notes::add));
    return notes;
  }

  private static Optional<Sentence> note(CertificateConfig pair, Instant now) {
    try {
      X509Certificate leaf = Pem.certificates(pair.chain()).getFirst();
      String subject = leaf.getSubjectX500Principal().getName();
      Instant from = leaf.getNotBefore().toInstant();
      Instant until = leaf.getNotAfter().toInstant();
      if (now.isAfter(until)) {
        return Optional.of(Message.CERTIFICATE_EXPIRED.of(pair.chain(), subject, until));
      }
      return now.isBefore(from)
          ? Optional.of(Message.CERTIFICATE_NOT_YET_VALID.of(pair.chain(), subject, from))
          : Optional.empty();
    } catch (TlsFileException changedMeanwhile) {
      return Optional.empty();
    }
  }

  private static Stream<CertificateConfig> pairs(GatewayConfig config) {
    return Stream.concat(
        listeners(config).flatMap(tls -> tls.certificates().stream()),
        services(config).flatMap(tls -> tls.certificate().stream()));
  }

  private static Stream<TlsConfig> listeners(GatewayConfig config) {
    return config.listen().stream().map(ListenConfig::tls).flatMap(Optional::stream);
  }

  private static Stream<OriginTlsConfig> services(GatewayConfig config) {
    return config.services().values().stream().map(ServiceConfig::tls);
  }
}
