package dev.weir.app.words;

import dev.weir.status.Language;
import java.util.List;

/// A [Message] with what it is about, not yet in any language.
///
/// @param parts what the message names, in the order of its placeholders; a part that is a sentence
///   itself is put into the same language, everything else is shown as it is
public record Sentence(Message message, List<?> parts) {
  public Sentence {
    parts = List.copyOf(parts);
  }

  /// The sentence in this language.
  public String in(Language language) {
    Object[] shown = parts.stream().map(part -> shown(part, language)).toArray();
    return message.pattern(language).formatted(shown);
  }

  private static Object shown(Object part, Language language) {
    return part instanceof Sentence sentence ? sentence.in(language) : part;
  }
}
