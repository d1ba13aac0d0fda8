package dev.weir.gateway.websocket;

import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.HopByHop;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Cause;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The opening handshake in HTTP/1.1 (RFC 6455 sections 1.3 and 4). Pure.
///
/// A gateway that opens its tunnel for what merely asks for one, or for an answer that merely looks
/// like agreement, lets an attacker talk to the origin past every rule. So both are strict: only
/// 101 opens it, and only one that proves with `Sec-WebSocket-Accept` that the origin read this
/// very request as a WebSocket's.
public final class WebSocketHandshake {
  /// What `Upgrade` and `:protocol` call it.
  public static final String PROTOCOL = "websocket";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketHandshake() {}

  /// Whether a request asks for a WebSocket: a GET in HTTP/1.1 with `Connection: upgrade`,
  /// `Upgrade: websocket` and no body (RFC 6455 section 4.1). Version and key are the origin's to
  /// judge: it answers 400 or 426, and a 101 to a request without a key cannot be proved.
  public static boolean isAsked(Method method, String protocol, Fields fields) {
    return fields.has(FieldName.UPGRADE)
        && method == Method.GET
        && protocol.equals("1.1")
        && HopByHop.hasOption(fields, "upgrade")
        && HopByHop.lists(fields, FieldName.UPGRADE, PROTOCOL)
        && !fields.has(FieldName.TRANSFER_ENCODING)
        && (!fields.has(FieldName.CONTENT_LENGTH)
            || fields.joined(FieldName.CONTENT_LENGTH).equals("0"));
  }

  /// A `Sec-WebSocket-Key`, for a client that came over HTTP/2 and so has none.
  ///
  /// @param nonce 16 random bytes
  public static String key(byte[] nonce) {
    return Base64.getEncoder().encodeToString(nonce);
  }

  /// The `Sec-WebSocket-Accept` that answers this key (RFC 6455 section 4.2.2).
  public static String accept(String key) {
    byte[] digest = sha1().digest(Ascii.bytes(key + GUID));
    return Base64.getEncoder().encodeToString(digest);
  }

  /// Looks whether a 101 is the agreement to a request with this key (RFC 6455 section 4.1).
  ///
  /// @param key the `Sec-WebSocket-Key` of the request, or the empty string if it had none
  /// @throws FailureException [Cause#HTTP_UPGRADE_FAILED], if it is not
  public static void verify(ResponseHead answer, String key) throws FailureException {
    Fields fields = answer.fields();
    if (!fields.joined(FieldName.UPGRADE).equalsIgnoreCase(PROTOCOL)) {
      throw failed("Upgrade", fields.joined(FieldName.UPGRADE), PROTOCOL);
    }
    if (!HopByHop.hasOption(fields, "upgrade")) {
      throw failed("Connection", fields.joined(FieldName.CONNECTION), "upgrade");
    }
    if (key.isEmpty()) {
      throw new FailureException(
          Cause.HTTP_UPGRADE_FAILED, "101 to a request without Sec-WebSocket-Key");
    }
    String accept = fields.joined(FieldName.SEC_WEBSOCKET_ACCEPT);
    if (!accept.equals(accept(key))) {
      throw failed("Sec-WebSocket-Accept", accept, accept(key));
    }
  }

  private static FailureException failed(String name, String value, String expected) {
    return new FailureException(
        Cause.HTTP_UPGRADE_FAILED, name + " of 101: " + value + " (expected: " + expected + ")");
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has it.
      throw new IllegalStateException(impossible);
    }
  }
}
