package dev.weir.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Programs that a measurement needs are not installed.
public final class MissingToolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Tool> tools;

  MissingToolException(Collection<Tool> tools) {
    super(sentence(tools, Locale.ENGLISH));
    this.tools = List.copyOf(tools);
  }

  /// What is missing and how to install it.
  public String text(Locale locale) {
    return sentence(tools, locale);
  }

  private static String sentence(Collection<Tool> tools, Locale locale) {
    return Words.in(locale)
        .say(
            "missing",
            tools.stream().map(Tool::program).collect(Collectors.joining(", ")),
            tools.stream().map(Tool::debianPackage).collect(Collectors.joining(" ")));
  }
}
