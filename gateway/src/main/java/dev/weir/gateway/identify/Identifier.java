package dev.weir.gateway.identify;

import dev.weir.gateway.config.Network;
import dev.weir.gateway.loop.Ids;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says who asks. What an untrusted client claims of itself is not believed: its request id is kept
/// beside a new one, its forwarding fields are replaced. Trusted hops may pass theirs, read from
/// right to left until the first address that is not trusted: `X-Forwarded-For`, or `Forwarded`
/// where that alone is there.
public final class Identifier {
  private static final int MOST_ID = 128;
  private static final int LEAST_ID = 8;
  private static final ForwardedElement NOTHING_SAID = new ForwardedElement("", "", "");

  private final List<Network> trusted;
  private final byte[] viaToken;

  /// @param trusted hops that are believed
  /// @param deployment the configured name of this deployment
  /// @param instance what tells this process from all others, for loop detection
  public Identifier(List<Network> trusted, String deployment, String instance) {
    this.trusted = trusted;
    this.viaToken = Ascii.bytes(deployment + "-" + instance);
  }

  /// What stands for this gateway in the `Via` field that it adds, behind the version of HTTP that
  /// the request came in (RFC 9110 section 7.6.3).
  public byte[] via() {
    return viaToken;
  }

  /// Whether the request has passed this very gateway before.
  public boolean loops(RequestHead head) {
    Fields fields = head.fields();
    for (int i = fields.find(FieldName.VIA, 0); i >= 0; i = fields.find(FieldName.VIA, i + 1)) {
      if (contains(fields.text(), fields.valueFrom(i), fields.valueTo(i), viaToken)) {
        return true;
      }
    }
    return false;
  }

  /// Identifies a request of this peer.
  public Identity identify(RequestHead head, Peer peer, Ids ids) {
    boolean believed = !trusted.isEmpty() && trusts(peer.inet());
    Fields fields = head.fields();
    String claimed = fields.first(FieldName.X_REQUEST_ID);
    boolean kept = believed && validId(claimed);
    byte[] requestId = kept ? Ascii.bytes(claimed) : ids.hex(16);
    String clientId = !kept && validId(claimed) ? claimed : "";
    TraceContext trace = TraceContext.of(fields, requestId, ids);
    return believed
        ? behindTrusted(head, peer, requestId, clientId, trace)
        : direct(head, peer, requestId, clientId, trace);
  }

  private static Identity direct(
      RequestHead head, Peer peer, byte[] requestId, String clientId, TraceContext trace) {
    String host = head.authority();
    return new Identity(
        requestId,
        clientId,
        trace,
        peer.address(),
        peer.address(),
        element(peer.node(), host, peer.scheme()),
        peer.scheme(),
        host,
        peer.certificate());
  }

  private Identity behindTrusted(
      RequestHead head, Peer peer, byte[] requestId, String clientId, TraceContext trace) {
    Fields fields = head.fields();
    String forwarded = fields.joined(FieldName.FORWARDED);
    boolean alone = !forwarded.isEmpty() && !fields.has(FieldName.X_FORWARDED_FOR);
    List<ForwardedElement> elements = alone ? ForwardedElement.of(forwarded) : List.of();
    String chain = alone ? chainOf(elements) : fields.joined(FieldName.X_FORWARDED_FOR);
    String client = clientOf(chain, peer.address());
    ForwardedElement said = saidOf(client, elements);
    String own = element(peer.node(), head.authority(), peer.scheme());
    String scheme = firstOr(fields, FieldName.X_FORWARDED_PROTO, said.proto());
    String host = firstOr(fields, FieldName.X_FORWARDED_HOST, said.host());
    return new Identity(
        requestId,
        clientId,
        trace,
        client,
        chain.isEmpty() ? peer.address() : chain + ", " + peer.address(),
        forwarded.isEmpty() ? own : forwarded + ", " + own,
        scheme.equals("http") || scheme.equals("https") ? scheme : peer.scheme(),
        host.isEmpty() ? head.authority() : host,
        peer.certificate().isEmpty() ? fields.joined(FieldName.CLIENT_CERT) : peer.certificate());
  }

  private static String chainOf(List<ForwardedElement> elements) {
    return elements.stream().map(ForwardedElement::node).collect(Collectors.joining(", "));
  }

  // What the hop that this client asked says of its request.
  private static ForwardedElement saidOf(String client, List<ForwardedElement> elements) {
    for (ForwardedElement element : elements.reversed()) {
      if (address(element.node()).filter(a -> a.getHostAddress().equals(client)).isPresent()) {
        return element;
      }
    }
    return NOTHING_SAID;
  }

  private static String firstOr(Fields fields, FieldName name, String otherwise) {
    return fields.has(name) ? fields.first(name) : otherwise;
  }

  private String clientOf(String chain, String peer) {
    String client = peer;
    String[] hops = chain.split(",");
    for (int i = hops.length - 1; i >= 0; i--) {
      Optional<InetAddress> address = address(hops[i].trim());
      if (address.isEmpty()) {
        return client;
      }
      client = address.get().getHostAddress();
      if (!trusts(address.get())) {
        return client;
      }
    }
    return client;
  }

  private static Optional<InetAddress> address(String text) {
    String plain =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(plain);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Whether this hop is believed.
  public boolean trusts(InetAddress address) {
    for (Network network : trusted) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static String element(String node, String host, String scheme) {
    return host.isEmpty()
        ? "for=" + node + ";proto=" + scheme
        : "for=" + node + ";host=\"" + host + "\";proto=" + scheme;
  }

  // Replaced, never repaired: an id that is too long or has other characters is no id.
  private static boolean validId(String id) {
    if (id.length() < LEAST_ID || id.length() > MOST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] text, int from, int to, byte[] part) {
    for (int i = from; i <= to - part.length; i++) {
      int matched = 0;
      while (matched < part.length && text[i + matched] == part[matched]) {
        matched++;
      }
      if (matched == part.length) {
        return true;
      }
    }
    return false;
  }
}
