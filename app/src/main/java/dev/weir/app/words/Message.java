package dev.weir.app.words;

import dev.weir.status.Language;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Everything that the command says, as patterns of [String#formatted] in the bundle `messages`,
/// keyed by the constant's name in kebab-case. Placeholders are numbered, so that a language can
/// order them as it likes.
public enum Message {
  // What is wrong with a configuration.
  NO_FILE,
  UNREADABLE_FILE,
  FILE_TOO_LARGE,
  NOT_UTF_8,
  TOO_DEEP,
  SYNTAX,
  SEVERAL_DOCUMENTS,
  UNKNOWN_KEY,
  UNKNOWN_KEY_MEANT,
  DUPLICATE_KEY,
  MISSING_KEY,
  EMPTY_LIST,
  VALUE,
  ARGUMENT,
  VALUE_MEANT,
  UNKNOWN_SERVICE,
  UNKNOWN_SERVICE_MEANT,
  MORE_THAN_ONE_END,
  NO_END,
  NEVER_MATCHES,
  CANONICAL_OF_NOTHING,
  CANONICAL_OF_REDIRECT,
  SLASH_OF_FILES,
  HTTPS_UNSEEN,
  REDIRECT_TO_ITSELF,
  NO_ROUTES,
  DUPLICATE_NAME,
  DUPLICATE_ADDRESS,
  REFUSED,

  // What is wrong with certificates.
  NO_SERVER_CERTIFICATE,
  NO_CLIENT_CA,
  CERTIFICATE_FILE,
  CERTIFICATE_EXPIRED,
  CERTIFICATE_NOT_YET_VALID,
  READABLE,
  A_PEM_CERTIFICATE,
  X509_CERTIFICATES,
  A_PEM_KEY,
  AN_OPEN_KEY,
  A_KNOWN_KEY,
  THE_KEY_OF_THE_CERTIFICATE,
  ALTERNATIVE_NAMES,

  // What a value should have been.
  A_DURATION,
  A_SIZE,
  A_RATIO,
  A_NUMBER,
  A_FLAG,
  AN_ADDRESS,
  AN_ORIGIN,
  A_NETWORK,
  A_NAME,
  A_TEXT,
  A_PATH_PATTERN,
  A_HOST_PATTERN,
  A_HOST_AND_PORT,
  A_METHOD,
  A_FILE,
  AN_EXISTING_FILE,
  AN_EXISTING_FOLDER,
  A_FILE_NAME,
  A_FIELD_VALUE,
  A_REDIRECT_TARGET,
  ONE_OF,
  A_CAUSE,
  A_RANGE,
  KEYS,
  WORD_OR_KEYS,
  NAMES,
  A_LIST,

  // How a part of the file is called.
  THE_FILE,
  PLAIN,
  QUOTED,
  A_MAP_FOUND,
  A_LIST_FOUND,
  NOTHING_FOUND,

  // What `weir check` says.
  VALID,
  MISTAKES,

  // What `weir run` says.
  LISTENING,
  ENCRYPTING,
  SELF_SIGNED,
  CONSOLE,
  FROM_FILE,
  FROM_COMMAND_LINE,
  CANNOT_START,
  RELOADED,
  RELOAD_REFUSED,
  RELOAD_FAILED,
  NOTHING_TO_RELOAD,
  CONSOLE_STAYS,
  DRAINING,
  DRAINED,
  DRAIN_OVER;

  private static final Map<Language, Words> WORDS = new EnumMap<>(Language.class);

  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// This message about these things.
  public Sentence of(Object... parts) {
    return new Sentence(this, List.of(parts));
  }

  /// The key in the bundle.
  public String key() {
    return key;
  }

  String pattern(Language language) {
    synchronized (WORDS) {
      return WORDS
          .computeIfAbsent(language, one -> new Words(Message.class, "messages", one))
          .of(key);
    }
  }
}
