package dev.weir.gateway.attempt;

import dev.weir.gateway.config.DnsConfig;
import dev.weir.gateway.config.Network;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.loop.Loop;
import dev.weir.gateway.message.FailureException;
import dev.weir.status.Cause;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// From an origin's name to an address. One an event loop; answers of name servers are kept for as
/// long as they say.
public final class Resolver implements AutoCloseable {
  private final DnsNameResolver names;
  private int turn;

  public Resolver(Loop loop, DnsConfig config) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(loop.eventLoop())
            .datagramChannelType(loop.transport().datagram())
            .socketChannelType(loop.transport().socket())
            .queryTimeoutMillis(config.timeout().toMillis());
    if (!config.servers().isEmpty()) {
      builder.nameServerProvider(
          new SequentialDnsServerAddressStreamProvider(
              config.servers().toArray(InetSocketAddress[]::new)));
    }
    names = builder.build();
  }

  /// Gives an address, or why there is none, on the event loop.
  void resolve(
      Origin origin,
      List<Network> prohibited,
      BiConsumer<@Nullable InetSocketAddress, @Nullable FailureException> done) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(origin.host());
    if (literal != null) {
      try {
        accept(origin, List.of(InetAddress.getByAddress(literal)), prohibited, done);
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(impossible);
      }
      return;
    }
    if (!isName(origin.host())) {
      String evidence = "origin: " + origin + " (expected: a host name or an address)";
      done.accept(null, new FailureException(Cause.PROXY_CONFIGURATION_ERROR, evidence));
      return;
    }
    names
        .resolveAll(origin.host())
        .addListener(
            (Future<List<InetAddress>> found) -> resolved(origin, prohibited, found, done));
  }

  // What no name server could be asked (RFC 1035 section 2.3.4) must not look like one that failed.
  private static boolean isName(String host) {
    try {
      String ascii = IDN.toASCII(host);
      return !ascii.isEmpty() && ascii.length() <= 253;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private void resolved(
      Origin origin,
      List<Network> prohibited,
      Future<List<InetAddress>> found,
      BiConsumer<@Nullable InetSocketAddress, @Nullable FailureException> done) {
    if (found.isSuccess()) {
      accept(origin, found.getNow(), prohibited, done);
    } else {
      done.accept(null, failure(origin, found.cause()));
    }
  }

  private void accept(
      Origin origin,
      List<InetAddress> addresses,
      List<Network> prohibited,
      BiConsumer<@Nullable InetSocketAddress, @Nullable FailureException> done) {
    InetAddress address = addresses.get(Math.floorMod(turn++, addresses.size()));
    for (Network network : prohibited) {
      if (network.contains(address)) {
        String evidence =
            origin + " resolves to " + address.getHostAddress() + ", which is prohibited";
        done.accept(null, new FailureException(Cause.DESTINATION_IP_PROHIBITED, evidence));
        return;
      }
    }
    done.accept(new InetSocketAddress(address, origin.port()), null);
  }

  // The resolver wraps what the name server said; a name without any address has no error code at
  // all.
  private static FailureException failure(Origin origin, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DnsNameResolverTimeoutException) {
        return new FailureException(Cause.DNS_TIMEOUT, origin.host() + ": " + t.getMessage());
      }
      if (t instanceof DnsErrorCauseException error) {
        return new FailureException(
            dev.weir.status.Failure.of(Cause.DNS_ERROR, origin.host() + ": " + error.getCode())
                .with("rcode", error.getCode().toString().replaceAll("\\(.*", "")));
      }
    }
    return new FailureException(
        Cause.DESTINATION_NOT_FOUND, origin.host() + " has no address: " + thrown.getMessage());
  }

  @Override
  public void close() {
    names.close();
  }
}
