package dev.weir.demo;

import dev.weir.demo.shop.Shop;
import dev.weir.demo.view.Words;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a demo says first: where everything is, and what to try.
record Introduction(DemoOptions options, Front front, Shop shop) {
  String text() {
    Words words = options.words();
    String base = "http://" + shown(front.address());
    String instances =
        shop.addresses().stream().map(Introduction::shown).collect(Collectors.joining("  "));
    List<String> lines = new ArrayList<>();
    lines.add(words.text("intro", base));
    lines.add("  " + words.text("intro.instances", instances));
    front.console().ifPresent(uri -> lines.add("  " + words.text("intro.console", uri)));
    front.accessLog().ifPresent(path -> lines.add("  " + words.text("intro.log", path)));
    if (options.length().isEmpty()) {
      lines.add("");
      lines.addAll(hints(words, base));
    }
    return String.join("\n", lines);
  }

  private static String shown(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private static List<String> hints(Words words, String base) {
    return List.of(
        words.text("intro.try"),
        hint("curl -i " + base + "/api/items/1", words.text("intro.try.json")),
        hint("curl -i " + base + "/api/items/999", words.text("intro.try.missing")),
        hint(
            "curl -i -H 'Accept: text/html' -H 'Accept-Language: ko' " + base + "/items",
            words.text("intro.try.page")),
        hint("weir drill hang", words.text("intro.try.drill")),
        hint("weir drill crash --instance 2", words.text("intro.try.drill.one")),
        words.text("intro.stop"));
  }

  private static String hint(String command, String why) {
    return "  " + command + "\n      " + why;
  }
}
