package dev.weir.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.config.ErrorPageConfig;
import dev.weir.status.Language;
import dev.weir.status.Problem;
import dev.weir.status.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.regex.Pattern;

/// The HTML page that a visitor sees instead of what was asked for. Immutable.
final class ErrorPage {
  private static final String BUILT_IN = "page.html";
  private static final long LARGEST_TEMPLATE = 1024 * 1024;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  // Nothing that a browser would run (`javascript:`) can be configured by mistake.
  private static final Pattern URL = Pattern.compile("(https?://|/)\\S*");

  private static final Pattern MAIL = Pattern.compile("[^\\s@?&]+@[^\\s@?&]+");

  private final EnumMap<Language, PageTemplate> templates = new EnumMap<>(Language.class);
  private final String brand;
  private final String support;

  private ErrorPage(String name, String html, String brand, String support) {
    this.brand = brand;
    this.support = support;
    for (Language language : Language.values()) {
      templates.put(language, PageTemplate.parse(name, html, PageWords.of(language)::find));
    }
  }

  /// @throws IllegalArgumentException if the template or the support contact cannot be used
  static ErrorPage of(ErrorPageConfig config) {
    String support = config.support().orElse("");
    if (!support.isEmpty() && !URL.matcher(support).matches() && !MAIL.matcher(support).matches()) {
      throw new IllegalArgumentException(
          "support: " + support + " (expected: a URL or a mail address)");
    }
    String brand = config.brand().orElse("");
    return config
        .template()
        .map(file -> new ErrorPage(file.toString(), read(file), brand, support))
        .orElseGet(() -> new ErrorPage(BUILT_IN, builtIn(), brand, support));
  }

  String contentSecurityPolicy() {
    // Style and script hold no words, so the policy is the same in each language.
    return template(Language.EN).contentSecurityPolicy();
  }

  String render(Telling telling) {
    Problem problem = telling.problem();
    PageWords words = PageWords.of(telling.language());
    String headline = words.headline(problem.status());
    EnumMap<PageValue, String> values = new EnumMap<>(PageValue.class);
    values.put(PageValue.LANG, telling.language().tag());
    values.put(PageValue.PAGE_TITLE, brand.isEmpty() ? headline : headline + " · " + brand);
    values.put(PageValue.BRAND, brand);
    values.put(PageValue.STATUS, Integer.toString(problem.status()));
    values.put(PageValue.KIND, kind(problem.status()));
    values.put(PageValue.HEADLINE, headline);
    values.put(PageValue.DETAIL, problem.detail());
    values.put(PageValue.BLAME, blame(problem, words));
    values.put(PageValue.SENT, telling.sent());
    values.put(PageValue.ADVICE, telling.advice());
    values.put(PageValue.TITLE, problem.title());
    values.put(PageValue.CODE, problem.code());
    values.put(PageValue.REQUEST_ID, problem.requestId());
    values.put(PageValue.TIMESTAMP, problem.timestamp().toString());
    values.put(PageValue.TIME, TIME.format(problem.timestamp()));
    putAction(values, telling, words);
    putSupport(values, problem.requestId(), words);
    return template(telling.language()).fill(values);
  }

  /// The same address again where that is only a look; otherwise the way back to the form, which a
  /// browser keeps filled in, or home.
  private static void putAction(
      EnumMap<PageValue, String> values, Telling telling, PageWords words) {
    boolean again = telling.retryable() && telling.safe();
    values.put(PageValue.ACTION, words.text(again ? "action.retry" : "action.home"));
    values.put(PageValue.ACTION_URL, again ? "" : "/");
    values.put(PageValue.BACK, telling.safe() ? "" : words.text("action.back"));
    telling
        .problem()
        .retryAfter()
        .ifPresent(seconds -> values.put(PageValue.RETRY_AFTER, Long.toString(seconds)));
    values.put(PageValue.WAIT, telling.wait(words));
    values.put(PageValue.RELOAD, telling.safe() ? "yes" : "no");
  }

  private void putSupport(EnumMap<PageValue, String> values, String requestId, PageWords words) {
    if (support.isEmpty()) {
      return;
    }
    String subject = words.text("label.request-id") + " " + requestId;
    values.put(PageValue.SUPPORT, words.text("action.support"));
    values.put(
        PageValue.SUPPORT_URL,
        MAIL.matcher(support).matches()
            ? "mailto:" + support + "?subject=" + percentEncoded(subject)
            : support);
  }

  private static String kind(int status) {
    return switch (status) {
      case 429, 503 -> "busy";
      case 404 -> "missing";
      case 403 -> "denied";
      default -> status < 500 ? "request" : "fault";
    };
  }

  private static String blame(Problem problem, PageWords words) {
    boolean ours = problem.status() >= 500 && problem.side() != Side.CLIENT;
    return ours ? words.text("blame.ours") : "";
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private PageTemplate template(Language language) {
    PageTemplate template = templates.get(language);
    if (template == null) {
      throw new IllegalStateException("no template for " + language);
    }
    return template;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST_TEMPLATE) {
        throw new IllegalArgumentException(
            "template: " + file + " is too large (expected: at most 1 MiB)");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("template: " + file + " is not text (expected: UTF-8)", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "template: " + file + " (expected: a file that can be read): " + e.getMessage(), e);
    }
  }

  private static String builtIn() {
    try (InputStream in = ErrorPage.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + ": not there (expected: beside this class)");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(BUILT_IN, e);
    }
  }
}
