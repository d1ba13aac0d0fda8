package dev.weir.demo.shop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// The shop for people: a few pages in English and Korean.
final class ShopPages {
  private static final String BUNDLE = "dev.weir.demo.shop.shop";

  private final Catalogue catalogue;

  ShopPages(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /// @param segments the segments of the path
  ShopAnswer answer(ShopRequest request, List<String> segments) {
    if (!request.method().equals("GET") && !request.head()) {
      return page(request, 405, "not-allowed", "").with("allow", "GET, HEAD");
    }
    if (segments.isEmpty()) {
      return page(
          request, 200, "title", "<p><a href=\"/items\">" + word(request, "items") + "</a></p>");
    }
    boolean items = segments.getFirst().equals("items");
    return switch (segments.size()) {
      case 1 -> items ? list(request) : missing(request);
      case 2 -> items ? item(request, segments.get(1)) : missing(request);
      default -> missing(request);
    };
  }

  private ShopAnswer list(ShopRequest request) {
    StringBuilder rows = new StringBuilder("<ul>");
    for (Item item : catalogue.items()) {
      rows.append("<li><a href=\"/items/%d\">%s</a> ".formatted(item.id(), name(request, item)));
      rows.append(price(request, item)).append("</li>\n");
    }
    return page(request, 200, "items", rows.append("</ul>").toString()).inChunks();
  }

  private ShopAnswer item(ShopRequest request, String id) {
    Optional<Item> found = catalogue.find(id);
    if (found.isEmpty()) {
      return missing(request);
    }
    Item item = found.get();
    String stock = item.available() ? "available" : "sold-out";
    String text =
        "<h2>%s</h2><p>%s · %s</p>"
            .formatted(name(request, item), price(request, item), word(request, stock));
    return page(request, 200, "title", text);
  }

  private ShopAnswer missing(ShopRequest request) {
    String back = "<p><a href=\"/items\">" + word(request, "items") + "</a></p>";
    return page(request, 404, "missing", back);
  }

  private static String name(ShopRequest request, Item item) {
    return item.name(request.korean());
  }

  private static String price(ShopRequest request, Item item) {
    return word(request, "price").formatted(item.won());
  }

  private static ShopAnswer page(ShopRequest request, int status, String title, String body) {
    String html =
        """
        <!DOCTYPE html>
        <html lang="%s"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 1.05rem/1.7 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
        </style></head>
        <body><h1>%3$s</h1>
        %4$s
        </body></html>
        """
            .formatted(
                language(request).getLanguage(),
                word(request, "title"),
                word(request, title),
                body);
    return ShopAnswer.of(status, "text/html; charset=utf-8", html)
        .with("content-language", language(request).getLanguage())
        .with("vary", "Accept-Language");
  }

  private static String word(ShopRequest request, String key) {
    return ResourceBundle.getBundle(BUNDLE, language(request)).getString(key);
  }

  private static Locale language(ShopRequest request) {
    return request.korean() ? Locale.KOREAN : Locale.ENGLISH;
  }
}
