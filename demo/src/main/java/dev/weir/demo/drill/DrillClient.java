package dev.weir.demo.drill;

import dev.weir.demo.traffic.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Plays drills on the demo that runs at a control port of this machine.
public record DrillClient(int port) {

  /// A client of the demo that has left word in this file.
  ///
  /// @throws DrillFailed if none has
  public static DrillClient of(ControlFile file) throws DrillFailed {
    OptionalInt port = file.read();
    if (port.isEmpty()) {
      throw new DrillFailed(DrillFailed.Why.NO_DEMO);
    }
    return new DrillClient(port.getAsInt());
  }

  /// Plays a drill and waits until it is over.
  ///
  /// @param phases told when a phase begins
  /// @throws DrillFailed if there is no demo, or it refuses
  public DrillReport play(DrillOrder order, Consumer<DrillPhase> phases)
      throws DrillFailed, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer =
          client.send(request(order), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new DrillFailed(DrillFailed.Why.NO_DEMO);
        }
        return report(lines.iterator(), phases);
      }
    } catch (IOException nobodyThere) {
      throw new DrillFailed(DrillFailed.Why.NO_DEMO);
    }
  }

  private HttpRequest request(DrillOrder order) {
    String query =
        "fault=%s&for=%d&instance=%s"
            .formatted(order.fault().word(), order.length().toMillis(), order.target());
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    return HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/drills?" + query))
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }

  private static DrillReport report(Iterator<String> lines, Consumer<DrillPhase> phases)
      throws DrillFailed {
    try {
      while (lines.hasNext()) {
        JsonNode line = ReportJson.MAPPER.readTree(lines.next());
        if (line.has("report")) {
          return ReportJson.MAPPER.treeToValue(line.get("report"), DrillReport.class);
        }
        if (line.has("failed")) {
          throw new DrillFailed(DrillFailed.Why.valueOf(line.get("failed").asString()));
        }
        phases.accept(DrillPhase.valueOf(line.path("phase").asString()));
      }
    } catch (UncheckedIOException cutOff) {
      throw new DrillFailed(DrillFailed.Why.DEMO_ENDED);
    }
    throw new DrillFailed(DrillFailed.Why.DEMO_ENDED);
  }
}
