package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.Reading;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.status.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  private static final String SERVICES = "services: {shop: {origins: [http://h]}}\n";

  @TempDir Path directory;
  private Path file = Path.of("weir.yaml");
  private final List<GatewayConfig> taken = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("weir.yaml"), SERVICES);
  }

  @Test
  void newConfigurationIsApplied() throws IOException {
    Reload reload = reload(taken::add);
    Files.writeString(file, SERVICES + "drain: 5s\n");
    assertThat(said(reload.now())).isEqualTo(file + " is in force (routes: 1, services: 1)");
    assertThat(taken).singleElement().isEqualTo(reload.inForce());
    assertThat(reload.inForce().drain()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void wrongFileLeavesTheOldInForce() throws IOException {
    Reload reload = reload(taken::add);
    GatewayConfig before = reload.inForce();
    Files.writeString(file, SERVICES + "drian: 5s\ndrain: 6s\n");
    assertThat(reload.now())
        .isInstanceOfSatisfying(
            ReloadOutcome.Refused.class, refused -> assertThat(refused.mistakes()).hasSize(1));
    assertThat(taken).isEmpty();
    assertThat(reload.inForce()).isSameAs(before);
  }

  @Test
  void whatTheGatewayCannotTakeLeavesTheOldInForce() throws IOException {
    Reload reload =
        reload(config -> {
          throw new IOException("0.0.0.0:80: in use");
        });
    GatewayConfig before = reload.inForce();
    Files.writeString(file, SERVICES + "drain: 5s\n");
    assertThat(reload.now()).isInstanceOf(ReloadOutcome.Failed.class);
    assertThat(said(reload.now())).contains("0.0.0.0:80: in use");
    assertThat(reload.inForce()).isSameAs(before);
  }

  @Test
  void consoleStaysWhereItIs() throws IOException {
    Reload reload = reload(taken::add);
    Files.writeString(file, SERVICES + "console: {address: ':1'}\n");
    assertThat(reload.now())
        .isInstanceOfSatisfying(
            ReloadOutcome.Refused.class,
            refused ->
                assertThat(refused.mistakes().getFirst().in(Language.EN))
                    .startsWith(
                        file + ": console.address: 0.0.0.0:1 (expected: 127.0.0.1:9090 until"));
    assertThat(taken).isEmpty();
  }

  @Test
  void optionsCannotBeReloaded() {
    var source = new Source.Options(List.of("http://h"), ":1", ":2");
    var reload = new Reload(source, read(source), taken::add);
    assertThat(reload.now()).isInstanceOf(ReloadOutcome.Pointless.class);
  }

  private Reload reload(Reload.Target target) {
    var source = new Source.File(file);
    return new Reload(source, read(source), target);
  }

  private static GatewayConfig read(Source source) {
    return ((Reading.Valid) source.read()).config();
  }

  private static String said(ReloadOutcome outcome) {
    return outcome.summary().in(Language.EN);
  }
}
