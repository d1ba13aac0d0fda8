package dev.weir.gateway.tls;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An alert of TLS, by its registered number and name (RFC 8446 section 6, and the IANA registry
/// for those of other documents).
public record TlsAlert(int id, String name) {
  private static final Map<Integer, String> NAMES = new TreeMap<>();

  // spotless:off
  static {
    NAMES.put(0, "close_notify");
    NAMES.put(10, "unexpected_message");
    NAMES.put(20, "bad_record_mac");
    NAMES.put(21, "decryption_failed");
    NAMES.put(22, "record_overflow");
    NAMES.put(30, "decompression_failure");
    NAMES.put(40, "handshake_failure");
    NAMES.put(41, "no_certificate");
    NAMES.put(42, "bad_certificate");
    NAMES.put(43, "unsupported_certificate");
    NAMES.put(44, "certificate_revoked");
    NAMES.put(45, "certificate_expired");
    NAMES.put(46, "certificate_unknown");
    NAMES.put(47, "illegal_parameter");
    NAMES.put(48, "unknown_ca");
    NAMES.put(49, "access_denied");
    NAMES.put(50, "decode_error");
    NAMES.put(51, "decrypt_error");
    NAMES.put(60, "export_restriction");
    NAMES.put(70, "protocol_version");
    NAMES.put(71, "insufficient_security");
    NAMES.put(80, "internal_error");
    NAMES.put(86, "inappropriate_fallback");
    NAMES.put(90, "user_canceled");
    NAMES.put(100, "no_renegotiation");
    NAMES.put(109, "missing_extension");
    NAMES.put(110, "unsupported_extension");
    NAMES.put(111, "certificate_unobtainable");
    NAMES.put(112, "unrecognized_name");
    NAMES.put(113, "bad_certificate_status_response");
    NAMES.put(114, "bad_certificate_hash_value");
    NAMES.put(115, "unknown_psk_identity");
    NAMES.put(116, "certificate_required");
    NAMES.put(120, "no_application_protocol");
    NAMES.put(121, "ech_required");
  }
  // spotless:on

  private static final Pattern OF_JDK = Pattern.compile("Received fatal alert: (\\w+)");

  // Library 16 is SSL; its reasons from 1000 on are alerts that came, by their number.
  private static final Pattern OF_BORINGSSL = Pattern.compile("error:10([0-9a-fA-F]{6})");
  private static final int REASON = 0xfff;
  private static final int ALERTS = 1000;

  /// The alert that ended a connection according to what the provider threw. Both providers tell it
  /// in the message of an exception only.
  public static Optional<TlsAlert> received(Throwable thrown) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      Optional<TlsAlert> alert = ofJdk(message).or(() -> ofBoringSsl(message));
      if (alert.isPresent()) {
        return alert;
      }
    }
    return Optional.empty();
  }

  /// Whether it is about the certificate that the other side was shown, or missed.
  public boolean aboutCertificate() {
    return (id >= 41 && id <= 46) || id == 48 || id == 51 || id == 116;
  }

  /// Whether it can be the answer to the last messages of a TLS 1.3 handshake, which come when the
  /// client has done its part already (RFC 8446 section 4.4).
  boolean endsHandshake() {
    return id == 40 || aboutCertificate() || (id >= 47 && id <= 50);
  }

  private static Optional<TlsAlert> ofJdk(String message) {
    Matcher found = OF_JDK.matcher(message);
    if (!found.find()) {
      return Optional.empty();
    }
    String name = found.group(1);
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new TlsAlert(entry.getKey(), name))
        .findFirst();
  }

  private static Optional<TlsAlert> ofBoringSsl(String message) {
    Matcher found = OF_BORINGSSL.matcher(message);
    if (!found.find()) {
      return Optional.empty();
    }
    int id = (Integer.parseInt(found.group(1), 16) & REASON) - ALERTS;
    if (id < 0 || id > 255) {
      return Optional.empty();
    }
    return Optional.of(new TlsAlert(id, NAMES.getOrDefault(id, "unassigned")));
  }

  /// Name and number, such as `unknown_ca (48)`.
  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
