package dev.weir.gateway.tls;

import dev.weir.gateway.config.CertificateConfig;
import dev.weir.gateway.config.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/// How one listener meets clients over TLS: its certificates by name, versions, ciphers and
/// protocols. Immutable but for its ticket keys; any thread.
public final class ListenerTls {
  /// Application protocols that are offered, the preferred first (RFC 7301).
  private static final List<String> PROTOCOLS = List.of("h2", "http/1.1");

  // "Intermediate" of Mozilla's Server Side TLS 5.7, less DHE, which BoringSSL does not have.
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final int MOST_CLIENT_HELLO = 16 << 10;
  private static final Cleaner CLEANER = Cleaner.create();

  private final TlsState state;
  private final List<SslContext> contexts = new ArrayList<>();
  private final NamedContexts named;
  private final boolean tickets;
  private volatile int ticketKeys;

  private ListenerTls(TlsConfig config, TlsState state) throws TlsFileException, SSLException {
    this.state = state;
    TlsLibrary library = TlsLibrary.best();
    // A resumed session would stand for a certificate that was verified by rules of old; who shows
    // one shakes hands in full.
    this.tickets =
        library == TlsLibrary.BORINGSSL
            && config.clientCertificates() == TlsConfig.ClientCertificates.OFF;
    List<ServerCertificate> certificates = certificates(config, state);
    // Native memory: let go of when the last connection is made, whenever that is.
    CLEANER.register(this, releasing(contexts));
    for (ServerCertificate certificate : certificates) {
      contexts.add(context(config, library, certificate));
    }
    named = new NamedContexts(contexts.getFirst());
    for (int i = 0; i < contexts.size(); i++) {
      named.add(certificates.get(i).names(), contexts.get(i));
    }
  }

  /// For a listener with this configuration.
  ///
  /// @throws IllegalArgumentException if a file cannot be used, or if the library does not take
  ///   what is in it
  public static ListenerTls of(TlsConfig config, TlsState state) {
    try {
      return new ListenerTls(config, state);
    } catch (TlsFileException | SSLException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /// What decrypts one connection, to be put before all other handlers: an [SslHandler], or what
  /// becomes one when the client has said which name it wants.
  public ChannelHandler handler(ByteBufAllocator allocator) {
    renewTicketKeys();
    if (contexts.size() == 1) {
      return handler(contexts.getFirst(), allocator);
    }
    return new SniHandler(named, MOST_CLIENT_HELLO, 0) {
      @Override
      protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        return handler(context, allocator);
      }
    };
  }

  // Time limits are the connection's own business, so that there is one timer and not three.
  private static SslHandler handler(SslContext context, ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  private static List<ServerCertificate> certificates(TlsConfig config, TlsState state)
      throws TlsFileException {
    List<ServerCertificate> certificates = new ArrayList<>();
    for (CertificateConfig files : config.certificates()) {
      certificates.add(ServerCertificate.read(files));
    }
    if (config.selfSigned()) {
      certificates.add(state.selfSigned());
    }
    return certificates;
  }

  private static SslContext context(
      TlsConfig config, TlsLibrary library, ServerCertificate certificate)
      throws TlsFileException, SSLException {
    SslContextBuilder builder =
        library
            .applyTo(SslContextBuilder.forServer(certificate.key(), certificate.chain()))
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .protocols(versions(config.minimum()))
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    PROTOCOLS))
            .clientAuth(
                switch (config.clientCertificates()) {
                  case OFF -> ClientAuth.NONE;
                  case OPTIONAL -> ClientAuth.OPTIONAL;
                  case REQUIRED -> ClientAuth.REQUIRE;
                });
    if (config.clientCa().isPresent()) {
      builder.trustManager(Pem.certificates(config.clientCa().get()));
    }
    SslContext context = builder.build();
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      // Sessions are kept by clients, in their tickets.
      sessions.setSessionCacheEnabled(false);
    }
    return context;
  }

  private static List<String> versions(TlsConfig.Version minimum) {
    return switch (minimum) {
      case TLS_1_2 -> List.of("TLSv1.3", "TLSv1.2");
      case TLS_1_3 -> List.of("TLSv1.3");
    };
  }

  private void renewTicketKeys() {
    if (tickets) {
      TicketKeys current = state.ticketKeys();
      if (current.generation() != ticketKeys) {
        ticketKeys = current.generation();
        for (SslContext context : contexts) {
          ((OpenSslSessionContext) context.sessionContext()).setTicketKeys(current.array());
        }
      }
    }
  }

  // Must not know the instance.
  private static Runnable releasing(List<SslContext> contexts) {
    return () -> contexts.forEach(ReferenceCountUtil::release);
  }
}
