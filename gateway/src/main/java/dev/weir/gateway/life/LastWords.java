package dev.weir.gateway.life;

import dev.weir.gateway.answer.ClientPreferences;
import dev.weir.gateway.answer.GatewayAnswer.Field;
import dev.weir.gateway.answer.GatewayAnswers;
import dev.weir.gateway.message.Ascii;
import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an answer that has begun and cannot go on can still say so, in protocols that have a place
/// for it behind what was sent. Elsewhere a client learns of it by an answer that is cut off.
sealed interface LastWords {
  /// What can be said behind this answer, or null if nothing can.
  ///
  /// @param length of its body in bytes, -1 if only its end will tell
  static @Nullable LastWords behind(RequestHead request, ResponseHead response, long length) {
    Fields fields = response.fields();
    if (length >= 0 || response.status() != 200) {
      return null;
    }
    if (isEventStream(response) && !fields.has(FieldName.CONTENT_ENCODING)) {
      return new OfEventStream();
    }
    // An HTTP/1.0 client has no trailers, and would take the end for the end.
    return isGrpc(fields) && !request.protocol().equals("1.0") ? new OfGrpc() : null;
  }

  /// Whether it is a stream of events.
  static boolean isEventStream(ResponseHead response) {
    return response.fields().firstStartsWith(FieldName.CONTENT_TYPE, OfEventStream.TYPE);
  }

  /// Whether these are the fields of a gRPC message, that of gRPC-Web not counted: it has its
  /// trailers within the body.
  static boolean isGrpc(Fields fields) {
    return fields.firstStartsWith(FieldName.CONTENT_TYPE, OfGrpc.TYPE)
        && !fields.firstStartsWith(FieldName.CONTENT_TYPE, OfGrpc.WEB);
  }

  /// Is told of each piece of the body that is sent, and leaves it as it is.
  void saw(ByteBuf piece);

  /// Ends the answer with what can be said.
  ///
  /// @return bytes of the body that were added; -1 if nothing can be said here, and nothing was
  int say(Scene scene, Failure failure, ClientStream client);

  /// What is known of the exchange when it fails.
  record Scene(
      GatewayAnswers answers,
      ClientPreferences preferences,
      String requestId,
      Instant now,
      String instance) {}

  /// An event, if the stream is between two.
  final class OfEventStream implements LastWords {
    private static final byte[] TYPE = Ascii.bytes("text/event-stream");
    private static final byte[] LINE_END = {'\n'};
    private static final byte[] NOTHING = {};

    private final StreamPosition position = new StreamPosition();

    @Override
    public void saw(ByteBuf piece) {
      position.saw(piece);
    }

    @Override
    public int say(Scene scene, Failure failure, ClientStream client) {
      if (!position.betweenEvents()) {
        return -1;
      }
      byte[] event =
          scene.answers.lastEvent(
              failure, scene.preferences, scene.requestId, scene.now, scene.instance);
      byte[] before = position.withinLine() ? LINE_END : NOTHING;
      client.body(Unpooled.wrappedBuffer(before, event));
      client.end(new Fields());
      return before.length + event.length;
    }
  }

  /// Trailers. Clients read the status in them also behind half a message.
  final class OfGrpc implements LastWords {
    private static final byte[] TYPE = Ascii.bytes("application/grpc");
    private static final byte[] WEB = Ascii.bytes("application/grpc-web");

    @Override
    public void saw(ByteBuf piece) {}

    @Override
    public int say(Scene scene, Failure failure, ClientStream client) {
      List<Field> last =
          scene.answers.lastTrailers(failure, scene.preferences, scene.requestId, scene.now);
      Fields trailers = new Fields();
      last.forEach(field -> trailers.add(field.name(), field.value()));
      client.end(trailers);
      return 0;
    }
  }
}
