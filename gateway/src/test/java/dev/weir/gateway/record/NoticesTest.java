package dev.weir.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final TestingClock clock = new TestingClock();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Notices notices = new Notices(new PrintStream(said, true, UTF_8), clock);

  @Test
  void everySentenceIsThereInBothLanguagesWithTheSameValues() {
    ResourceBundle english = bundle(Locale.ROOT);
    ResourceBundle korean = bundle(Locale.KOREAN);
    assertThat(korean.keySet()).isEqualTo(english.keySet()).isNotEmpty();
    for (String key : english.keySet()) {
      assertThat(korean.getString(key)).isNotEqualTo(english.getString(key));
      assertThat(korean.getString(key).split("%s", -1))
          .hasSameSizeAs(english.getString(key).split("%s", -1));
    }
  }

  @Test
  void oneSubjectIsSaidOnceInItsTimeAndDoesNotSilenceAnother() {
    say("a");
    say("a");
    say("b");
    assertThat(said.toString(UTF_8)).hasLineCount(2);
    clock.pass(Duration.ofMinutes(1));
    say("a");
    assertThat(said.toString(UTF_8)).hasLineCount(3).contains("/var/log/a").contains("weir: ");
  }

  private void say(String subject) {
    notices.say(subject, Duration.ofMinutes(1), "access-log-lost", "/var/log/a", "no space");
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        "dev.weir.gateway.record.notices",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }
}
