package dev.weir.demo.shop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the shop sells. Item 12 is sold out, for callers that want to meet a 409.
record Catalogue(List<Item> items) {
  static final Catalogue OF_THE_MILL =
      new Catalogue(
          List.of(
              new Item(1, "Wheat flour, 1 kg", "우리밀 밀가루 1kg", 6_500, true),
              new Item(2, "Rye flour, 1 kg", "호밀가루 1kg", 7_800, true),
              new Item(3, "Rice flour, 500 g", "쌀가루 500g", 4_900, true),
              new Item(4, "Buckwheat flour, 500 g", "메밀가루 500g", 8_200, true),
              new Item(5, "Rolled oats, 700 g", "압착 귀리 700g", 5_600, true),
              new Item(6, "Roasted grain powder, 400 g", "미숫가루 400g", 9_900, true),
              new Item(7, "Sesame oil, 300 ml", "참기름 300ml", 18_000, true),
              new Item(8, "Perilla oil, 300 ml", "들기름 300ml", 19_500, true),
              new Item(9, "Bread sieve", "제빵용 체", 12_000, true),
              new Item(10, "Wooden grain scoop", "나무 곡물 스쿱", 8_000, true),
              new Item(11, "Hand mill", "핸드밀", 64_000, true),
              new Item(12, "Millstone coaster", "맷돌 컵받침", 15_000, false)));

  Catalogue {
    items = List.copyOf(items);
  }

  /// The item of that number; empty also where the text is no number.
  Optional<Item> find(String id) {
    return items.stream().filter(item -> Integer.toString(item.id()).equals(id)).findFirst();
  }

  /// The items whose name, in either language, contains the text.
  List<Item> search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return items.stream()
        .filter(item ->
            item.english().toLowerCase(Locale.ROOT).contains(wanted)
                || item.korean().contains(wanted))
        .toList();
  }
}
