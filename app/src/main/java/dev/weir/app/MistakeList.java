package dev.weir.app;

import dev.weir.app.config.Mistake;
import dev.weir.status.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mistakes for a program: `file`, `line` and `column` (from 1; 0 is the file as a whole),
/// `message`.
final class MistakeList {
  private MistakeList() {}

  static List<Map<String, Object>> tree(List<Mistake> mistakes, Language language) {
    return mistakes.stream().map(mistake -> tree(mistake, language)).toList();
  }

  private static Map<String, Object> tree(Mistake mistake, Language language) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("file", mistake.place().file());
    tree.put("line", mistake.place().line());
    tree.put("column", mistake.place().column());
    tree.put("message", mistake.what().in(language));
    return tree;
  }
}
