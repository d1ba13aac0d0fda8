package dev.weir.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "access_token",
        "ACCESS-TOKEN",
        "accessToken",
        "id_token",
        "X-Amz-Security-Token",
        "password",
        "user[password]",
        "Passwd",
        "secret",
        "client_secret",
        "api_key",
        "apikey",
        "API-Key",
        "signature",
        "X-Goog-Signature",
        "sig",
        "AWSAccessKeyId",
        "code",
        "%74oken",
        "jwt",
        "SAMLResponse",
        "csrf_token"
      })
  void valueOfASecretIsRedactedAndItsNameStays(String name) {
    assertThat(Secrets.redactQuery("a=1&" + name + "=hush&b=2"))
        .isEqualTo("a=1&" + name + "=REDACTED&b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "q=token",
        "page=2&sort=name",
        "token",
        "token=",
        "&&",
        "=x",
        "zip_code=04524",
        "encode=utf-8",
        "keyboard=ko",
        "passage=3",
        "%zz=1",
        "a=%",
        "author=kim"
      })
  void everythingElseStays(String query) {
    assertThat(Secrets.redactQuery(query)).isSameAs(query);
  }

  @Test
  void everyOccurrenceIsRedacted() {
    assertThat(Secrets.redactQuery("token=a;token=b&pwd=c=d&x=1"))
        .isEqualTo("token=REDACTED;token=REDACTED&pwd=REDACTED&x=1");
  }

  @Test
  void urlKeepsAllButItsSecrets() {
    assertThat(Secrets.redactUrl("https://a.example/token=1?x=1&token=2"))
        .isEqualTo("https://a.example/token=1?x=1&token=REDACTED");
    String harmless = "https://a.example/token=1?x=1";
    assertThat(Secrets.redactUrl(harmless)).isSameAs(harmless);
  }
}
