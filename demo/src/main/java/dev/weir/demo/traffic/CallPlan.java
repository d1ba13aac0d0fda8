package dev.weir.demo.traffic;

import static dev.weir.demo.traffic.ClientKind.BROWSER_EN;
import static dev.weir.demo.traffic.ClientKind.BROWSER_KO;
import static dev.weir.demo.traffic.ClientKind.PROGRAM_EN;
import static dev.weir.demo.traffic.ClientKind.PROGRAM_KO;
import static dev.weir.demo.traffic.ClientKind.SCRIPT;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// An endless plan of calls and the gaps between them, wholly determined by the generator that it
/// draws from: the same seed is the same traffic. Gaps are exponential, so that calls arrive as
/// they do from many callers who know nothing of each other (a Poisson process).
///
/// Belongs to one thread.
public final class CallPlan {
  private static final List<ClientKind> CLIENTS =
      List.of(PROGRAM_EN, PROGRAM_EN, PROGRAM_KO, PROGRAM_KO, BROWSER_EN, BROWSER_KO, SCRIPT);
  private static final int AVAILABLE = 11;
  private static final int SOLD_OUT = 12;
  private static final Set<Integer> MADE_OR_FOUND = Set.of(200, 201);

  private final RandomGenerator random;
  private final double nanosBetween;

  /// @param rate calls a second, on average; above 0
  public CallPlan(RandomGenerator random, double rate) {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: above 0)");
    }
    this.random = random;
    this.nanosBetween = 1e9 / rate;
  }

  /// How long after the call before the next one is due.
  public Duration gap() {
    return Duration.ofNanos((long) (random.nextExponential() * nanosBetween));
  }

  /// The next call.
  public Call next() {
    ClientKind client = CLIENTS.get(random.nextInt(CLIENTS.size()));
    return client.browser() ? page(client) : forPrograms(client);
  }

  /// Of a hundred visits to pages: 20 to the front, 35 to the list, 40 to an item, 5 astray.
  private Call page(ClientKind client) {
    int of100 = random.nextInt(100);
    if (of100 < 20) {
      return Call.get(client, "/", 200);
    }
    if (of100 < 55) {
      return Call.get(client, "/items", 200);
    }
    return of100 < 95
        ? Call.get(client, "/items/" + item(), 200)
        : Call.get(client, "/items/" + missing(), 404);
  }

  /// Of a hundred calls of programs: 65 read, 27 write, 8 are refused for an honest reason.
  private Call forPrograms(ClientKind client) {
    int of100 = random.nextInt(100);
    if (of100 < 65) {
      return read(client);
    }
    return of100 < 92 ? write(client) : refused(client);
  }

  private Call read(ClientKind client) {
    return switch (random.nextInt(5)) {
      case 0 -> Call.get(client, "/api/items", 200);
      case 1 -> Call.get(client, "/api/search?q=flour", 200);
      case 2 -> Call.get(client, "/api/baskets/" + basket(), 200);
      case 3 -> new Call(client, "GET", "/api/account", "", true, Set.of(200));
      default -> Call.get(client, "/api/items/" + item(), 200);
    };
  }

  private Call write(ClientKind client) {
    return switch (random.nextInt(4)) {
      case 0 -> put(client, basketItem(item()), quantity(1 + random.nextInt(5)), Set.of(200));
      case 1 -> new Call(client, "DELETE", "/api/baskets/" + basket(), "", false, Set.of(204));
      case 2 ->
          put(client, "/api/orders/o-" + random.nextInt(100_000), order(item()), MADE_OR_FOUND);
      default -> post(client, order(item()), 201);
    };
  }

  private Call refused(ClientKind client) {
    return switch (random.nextInt(4)) {
      case 0 -> Call.get(client, "/api/items/" + missing(), 404);
      case 1 -> Call.get(client, "/api/account", 401);
      case 2 -> put(client, basketItem(item()), quantity(0), Set.of(422));
      default -> post(client, order(SOLD_OUT), 409);
    };
  }

  private static Call put(ClientKind client, String target, String body, Set<Integer> meant) {
    return new Call(client, "PUT", target, body, false, meant);
  }

  private static Call post(ClientKind client, String body, int meant) {
    return new Call(client, "POST", "/api/orders", body, false, Set.of(meant));
  }

  private int item() {
    return 1 + random.nextInt(AVAILABLE);
  }

  private int missing() {
    return 100 + random.nextInt(900);
  }

  private String basket() {
    return "b-" + random.nextInt(500);
  }

  private String basketItem(int item) {
    return "/api/baskets/" + basket() + "/items/" + item;
  }

  private String order(int item) {
    return "{\"item\":" + item + ",\"quantity\":" + (1 + random.nextInt(3)) + "}";
  }

  private static String quantity(int quantity) {
    return "{\"quantity\":" + quantity + "}";
  }
}
