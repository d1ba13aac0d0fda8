package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.gateway.testing.TestingAuthority;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingOrigin;
import dev.weir.gateway.testing.TestingOrigin.Encryption;
import dev.weir.status.Cause;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// What fails when the gateway and an origin shake hands, and what the operator's log says of it.
///
/// @param evidence what the evidence looks like, whichever library encrypts
record TlsFaults(Fault fault, String evidence) {
  private static final TestingAuthority AUTHORITY = new TestingAuthority("Weir test root");
  private static final TestingAuthority OTHER = new TestingAuthority("Somebody else");
  private static final X509Bundle GOOD = AUTHORITY.issue("shop");
  private static final Duration DAY = Duration.ofDays(1);

  static List<Fault> all() {
    return told().stream().map(TlsFaults::fault).toList();
  }

  static List<TlsFaults> told() {
    return List.of(
        // ---- certificates ----
        certificate(
            "its certificate is from an unknown CA",
            OTHER.issue("shop"),
            "certificate 'CN=shop' \\(issuer 'CN=Somebody else', serial [0-9a-f]+, valid .+Z to"
                + " .+Z\\): its issuer is neither trusted nor sent along .+"),
        certificate(
            "its certificate has expired",
            issued(it -> it.notBefore(now().minus(DAY)).notAfter(now().minusSeconds(60))),
            "certificate 'CN=shop' \\(issuer 'CN=Weir test root', .+\\) has expired"),
        certificate(
            "its certificate is not valid yet",
            issued(it -> it.notBefore(now().plus(DAY)).notAfter(now().plus(DAY).plus(DAY))),
            "certificate 'CN=shop' \\(.+\\) is not valid yet"),
        certificate(
            "its certificate is for another name",
            AUTHORITY.issue("shop", it -> it.addSanDnsName("shop.weir.test")),
            "certificate 'CN=shop' \\(.+\\) for \\[shop.weir.test\\]: .*127\\.0\\.0\\.1.*"),
        certificate(
            "its certificate is self-signed",
            TestingAuthority.selfSigned("shop"),
            "certificate 'CN=shop' \\(.+\\) is self-signed and is not trusted"),
        certificate(
            "its certificate is for clients",
            issued(CertificateBuilder::addExtendedKeyUsageClientAuth),
            "certificate 'CN=shop' \\(.+\\) .*xtended key usage.*"),
        // ---- alerts ----
        alert(
            "it requires a client certificate (TLS 1.2)",
            origin -> {
              origin.setEnabledProtocols(new String[] {"TLSv1.2"});
              origin.setNeedClientAuth(true);
            },
            AUTHORITY.trusted(),
            "TLS alert \\w+ \\(\\d+\\).*"),
        alert(
            "it requires a client certificate (TLS 1.3)",
            origin -> {
              origin.setEnabledProtocols(new String[] {"TLSv1.3"});
              origin.setNeedClientAuth(true);
            },
            AUTHORITY.trusted(),
            "TLS alert certificate_required \\(116\\); client certificate: none"),
        alert(
            "it requires a client certificate (TLS 1.3, HTTP/2)",
            origin -> {
              origin.setEnabledProtocols(new String[] {"TLSv1.3"});
              origin.setNeedClientAuth(true);
              choosing(origin, "h2");
            },
            AUTHORITY.trusted(),
            "TLS alert certificate_required \\(116\\); client certificate: none"),
        alert(
            "it does not trust the client certificate",
            origin -> origin.setNeedClientAuth(true),
            AUTHORITY.trusted(OTHER.issue("weir")),
            "TLS alert \\w+ \\(\\d+\\); client certificate: .+"),
        alert(
            "it does not know the server name",
            TlsFaults::otherName,
            new OriginTlsConfig(
                true,
                Optional.of(AUTHORITY.ca()),
                Optional.empty(),
                Optional.of("other.weir.test")),
            "TLS alert unrecognized_name \\(112\\)"),
        alert(
            "it has no cipher in common",
            origin -> {
              origin.setEnabledProtocols(new String[] {"TLSv1.2"});
              origin.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_256_CBC_SHA"});
            },
            AUTHORITY.trusted(),
            "TLS alert handshake_failure \\(40\\)"),
        new TlsFaults(
            Fault.unsent(
                Cause.TLS_ALERT_RECEIVED,
                "it speaks HTTP/1.1 where HTTP/2 is to be spoken",
                stage ->
                    stage.get(
                        encrypted(
                                stage.keep(
                                    TestingOrigin.saying(
                                        AUTHORITY.showing(GOOD, it -> choosing(it, "http/1.1")),
                                        "never")))
                            .service("protocol", Protocol.HTTP2))),
            "TLS alert no_application_protocol \\(120\\)"),
        // ---- other than TLS ----
        new TlsFaults(
            Fault.unsent(
                Cause.TLS_PROTOCOL_ERROR,
                "it chooses no protocol where HTTP/2 is to be spoken",
                stage ->
                    stage.get(
                        encrypted(
                                stage.keep(TestingOrigin.saying(AUTHORITY.showing(GOOD), "never")))
                            .service("protocol", Protocol.HTTP2))),
            "chose no protocol \\(expected: h2\\)"),
        protocol(
            "it speaks HTTP in clear text",
            it -> it.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
            "answered the TLS handshake with 'HTTP/1.1 400 Bad Request'"),
        protocol(
            "it closes within the handshake",
            it -> it.awaitBytes(1),
            "the connection ended within the TLS handshake"),
        protocol(
            "it resets within the handshake",
            it -> {
              it.awaitBytes(1);
              it.reset();
            },
            "the connection ended within the TLS handshake"),
        protocol(
            "it chooses a version that is too old",
            it -> {
              it.awaitBytes(1);
              it.send(helloOfTls10());
              it.awaitClose();
            },
            ".*"),
        new TlsFaults(
            Fault.maybe(
                Cause.TLS_PROTOCOL_ERROR,
                "it sends what is no TLS in place of its answer",
                stage ->
                    stage.get(
                        encrypted(
                            stage.keep(
                                TestingOrigin.start(
                                    AUTHORITY.showing(GOOD),
                                    it -> {
                                      it.awaitRequest();
                                      it.breakTls();
                                    }))))),
            ".+"),
        new TlsFaults(
            Fault.unsent(
                Cause.CONNECTION_TIMEOUT,
                "the origin takes too long to shake hands",
                stage ->
                    stage.get(
                        encrypted(stage.origin(TestingOrigin.Connection::awaitClose))
                            .timeout("tlsHandshake", Duration.ofMillis(100)))),
            "TLS handshake timed out after 100ms"));
  }

  private static TlsFaults certificate(String how, X509Bundle shown, String evidence) {
    return new TlsFaults(
        Fault.unsent(
            Cause.TLS_CERTIFICATE_ERROR,
            how,
            stage ->
                stage.get(
                    encrypted(
                        stage.keep(TestingOrigin.saying(AUTHORITY.showing(shown), "never"))))),
        evidence);
  }

  private static TlsFaults alert(
      String how, Consumer<SSLSocket> setup, OriginTlsConfig config, String evidence) {
    Encryption encryption = AUTHORITY.showing(GOOD, setup);
    return new TlsFaults(
        Fault.unsent(
            Cause.TLS_ALERT_RECEIVED,
            how,
            stage ->
                stage.get(
                    encrypted(stage.keep(TestingOrigin.saying(encryption, "never")))
                        .service("tls", config))),
        evidence);
  }

  private static TlsFaults protocol(String how, TestingOrigin.Behaviour origin, String evidence) {
    return new TlsFaults(
        Fault.unsent(
            Cause.TLS_PROTOCOL_ERROR, how, stage -> stage.get(encrypted(stage.origin(origin)))),
        evidence);
  }

  private static TestingConfig encrypted(TestingOrigin origin) {
    return to(origin.tlsOrigin()).service("tls", AUTHORITY.trusted());
  }

  private static X509Bundle issued(UnaryOperator<CertificateBuilder> more) {
    return AUTHORITY.issue("shop", it -> more.apply(it.addSanIpAddress("127.0.0.1")));
  }

  private static void otherName(SSLSocket origin) {
    SSLParameters parameters = origin.getSSLParameters();
    parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("shop\\.weir\\.test")));
    origin.setSSLParameters(parameters);
  }

  private static void choosing(SSLSocket origin, String protocol) {
    SSLParameters parameters = origin.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    origin.setSSLParameters(parameters);
  }

  // A ServerHello of version 1.0, in one record.
  private static byte[] helloOfTls10() {
    return HexFormat.of()
        .parseHex("160301002a020000260301" + "00".repeat(32) + "00" + "c013" + "00");
  }

  private static Instant now() {
    return Instant.now();
  }

  @Override
  public String toString() {
    return fault.toString();
  }
}
