package dev.weir.gateway.faults;

import dev.weir.gateway.faults.Fault.Played;
import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.gateway.testing.TestingGateway;
import dev.weir.gateway.testing.TestingOrigin;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where a fault is played: takes everything down after it, last first.
final class Stage implements Closeable {
  private final Face face;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Deque<Closeable> props = new ArrayDeque<>();

  Stage(Face face) {
    this.face = face;
  }

  /// Lets this be closed with the stage.
  <T extends Closeable> T keep(T prop) {
    props.push(prop);
    return prop;
  }

  TestingOrigin origin(TestingOrigin.Behaviour behaviour) {
    return keep(TestingOrigin.start(behaviour));
  }

  /// An origin that reads one request, sends this, and closes.
  TestingOrigin originSaying(String bytes) {
    return origin(connection -> {
      connection.awaitRequest();
      connection.send(bytes);
    });
  }

  TestingGateway gateway(TestingConfig config) {
    return keep(TestingGateway.start(config));
  }

  TestingClient client(TestingGateway gateway) throws IOException {
    return keep(gateway.connect());
  }

  /// The head of a request in which this client says what it reads.
  String head(String method, String path, String... fields) {
    String more = fields.length == 0 ? "" : "\r\n" + String.join("\r\n", fields);
    return TestingClient.head(method, path, wishes() + more);
  }

  /// The field lines in which this client says what it reads.
  String wishes() {
    return "Accept: " + face.accept() + "\r\nAccept-Language: " + face.acceptLanguage();
  }

  /// Sends a GET to a gateway of this configuration.
  Played get(TestingConfig config) throws IOException {
    return send(config, head("GET", "/a"));
  }

  /// Sends these bytes to a gateway of this configuration.
  Played send(TestingConfig config, String bytes) throws IOException {
    TestingGateway gateway = gateway(config);
    TestingClient client = client(gateway).send(bytes);
    return new Played(gateway, Optional.of(client.answer()));
  }

  /// Does this beside; what it throws is nobody's business, since its socket may be closed under
  /// it.
  void beside(Callable<?> work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.call();
          } catch (Exception gone) {
            return;
          }
        });
  }

  /// Whether the stage is closed; waits this long for it.
  boolean over(Duration time) throws InterruptedException {
    return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Waits until the stage is closed.
  void idle() throws InterruptedException {
    over.await();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    while (!props.isEmpty()) {
      try {
        props.pop().close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
