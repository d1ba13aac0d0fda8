package dev.weir.gateway.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which context answers for which name (SNI, RFC 6066 section 3): the exact name, then the
/// wildcard of its domain, then the first of all.
final class NamedContexts implements Mapping<@Nullable String, SslContext> {
  private final SslContext first;
  private final Map<String, SslContext> byName = new HashMap<>();

  NamedContexts(SslContext first) {
    this.first = first;
  }

  /// Lets the context answer for these names, unless another does already.
  void add(Iterable<String> names, SslContext context) {
    names.forEach(name -> byName.putIfAbsent(name, context));
  }

  @Override
  public SslContext map(@Nullable String name) {
    if (name == null) {
      return first;
    }
    SslContext exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    // A wildcard stands for one label (RFC 9525 section 6.3).
    int dot = name.indexOf('.');
    return dot < 0 ? first : byName.getOrDefault("*" + name.substring(dot), first);
  }
}
