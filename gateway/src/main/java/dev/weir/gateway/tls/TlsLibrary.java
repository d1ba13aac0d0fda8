package dev.weir.gateway.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.Locale;

/// What encrypts on this machine: the best that works here.
public enum TlsLibrary {
  /// Google's fork of OpenSSL, as a native library. A handshake or a large body costs a fraction of
  /// what it costs the JDK.
  BORINGSSL(SslProvider.OPENSSL_REFCNT, "BoringSSL"),
  /// The JDK's own, where there is no native library for the machine.
  JDK(SslProvider.JDK, "JDK");

  private final SslProvider provider;
  private final String title;

  TlsLibrary(SslProvider provider, String title) {
    this.provider = provider;
    this.title = title;
  }

  /// The first that can be loaded. The system property `weir.tls` takes one by name, for
  /// comparison.
  public static TlsLibrary best() {
    String wanted = System.getProperty("weir.tls", "");
    if (!wanted.isEmpty()) {
      return valueOf(wanted.toUpperCase(Locale.ROOT));
    }
    return OpenSsl.isAvailable() ? BORINGSSL : JDK;
  }

  /// Its name, for people.
  public String title() {
    return title;
  }

  /// Lets contexts be made with it. Handshakes run on the event loop as they come: handing them to
  /// other threads would cost more than it saves.
  public SslContextBuilder applyTo(SslContextBuilder builder) {
    builder.sslProvider(provider);
    return this == BORINGSSL ? builder.option(OpenSslContextOption.USE_TASKS, false) : builder;
  }
}
