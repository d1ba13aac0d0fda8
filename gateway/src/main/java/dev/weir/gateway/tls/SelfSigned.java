package dev.weir.gateway.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Makes a certificate for the names of this machine, for trying TLS out (RFC 5280). Written by
/// hand, since the JDK verifies certificates but has no public way to make one.
final class SelfSigned {
  private static final Duration VALID = Duration.ofDays(365);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final byte[] ECDSA_WITH_SHA256 = Der.of(Der.SEQUENCE, Der.oid("2a8648ce3d040302"));
  private static final byte[] COMMON_NAME = Der.oid("550403");
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = Der.oid("551d11");
  private static final byte[] EXTENDED_KEY_USAGE = Der.oid("551d25");
  private static final byte[] SERVER_AUTHENTICATION = Der.oid("2b06010505070301");

  private SelfSigned() {}

  /// A P-256 certificate for `localhost`, the loopback addresses and the machine's host name, valid
  /// for a year.
  static ServerCertificate make(Instant now, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      byte[] content = content(keys, now, new BigInteger(127, random));
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate(), random);
      signature.update(content);
      byte[] whole = Der.of(Der.SEQUENCE, content, ECDSA_WITH_SHA256, bits(signature.sign()));
      var in = new ByteArrayInputStream(whole);
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return new ServerCertificate(List.of(certificate), keys.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a self-signed certificate cannot be made", e);
    }
  }

  // TBSCertificate, section 4.1.
  private static byte[] content(KeyPair keys, Instant now, BigInteger serial) {
    byte[] name =
        Der.of(
            Der.SEQUENCE,
            Der.of(
                Der.SET,
                Der.of(
                    Der.SEQUENCE,
                    COMMON_NAME,
                    Der.of(Der.UTF8_STRING, "Weir, self-signed".getBytes(UTF_8)))));
    byte[] validity =
        Der.of(Der.SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(VALID)));
    byte[] version3 = Der.of(0xa0, Der.integer(BigInteger.TWO));
    byte[] extensions =
        Der.of(
            0xa3,
            Der.of(
                Der.SEQUENCE,
                extension(SUBJECT_ALTERNATIVE_NAME, names()),
                extension(EXTENDED_KEY_USAGE, Der.of(Der.SEQUENCE, SERVER_AUTHENTICATION))));
    return Der.of(
        Der.SEQUENCE,
        version3,
        Der.integer(serial.add(BigInteger.ONE)),
        ECDSA_WITH_SHA256,
        name,
        validity,
        name,
        keys.getPublic().getEncoded(),
        extensions);
  }

  private static byte[] extension(byte[] id, byte[] value) {
    return Der.of(Der.SEQUENCE, id, Der.of(Der.OCTET_STRING, value));
  }

  private static byte[] names() {
    var names = new ByteArrayOutputStream();
    hosts().forEach(host -> names.writeBytes(Der.of(0x82, host.getBytes(US_ASCII))));
    names.writeBytes(Der.of(0x87, InetAddress.ofLiteral("127.0.0.1").getAddress()));
    names.writeBytes(Der.of(0x87, InetAddress.ofLiteral("::1").getAddress()));
    return Der.of(Der.SEQUENCE, names.toByteArray());
  }

  private static Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>(Set.of("localhost"));
    try {
      String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (own.matches("[a-z0-9.-]{1,253}")) {
        hosts.add(own);
      }
    } catch (UnknownHostException nameless) {
      return hosts;
    }
    return hosts;
  }

  // Section 4.1.2.5 wants UTCTime up to 2049; every reader takes the other form too, but not
  // every one the wrong of the two.
  private static byte[] time(Instant at) {
    String text = TIME.format(at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    return text.compareTo("2050") < 0
        ? Der.of(0x17, text.substring(2).getBytes(US_ASCII))
        : Der.of(Der.GENERALIZED_TIME, text.getBytes(US_ASCII));
  }

  private static byte[] bits(byte[] bytes) {
    return Der.of(Der.BIT_STRING, new byte[1], bytes);
  }
}
