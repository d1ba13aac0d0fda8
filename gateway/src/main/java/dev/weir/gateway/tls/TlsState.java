package dev.weir.gateway.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of TLS outlives a configuration: the keys of session tickets, so that a renewed certificate
/// makes nobody shake hands in full again, and the self-signed certificate, so that who trusts it
/// need not again. Any thread.
public final class TlsState {
  private final InstantSource clock;
  private final SecureRandom random;
  private volatile TicketKeys keys = TicketKeys.NONE;
  private volatile @Nullable ServerCertificate selfSigned;

  public TlsState(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// The fingerprint (SHA-256) of the self-signed certificate, if one was needed so far.
  public Optional<String> fingerprint() {
    return Optional.ofNullable(selfSigned).map(TlsState::fingerprint);
  }

  /// Made at the first call.
  synchronized ServerCertificate selfSigned() {
    ServerCertificate made = selfSigned;
    if (made == null) {
      made = SelfSigned.make(clock.instant(), random);
      selfSigned = made;
    }
    return made;
  }

  /// The keys of now; the same until they are renewed.
  TicketKeys ticketKeys() {
    TicketKeys known = keys;
    return clock.instant().isBefore(known.until()) ? known : renewed();
  }

  private synchronized TicketKeys renewed() {
    Instant now = clock.instant();
    if (!now.isBefore(keys.until())) {
      keys = keys.renewed(random, now);
    }
    return keys;
  }

  private static String fingerprint(ServerCertificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.leaf().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
