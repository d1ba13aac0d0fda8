package dev.weir.gateway.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A name server on a real UDP socket that answers every question in one way (RFC 1035).
public final class TestingDns implements Closeable {
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;

  private final DatagramSocket socket;
  private final Saying saying;
  private final AtomicInteger questions = new AtomicInteger();

  private TestingDns(DatagramSocket socket, Saying saying) {
    this.socket = socket;
    this.saying = saying;
  }

  /// A name server that never answers.
  public static TestingDns silent() {
    return start(new Saying(false, 0, List.of()));
  }

  /// A name server that answers with this code: 2 for SERVFAIL, 3 for NXDOMAIN.
  public static TestingDns refusing(int code) {
    return start(new Saying(true, code, List.of()));
  }

  /// A name server that gives every name these IPv4 addresses; none for names that have no address.
  public static TestingDns giving(InetAddress... addresses) {
    return start(new Saying(true, 0, List.of(addresses)));
  }

  /// Where it listens, for a configuration.
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /// How many questions came.
  public int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private static TestingDns start(Saying saying) {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      TestingDns dns = new TestingDns(socket, saying);
      Thread.ofVirtual().start(dns::serve);
      return dns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        questions.incrementAndGet();
        if (saying.answers) {
          byte[] answer = answer(packet);
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  // The question comes back as it was, with the answers behind it (section 4.1).
  private byte[] answer(DatagramPacket question) {
    ByteBuffer in = ByteBuffer.wrap(question.getData(), 0, question.getLength());
    int end = HEADER;
    while (in.get(end) != 0) {
      end += in.get(end) + 1;
    }
    int type = in.getShort(end + 1);
    List<InetAddress> addresses = type == TYPE_A ? saying.addresses : List.of();
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort(in.getShort(0)).putShort((short) (0x8180 | saying.code));
    out.putShort((short) 1).putShort((short) addresses.size()).putShort((short) 0);
    out.putShort((short) 0);
    out.put(question.getData(), HEADER, end + 5 - HEADER);
    for (InetAddress address : addresses) {
      out.putShort((short) 0xC00C).putShort((short) TYPE_A).putShort((short) 1).putInt(60);
      out.putShort((short) 4).put(address.getAddress());
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private record Saying(boolean answers, int code, List<InetAddress> addresses) {}
}
