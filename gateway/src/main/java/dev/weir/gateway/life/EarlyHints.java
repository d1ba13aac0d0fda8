package dev.weir.gateway.life;

import dev.weir.gateway.message.FieldName;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;
import dev.weir.gateway.route.Route;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What one event loop learned of the `Link` fields of pages, and says with 103 (Early Hints, RFC
/// 8297) while the origin is still at work on the next one.
///
/// It learns of a page what its origin tells anybody: from answers to requests without credentials
/// and without a query, not private, not dependent on what the client is; and believes it when it
/// was said twice in a row. An origin that sends 103 itself is left to do so. Bounded by number and
/// age.
final class EarlyHints {
  private static final int MOST_PAGES = 1000;
  private static final int BELIEVED = 2;
  private static final long LIFETIME = TimeUnit.HOURS.toNanos(1);
  private static final Set<String> PRIVATE = Set.of("no-store", "private");

  // Those on which an answer to a request without credentials may depend and still be the same.
  private static final Set<String> HARMLESS =
      Set.of("", "accept-encoding", "authorization", "cookie", "origin");

  private final LongSupplier nanoTime;
  private final Map<Page, Known> pages = new Pages();

  // Written by the loop alone, read by whoever looks at metrics.
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong learned = new AtomicLong();

  EarlyHints(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Sends what is known, if this client can use it: a browser on its way to a page. Over HTTP/1.1
  /// browsers ignore it, and old clients take it for the answer.
  void send(Route route, RequestHead request, ClientStream client) {
    Known known = pages.get(new Page(route.name(), request.authority(), request.path()));
    if (known == null || known.times < BELIEVED || known.links.isEmpty() || tooOld(known)) {
      return;
    }
    Fields fields = request.fields();
    boolean navigates =
        request.method() == Method.GET
            && request.protocol().equals("2")
            && fields.first(FieldName.SEC_FETCH_MODE).equals("navigate")
            && fields.joined("sec-fetch-dest").equals("document");
    if (navigates) {
      Fields hints = new Fields();
      hints.add("link", known.links);
      client.interim(new ResponseHead(103, "Early Hints", hints));
      sent.lazySet(sent.getPlain() + 1);
    }
  }

  /// Takes note of a page.
  ///
  /// @param certified whether the client showed a certificate
  void learn(Route route, RequestHead request, boolean certified, ResponseHead response) {
    if (certified || !isForAnybody(request) || !isPage(response)) {
      return;
    }
    String links = LinkHints.of(response.fields().joined("link"));
    Page page = new Page(route.name(), request.authority(), request.path());
    Known before = pages.getOrDefault(page, Known.NOTHING);
    boolean current = !tooOld(before);
    if (current && before.byOrigin) {
      return;
    }
    if (links.isEmpty()) {
      pages.remove(page);
      return;
    }
    boolean same = current && before.links.equals(links);
    int times = same ? Math.min(before.times + 1, BELIEVED) : 1;
    if (times > before.times && times == BELIEVED) {
      learned.lazySet(learned.getPlain() + 1);
    }
    pages.put(page, new Known(links, times, nanoTime.getAsLong(), false));
  }

  /// Notes that the origin sends hints for this page itself.
  void sentByOrigin(Route route, RequestHead request) {
    pages.put(
        new Page(route.name(), request.authority(), request.path()),
        new Known("", 0, nanoTime.getAsLong(), true));
  }

  /// How many were sent.
  long sent() {
    return sent.get();
  }

  /// How often something was learned of a page.
  long learned() {
    return learned.get();
  }

  /// Forgets everything: another configuration may mean other routes.
  void clear() {
    pages.clear();
  }

  private boolean tooOld(Known known) {
    return nanoTime.getAsLong() - known.since > LIFETIME;
  }

  private static boolean isForAnybody(RequestHead request) {
    Fields fields = request.fields();
    return request.method() == Method.GET
        && request.query().isEmpty()
        && !fields.has(FieldName.COOKIE)
        && !fields.has(FieldName.AUTHORIZATION);
  }

  private static boolean isPage(ResponseHead response) {
    Fields fields = response.fields();
    String type = fields.first(FieldName.CONTENT_TYPE).toLowerCase(Locale.ROOT);
    return response.status() == 200
        && (type.startsWith("text/html") || type.startsWith("application/xhtml+xml"))
        && fields.joined("set-cookie").isEmpty()
        && list(fields, "cache-control").stream().noneMatch(PRIVATE::contains)
        && HARMLESS.containsAll(list(fields, "vary"));
  }

  private static List<String> list(Fields fields, String name) {
    return Arrays.stream(fields.joined(name).toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .toList();
  }

  private record Page(String route, String authority, String path) {}

  /// @param links what to send; empty if nothing
  /// @param times how often it was the same in a row
  /// @param byOrigin whether the origin sends 103 itself
  private record Known(String links, int times, long since, boolean byOrigin) {
    private static final Known NOTHING = new Known("", 0, 0, false);
  }

  /// The pages asked for least lately make way.
  private static final class Pages extends LinkedHashMap<Page, Known> {
    private static final long serialVersionUID = 1;

    Pages() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Page, Known> eldest) {
      return size() > MOST_PAGES;
    }
  }
}
