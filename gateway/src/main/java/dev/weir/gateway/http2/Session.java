package dev.weir.gateway.http2;

import static dev.weir.gateway.message.HopByHop.NO_TRAILERS;

import dev.weir.gateway.message.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection (RFC 9113) seen from either end: frames, settings, streams, flow control,
/// and what a hostile peer may not do. Lives on the event loop of its channel.
///
/// Long because it is the protocol's state machine: each frame type meets the states of its stream
/// in one place.
public final class Session {
  static final Fields NO_FIELDS = new Fields(new byte[0], 0);

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int ENABLE_PUSH = 2;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int MAX_HEADER_LIST_SIZE = 6;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  private final Channel channel;
  private final boolean server;
  private final SessionListener listener;
  private final SessionLimits limits;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final HpackDecoder decoder = new HpackDecoder(HpackDecoder.USUAL_TABLE_SIZE);
  private final HpackEncoder encoder;
  private final FloodGuard floods = new FloodGuard(System::nanoTime);

  private final PeerSettings peer;
  private final FieldBlock block;
  private final Outflow outflow;
  private final Inflow inflow;
  private final RecentResets resets = new RecentResets();

  private final IntObjectHashMap<Stream> streams = new IntObjectHashMap<>(8);
  private int lastOpened;
  private int nextId;

  private int prefaceRead;
  private boolean firstBlock = true;
  private int lastAllowed = Integer.MAX_VALUE;
  private boolean goneAway;
  private boolean broken;
  private boolean flushScheduled;

  /// @param server whether the peer is the client
  /// @param encoder the event loop's
  public Session(
      Channel channel,
      boolean server,
      SessionLimits limits,
      HpackEncoder encoder,
      SessionListener listener) {
    this.channel = channel;
    this.server = server;
    this.limits = limits;
    this.listener = listener;
    this.encoder = encoder;
    this.reader = new FrameReader(channel.alloc(), this::frame);
    this.writer = new FrameWriter(channel);
    this.peer = new PeerSettings(server);
    this.block = new FieldBlock(limits.blockBytes());
    this.outflow = new Outflow(channel, writer, peer, floods, this::sendEnd);
    this.inflow = new Inflow(writer);
    this.nextId = server ? 2 : 1;
  }

  /// Sends what a connection begins with (section 3.4).
  public void start() {
    if (!server) {
      channel.write(channel.alloc().directBuffer(PREFACE.length).writeBytes(PREFACE));
    }
    ByteBuf out = writer.frame(server ? 24 : 18, FrameType.SETTINGS, 0, 0);
    setting(out, INITIAL_WINDOW_SIZE, Inflow.STREAM_WINDOW);
    setting(out, MAX_HEADER_LIST_SIZE, limits.headBytes());
    if (server) {
      setting(out, MAX_CONCURRENT_STREAMS, limits.streams());
      setting(out, ENABLE_CONNECT_PROTOCOL, 1);
    } else {
      setting(out, ENABLE_PUSH, 0);
    }
    inflow.begin();
    flush();
  }

  private static void setting(ByteBuf out, int setting, int value) {
    out.writeShort(setting).writeInt(value);
  }

  // ---- what is asked of it ----

  /// Streams under way.
  public int streams() {
    return streams.size();
  }

  /// Whether another stream may be opened from here.
  public boolean mayOpen() {
    return !goneAway && !broken && nextId > 0 && streams.size() < peer.streams();
  }

  /// Whether the peer has said what it takes.
  public boolean settled() {
    return peer.received();
  }

  /// Whether the peer takes an extended CONNECT (RFC 8441).
  public boolean takesConnect() {
    return peer.connect();
  }

  /// Whether the connection ends after the streams that are open.
  public boolean goingAway() {
    return goneAway || broken || lastAllowed < Integer.MAX_VALUE;
  }

  /// The encoder, begun anew, for a block that [#headers] or [#open] will take.
  public HpackEncoder newBlock() {
    encoder.start();
    return firstBlock ? encoder.noTable() : encoder;
  }

  /// Opens a stream with the block that was written.
  public void open(Stream stream, boolean end) {
    stream.id = nextId;
    nextId += 2;
    add(stream);
    headers(stream, end);
  }

  /// Sends the block that was written.
  public void headers(Stream stream, boolean end) {
    if (stream.gone) {
      return;
    }
    firstBlock = false;
    floods.useful();
    writer.headers(stream.id, encoder, end, peer.frame());
    if (end) {
      sentEnd(stream);
    }
  }

  /// Sends a piece of a body as soon as the windows allow, and takes the duty to release it.
  public void data(Stream stream, ByteBuf data) {
    outflow.data(stream, data);
  }

  /// Ends the stream on this side, after all that waits.
  public void end(Stream stream, Fields trailers) {
    if (!stream.gone && !stream.sentEnd) {
      outflow.end(stream, trailers);
    }
  }

  /// Ends the stream on this side, after all that waits, and then on the other.
  ///
  /// @param code why the peer need not send the rest, or what it did wrong
  public void endBoth(Stream stream, Fields trailers, ErrorCode code) {
    stream.whenSent = code;
    end(stream, trailers);
  }

  /// Ends the stream on both sides, now.
  public void reset(Stream stream, ErrorCode code) {
    if (!stream.gone) {
      resetNow(stream, code);
    }
  }

  /// Lets the peer send more on this stream, or not beyond its window.
  public void receive(Stream stream, boolean wanted) {
    inflow.grow(stream, stream.pause(!wanted));
    flush();
  }

  /// Whether the peer may send more of any body. It may not as long as streams that are paused have
  /// used up the window of the connection.
  public boolean receives() {
    return inflow.open();
  }

  /// Sends what was written, with all else that this turn of the loop writes.
  public void flush() {
    if (!flushScheduled) {
      flushScheduled = true;
      channel.eventLoop().execute(this::flushNow);
    }
  }

  private void flushNow() {
    flushScheduled = false;
    writer.flush();
  }

  /// Tells the peer to open no more streams (section 6.8).
  ///
  /// @param soon whether those that it opens before it knows are still served
  public void goAway(boolean soon) {
    int last = soon ? Integer.MAX_VALUE : lastOpened;
    lastAllowed = last;
    goAway(ErrorCode.NO_ERROR, last, "");
    flush();
  }

  /// The peer takes bytes again.
  public void channelWritable() {
    outflow.resume();
    flush();
  }

  /// The channel is closed.
  public void closed(String evidence) {
    broken = true;
    reader.discard();
    writer.discard();
    for (Stream stream : all()) {
      forget(stream);
      stream.reset(ErrorCode.CANCEL, evidence, true);
    }
  }

  // ---- what comes in ----

  /// Takes what has arrived, without the duty to release it. What the peer may not do ends the
  /// connection with a GOAWAY and [SessionListener#broken].
  public void read(ByteBuf in) {
    if (broken) {
      return;
    }
    try {
      if (readPreface(in)) {
        reader.read(in);
      }
    } catch (ConnectionException e) {
      fail(e);
    }
  }

  private boolean readPreface(ByteBuf in) throws ConnectionException {
    while (server && prefaceRead < PREFACE.length && in.isReadable()) {
      if (in.readByte() != PREFACE[prefaceRead++]) {
        throw ConnectionException.protocol("no HTTP/2 preface");
      }
    }
    return !server || prefaceRead == PREFACE.length;
  }

  private void fail(ConnectionException e) {
    broken = true;
    goAway(e.code(), lastOpened, e.evidence());
    writer.flush();
    for (Stream stream : all()) {
      forget(stream);
      stream.reset(e.code(), e.evidence(), false);
    }
    listener.broken(e.code(), e.evidence());
  }

  private void goAway(ErrorCode code, int last, String evidence) {
    byte[] debug = evidence.getBytes(StandardCharsets.ISO_8859_1);
    writer
        .frame(8 + debug.length, FrameType.GOAWAY, 0, 0)
        .writeInt(last)
        .writeInt(code.number())
        .writeBytes(debug);
  }

  private void frame(int type, int flags, int id, ByteBuf payload) throws ConnectionException {
    if (!peer.received() && (type != FrameType.SETTINGS || (flags & FrameType.ACK) != 0)) {
      throw ConnectionException.protocol("the first frame is no SETTINGS");
    }
    int within = block.stream();
    if (within != 0 && (type != FrameType.CONTINUATION || id != within)) {
      throw ConnectionException.protocol("a frame within the field block of stream " + within);
    }
    switch (type) {
      case FrameType.DATA -> data(flags, id, payload);
      case FrameType.HEADERS -> headers(flags, id, payload);
      case FrameType.PRIORITY -> priority(id, payload);
      case FrameType.RST_STREAM -> rstStream(id, payload);
      case FrameType.SETTINGS -> settings(flags, id, payload);
      case FrameType.PUSH_PROMISE -> throw ConnectionException.protocol("a PUSH_PROMISE");
      case FrameType.PING -> ping(flags, id, payload);
      case FrameType.GOAWAY -> goAway(id, payload);
      case FrameType.WINDOW_UPDATE -> windowUpdate(id, payload);
      case FrameType.CONTINUATION -> continuation(flags, id, payload);
      default -> floods.idle("a frame of type " + type);
    }
  }

  private void data(int flags, int id, ByteBuf payload) throws ConnectionException {
    int length = payload.readableBytes();
    Stream stream = stream(id, "DATA");
    inflow.received(length);
    unpad(flags, payload);
    if (stream == null || stream.receivedEnd) {
      inflow.acknowledge(length);
      streamClosed(id, stream, "DATA");
      return;
    }
    stream.receiveWindow -= length;
    if (stream.receiveWindow < 0) {
      inflow.acknowledge(length);
      streamError(stream, ErrorCode.FLOW_CONTROL_ERROR, "more DATA than the stream's window");
      return;
    }
    take(stream, payload, length, (flags & FrameType.END_STREAM) != 0);
  }

  // What is left is the payload without its padding (section 6.1).
  private static void unpad(int flags, ByteBuf payload) throws ConnectionException {
    if ((flags & FrameType.PADDED) != 0) {
      int padding = payload.isReadable() ? payload.readUnsignedByte() : 1;
      if (padding > payload.readableBytes()) {
        throw ConnectionException.protocol("more padding than payload");
      }
      payload.writerIndex(payload.writerIndex() - padding);
    }
  }

  private void take(Stream stream, ByteBuf payload, int length, boolean end)
      throws ConnectionException {
    if (payload.isReadable()) {
      floods.useful();
      stream.data(payload.readRetainedSlice(payload.readableBytes()));
    } else if (!end) {
      floods.idle("an empty DATA");
    }
    if (stream.gone) {
      inflow.acknowledge(length);
      return;
    }
    inflow.grow(stream, stream.taken(length));
    flush();
    if (end) {
      receivedEnd(stream);
      stream.ended();
    }
  }

  private void headers(int flags, int id, ByteBuf payload) throws ConnectionException {
    if (id == 0 || (server && id % 2 == 0)) {
      throw ConnectionException.protocol("HEADERS on stream " + id);
    }
    unpad(flags, payload);
    boolean dependsOnItself = false;
    if ((flags & FrameType.HAS_PRIORITY) != 0) {
      if (payload.readableBytes() < 5) {
        throw ConnectionException.frameSize("HEADERS too short for a priority");
      }
      dependsOnItself = (payload.readInt() & Integer.MAX_VALUE) == id;
      payload.skipBytes(1);
    }
    if (dependsOnItself) {
      throw ConnectionException.protocol("stream " + id + " depends on itself");
    }
    block.begin(id, (flags & FrameType.END_STREAM) != 0);
    fragment(flags, payload);
  }

  private void continuation(int flags, int id, ByteBuf payload) throws ConnectionException {
    if (block.stream() == 0) {
      throw ConnectionException.protocol("CONTINUATION without HEADERS on stream " + id);
    }
    block.continued();
    fragment(flags, payload);
  }

  private void fragment(int flags, ByteBuf payload) throws ConnectionException {
    block.add(payload);
    if ((flags & FrameType.END_HEADERS) != 0) {
      int id = block.stream();
      block.end();
      fieldBlock(id, block.ends());
    } else {
      listener.blockBegun();
    }
  }

  private void fieldBlock(int id, boolean end) throws ConnectionException {
    Stream stream = streams.get(id);
    if (stream != null) {
      further(stream, end);
    } else if (server && id > lastOpened) {
      opened(id, end);
    } else if (!server && id >= nextId) {
      throw ConnectionException.protocol("HEADERS on idle stream " + id);
    } else {
      decode(FieldSection.ignored());
      if (!resets.contains(id)) {
        throw new ConnectionException(
            ErrorCode.STREAM_CLOSED, "HEADERS on stream " + id + ", which is closed");
      }
    }
  }

  private void opened(int id, boolean end) throws ConnectionException {
    lastOpened = id;
    if (id > lastAllowed) {
      decode(FieldSection.ignored());
      return;
    }
    floods.opened();
    if (streams.size() >= limits.streams()) {
      decode(FieldSection.ignored());
      floods.reset();
      rstStream(id, ErrorCode.REFUSED_STREAM);
      return;
    }
    FieldSection section = new FieldSection(limits.headBytes(), limits.fields());
    decode(section);
    Stream stream = listener.opened();
    stream.id = id;
    stream.receivedEnd = end;
    add(stream);
    stream.headers(section, end);
  }

  private void further(Stream stream, boolean end) throws ConnectionException {
    FieldSection section =
        stream.receivedEnd
            ? FieldSection.ignored()
            : new FieldSection(limits.headBytes(), limits.fields());
    decode(section);
    if (stream.receivedEnd) {
      streamError(stream, ErrorCode.STREAM_CLOSED, "HEADERS behind its end");
    } else if (server && !end) {
      streamError(stream, ErrorCode.PROTOCOL_ERROR, "trailers that are not its end");
    } else {
      floods.useful();
      if (end) {
        receivedEnd(stream);
      }
      stream.headers(section, end);
    }
  }

  private void decode(FieldSection section) throws ConnectionException {
    block.decode(decoder, section);
  }

  private void priority(int id, ByteBuf payload) throws ConnectionException {
    if (id == 0) {
      throw ConnectionException.protocol("PRIORITY on stream 0");
    }
    floods.idle("PRIORITY");
    Stream stream = streams.get(id);
    if (payload.readableBytes() != 5) {
      badFrame(id, stream, ErrorCode.FRAME_SIZE_ERROR, "PRIORITY of the wrong size");
    } else if ((payload.readInt() & Integer.MAX_VALUE) == id) {
      badFrame(id, stream, ErrorCode.PROTOCOL_ERROR, "depends on itself");
    }
  }

  private void rstStream(int id, ByteBuf payload) throws ConnectionException {
    if (payload.readableBytes() != 4) {
      throw ConnectionException.frameSize("RST_STREAM of the wrong size");
    }
    Stream stream = stream(id, "RST_STREAM");
    if (stream != null) {
      ErrorCode code = ErrorCode.of(payload.readUnsignedInt());
      boolean answered = stream.sentEnd;
      forget(stream);
      stream.reset(code, "stream reset: " + code, true);
      if (server && !answered) {
        floods.reset();
      }
    } else {
      floods.idle("RST_STREAM of a stream that is closed");
    }
  }

  private void settings(int flags, int id, ByteBuf payload) throws ConnectionException {
    if (id != 0) {
      throw ConnectionException.protocol("SETTINGS on stream " + id);
    }
    boolean ack = (flags & FrameType.ACK) != 0;
    if (ack ? payload.isReadable() : payload.readableBytes() % 6 != 0) {
      throw ConnectionException.frameSize("SETTINGS of the wrong size");
    }
    floods.idle("SETTINGS");
    if (ack) {
      return;
    }
    boolean first = !peer.received();
    int before = peer.initialWindow();
    peer.read(payload);
    changeWindows(peer.initialWindow() - before);
    floods.reply(channel.isWritable());
    writer.frame(0, FrameType.SETTINGS, FrameType.ACK, 0);
    flush();
    outflow.resume();
    listener.settled(first);
  }

  private void changeWindows(int change) throws ConnectionException {
    for (Stream stream : streams.values()) {
      stream.sendWindow += change;
      if (stream.sendWindow > Integer.MAX_VALUE) {
        throw new ConnectionException(
            ErrorCode.FLOW_CONTROL_ERROR, "INITIAL_WINDOW_SIZE over the window of a stream");
      }
    }
  }

  private void ping(int flags, int id, ByteBuf payload) throws ConnectionException {
    if (id != 0) {
      throw ConnectionException.protocol("PING on stream " + id);
    }
    if (payload.readableBytes() != 8) {
      throw ConnectionException.frameSize("PING of the wrong size");
    }
    floods.idle("PING");
    if ((flags & FrameType.ACK) == 0) {
      floods.reply(channel.isWritable());
      writer.frame(8, FrameType.PING, FrameType.ACK, 0).writeLong(payload.readLong());
      flush();
    }
  }

  // What the peer opened no stream for, it has not begun to process (section 6.8).
  private void goAway(int id, ByteBuf payload) throws ConnectionException {
    if (id != 0) {
      throw ConnectionException.protocol("GOAWAY on stream " + id);
    }
    if (payload.readableBytes() < 8) {
      throw ConnectionException.frameSize("GOAWAY of the wrong size");
    }
    goneAway = true;
    int last = payload.readInt() & Integer.MAX_VALUE;
    ErrorCode code = ErrorCode.of(payload.readUnsignedInt());
    for (Stream stream : all()) {
      if (!server && stream.id > last) {
        forget(stream);
        stream.reset(ErrorCode.REFUSED_STREAM, "GOAWAY: " + code, true);
      }
    }
    listener.goneAway(code);
  }

  private void windowUpdate(int id, ByteBuf payload) throws ConnectionException {
    if (payload.readableBytes() != 4) {
      throw ConnectionException.frameSize("WINDOW_UPDATE of the wrong size");
    }
    floods.idle("WINDOW_UPDATE");
    int more = payload.readInt() & Integer.MAX_VALUE;
    if (id == 0) {
      if (more == 0) {
        throw ConnectionException.protocol("WINDOW_UPDATE by 0");
      }
      outflow.grow(more);
    } else {
      Stream stream = stream(id, "WINDOW_UPDATE");
      if (stream == null) {
        return;
      }
      stream.sendWindow += more;
      if (more == 0) {
        streamError(stream, ErrorCode.PROTOCOL_ERROR, "WINDOW_UPDATE by 0");
      } else if (stream.sendWindow > Integer.MAX_VALUE) {
        streamError(stream, ErrorCode.FLOW_CONTROL_ERROR, "a window of more than 2^31-1 bytes");
      }
    }
    outflow.resume();
    flush();
  }

  // ---- streams ----

  /// The stream with this number, or null if it is closed.
  private @Nullable Stream stream(int id, String frame) throws ConnectionException {
    Stream stream = streams.get(id);
    if (stream == null && (id == 0 || isIdle(id))) {
      throw ConnectionException.protocol(frame + " on stream " + id + ", which is idle");
    }
    return stream;
  }

  private boolean isIdle(int id) {
    boolean ours = id % 2 == (server ? 0 : 1);
    return ours ? id >= nextId : id > lastOpened;
  }

  private void add(Stream stream) {
    stream.sendWindow = peer.initialWindow();
    stream.receiveWindow = Inflow.STREAM_WINDOW;
    streams.put(stream.id, stream);
  }

  private void receivedEnd(Stream stream) {
    stream.receivedEnd = true;
    if (stream.sentEnd) {
      forget(stream);
    }
  }

  private void sentEnd(Stream stream) {
    stream.sentEnd = true;
    ErrorCode code = stream.whenSent;
    if (code != null && (code != ErrorCode.NO_ERROR || !stream.receivedEnd)) {
      resetNow(stream, code);
    } else if (stream.receivedEnd) {
      forget(stream);
    }
  }

  private void forget(Stream stream) {
    if (!stream.gone) {
      streams.remove(stream.id);
      stream.discard();
      inflow.acknowledge(stream.unacknowledged());
      listener.forgotten(stream);
    }
  }

  private void resetNow(Stream stream, ErrorCode code) {
    resets.add(stream.id);
    rstStream(stream.id, code);
    forget(stream);
  }

  private void rstStream(int id, ErrorCode code) {
    writer.frame(4, FrameType.RST_STREAM, 0, id).writeInt(code.number());
    flush();
  }

  // The peer did something on this stream that costs it the stream.
  private void streamError(Stream stream, ErrorCode code, String evidence)
      throws ConnectionException {
    floods.reset();
    resetNow(stream, code);
    stream.reset(code, evidence, false);
  }

  private void badFrame(int id, @Nullable Stream stream, ErrorCode code, String evidence)
      throws ConnectionException {
    if (stream != null) {
      streamError(stream, code, evidence);
    } else {
      floods.reset();
      rstStream(id, code);
    }
  }

  private void streamClosed(int id, @Nullable Stream stream, String frame)
      throws ConnectionException {
    if (stream != null) {
      streamError(stream, ErrorCode.STREAM_CLOSED, frame + " behind its end");
    } else if (!resets.contains(id)) {
      floods.reset();
      rstStream(id, ErrorCode.STREAM_CLOSED);
    }
  }

  private List<Stream> all() {
    return new ArrayList<>(streams.values());
  }

  private void sendEnd(Stream stream) {
    Fields trailers = stream.takeEnd();
    if (trailers.size() > 0 && newBlock().fields(trailers, NO_TRAILERS, Set.of()).length() > 1) {
      headers(stream, true);
    } else {
      writer.end(stream.id);
      sentEnd(stream);
    }
    flush();
  }
}
