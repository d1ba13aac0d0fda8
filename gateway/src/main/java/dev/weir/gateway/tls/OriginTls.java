package dev.weir.gateway.tls;

import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.config.OriginTlsConfig;
import dev.weir.gateway.config.ServiceConfig;
import dev.weir.gateway.config.ServiceConfig.Protocol;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// How the `https` origins of one service are spoken to, made ready: whom to trust, what to show,
/// which protocols to offer. Immutable and shared by all loops.
///
/// Two are equal if they were made of the same configuration and the same contents of its files:
/// then connections made with the one are as good as those made with the other.
public final class OriginTls {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Made of;
  private final SslContext context;
  // Offers HTTP/1.1 only: for what is to become a WebSocket.
  private final SslContext http1;

  /// What it is made of.
  ///
  /// @param trusted who may have issued the origin's certificate; the JDK's own if empty
  private record Made(
      OriginTlsConfig config,
      Protocol protocol,
      List<X509Certificate> trusted,
      Optional<ServerCertificate> shown) {}

  private OriginTls(ServiceConfig service) throws TlsFileException, GeneralSecurityException {
    of = read(service);
    context = context(of, of.protocol);
    http1 = context(of, Protocol.HTTP1);
    // Native memory: let go of when the last connection is made, whenever that is.
    List<SslContext> released = List.of(context, http1);
    CLEANER.register(this, () -> released.forEach(ReferenceCountUtil::release));
  }

  /// Makes it for this service.
  ///
  /// @throws IllegalArgumentException naming the file that cannot be used, and why
  public static OriginTls of(ServiceConfig service) {
    try {
      return new OriginTls(service);
    } catch (TlsFileException | GeneralSecurityException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Makes it for each service that has an `https` origin.
  ///
  /// @throws IllegalArgumentException naming the file that cannot be used, and why
  public static Map<String, OriginTls> all(GatewayConfig config) {
    Map<String, OriginTls> all = new HashMap<>();
    config
        .services()
        .forEach((name, service) -> {
          if (service.origins().stream().anyMatch(Origin::tls)) {
            all.put(name, of(service));
          }
        });
    return Map.copyOf(all);
  }

  /// What encrypts one connection to this origin, as the first handler of its channel.
  ///
  /// @param handshake how long the handshake may take
  /// @param onlyHttp1 whether to offer HTTP/1.1 only, whatever the service is configured to speak
  public SslHandler handler(
      Origin origin, ByteBufAllocator allocator, Duration handshake, boolean onlyHttp1) {
    String name = name(origin);
    SslHandler handler = (onlyHttp1 ? http1 : context).newHandler(allocator, name, origin.port());
    handler.setHandshakeTimeoutMillis(handshake.toMillis());
    askFor(handler.engine(), name);
    return handler;
  }

  /// Why a handshake failed, with what the operator has to know: which certificate, which alert.
  public Failure failure(Origin origin, Throwable thrown) {
    Optional<TlsAlert> alert = TlsAlert.received(thrown);
    return refusal(thrown)
        .map(refused -> Failure.of(Cause.TLS_CERTIFICATE_ERROR, origin + ": " + refused))
        .or(() -> alert.map(received -> refusedBy(origin, received)))
        .orElseGet(() -> broken(origin, thrown));
  }

  /// Whether what a TLS 1.3 origin sent in place of an answer ends the handshake: it refuses the
  /// certificate that it was shown, or misses one, when the request may be on its way already. The
  /// origin has read nothing of that (RFC 8446 section 4.4: what follows `Finished` is only then
  /// accepted).
  public static boolean endsHandshake(Channel channel, Throwable thrown) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    return handler != null
        && "TLSv1.3".equals(handler.engine().getSession().getProtocol())
        && TlsAlert.received(thrown).filter(TlsAlert::endsHandshake).isPresent();
  }

  /// What TLS threw, which comes as the cause of what a decoder throws.
  public static Throwable unwrapped(Throwable caught) {
    return caught instanceof DecoderException && caught.getCause() instanceof SSLException e
        ? e
        : caught;
  }

  private static Optional<String> refusal(Throwable thrown) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof CertificateRefused refused) {
        return Optional.of(refused.evidence());
      }
    }
    return Optional.empty();
  }

  private Failure refusedBy(Origin origin, TlsAlert alert) {
    String shown = of.shown.map(ServerCertificate::leaf).map(CertificateText::of).orElse("none");
    String about = alert.aboutCertificate() ? "; client certificate: " + shown : "";
    return Failure.of(Cause.TLS_ALERT_RECEIVED, origin + ": TLS alert " + alert + about)
        .with("alert-id", Integer.toString(alert.id()))
        .with("alert-message", alert.name());
  }

  // One that is too slow breaks no rule of TLS: the attempt to open a connection timed out, which
  // RFC 9209 section 2.3.9 calls connection_timeout, and the next one may not.
  private static Failure broken(Origin origin, Throwable thrown) {
    if (thrown instanceof SslHandshakeTimeoutException) {
      return Failure.of(Cause.CONNECTION_TIMEOUT, origin + ": TLS " + thrown.getMessage());
    }
    String what =
        thrown instanceof SSLException
            ? String.valueOf(thrown.getMessage())
            : "the connection ended within the TLS handshake";
    return Failure.of(Cause.TLS_PROTOCOL_ERROR, origin + ": " + what);
  }

  // ---- making it ----

  private static Made read(ServiceConfig service) throws TlsFileException {
    OriginTlsConfig config = service.tls();
    List<X509Certificate> trusted =
        config.ca().isPresent() ? Pem.certificates(config.ca().get()) : List.of();
    Optional<ServerCertificate> shown =
        config.certificate().isPresent()
            ? Optional.of(ServerCertificate.read(config.certificate().get()))
            : Optional.empty();
    return new Made(config, service.protocol(), trusted, shown);
  }

  private static SslContext context(Made of, Protocol protocol) throws GeneralSecurityException {
    try {
      SslContextBuilder builder =
          TlsLibrary.best()
              .applyTo(SslContextBuilder.forClient())
              .protocols("TLSv1.3", "TLSv1.2")
              .applicationProtocolConfig(offer(protocol));
      of.shown.ifPresent(each -> builder.keyManager(each.key(), each.chain()));
      if (of.config.verify()) {
        builder.trustManager(trust(of.trusted));
      } else {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        builder.endpointIdentificationAlgorithm(null);
      }
      return builder.build();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static ApplicationProtocolConfig offer(Protocol protocol) {
    return new ApplicationProtocolConfig(
        ApplicationProtocolConfig.Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        offered(protocol));
  }

  private static List<String> offered(Protocol protocol) {
    return switch (protocol) {
      case AUTO -> List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
      case HTTP1 -> List.of(ApplicationProtocolNames.HTTP_1_1);
      case HTTP2 -> List.of(ApplicationProtocolNames.HTTP_2);
    };
  }

  private static OriginTrust trust(List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted.isEmpty() ? null : store(trusted));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return new OriginTrust(extended, InstantSource.system());
      }
    }
    throw new GeneralSecurityException("this JDK verifies no certificates (expected: PKIX)");
  }

  private static KeyStore store(List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : trusted) {
      store.setCertificateEntry(Integer.toString(store.size()), certificate);
    }
    return store;
  }

  // ---- the name ----

  private String name(Origin origin) {
    String name = of.config.serverName().orElse(origin.host());
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  // By themselves the engines ask for names with a dot only; an address is no name (RFC 6066
  // section 3).
  private static void askFor(SSLEngine engine, String name) {
    if (!NetUtil.isValidIpV4Address(name) && !NetUtil.isValidIpV6Address(name)) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name.getBytes(StandardCharsets.US_ASCII))));
      engine.setSSLParameters(parameters);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OriginTls that && of.equals(that.of);
  }

  @Override
  public int hashCode() {
    return of.hashCode();
  }
}
