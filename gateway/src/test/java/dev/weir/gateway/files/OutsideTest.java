package dev.weir.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingClient;
import dev.weir.gateway.testing.TestingClient.Answer;
import dev.weir.gateway.testing.TestingGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is asked for, nothing that lies outside the folder is sent. Paths are put together from
/// the pieces that such attacks are made of, with names that are there.
class OutsideTest {
  private static final int PATHS = 4_000;
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          "//",
          "\\",
          "%2f",
          "%5c",
          "%252f",
          "..",
          "..",
          "../",
          "..%2f",
          "%2e%2e",
          "%2e%2e/",
          "%252e%252e",
          "....//",
          ".",
          "%c0%ae",
          "%c0%af",
          "%e0%80%af",
          "%uff0e",
          "%",
          "%2",
          "%g0",
          ";",
          ";a=b",
          ":",
          "~",
          "?",
          "*",
          "%00",
          "%0a",
          "%20",
          "%ff",
          "%25",
          "a",
          "a",
          "secret",
          "secret",
          "sub",
          "sub",
          "root",
          "root",
          "out",
          "up",
          "up/",
          "sub/",
          "..;/",
          "/etc/passwd",
          "secret.txt",
          "secret.txt",
          "%73ecret.txt",
          "a.txt",
          "a.txt",
          "file:",
          "C:",
          "CON",
          "\u00ff");

  @TempDir Path temp;

  @Test
  void nothingOutsideTheFolderIsEverSent() throws IOException {
    TestingFolder folder = new TestingFolder(Files.createDirectories(temp.resolve("root")));
    folder.write("a.txt", "inside");
    folder.write("sub/a.txt", "inside");
    folder.write(".secret.txt", "SECRET");
    Files.writeString(temp.resolve("secret.txt"), "SECRET");
    Files.createDirectories(temp.resolve("root-2"));
    Files.writeString(temp.resolve("root-2/secret.txt"), "SECRET");
    Files.createSymbolicLink(folder.root().resolve("up"), temp);
    Files.createSymbolicLink(folder.root().resolve("out"), temp.resolve("secret.txt"));
    RandomGenerator random = new Random(20_250_917);
    int inside = 0;
    try (TestingGateway gateway = TestingGateway.start(folder.served())) {
      TestingClient client = gateway.connect();
      for (int i = 0; i < PATHS; i++) {
        String path = path(random);
        Answer answer = client.get(path).answer();
        assertThat(answer.text()).as(path).doesNotContain("SECRET", "root:x:");
        assertThat(answer.status()).as(path).isIn(200, 301, 400, 404);
        assertThat(answer.field("location")).as(path).doesNotStartWith("//");
        inside += answer.status() == 200 ? 1 : 0;
        if (answer.field("connection").equals("close")) {
          client.close();
          client = gateway.connect();
        }
      }
      client.close();
    }
    assertThat(inside).isPositive();
  }

  private static String path(RandomGenerator random) {
    StringBuilder path = new StringBuilder("/");
    int pieces = 1 + random.nextInt(7);
    for (int i = 0; i < pieces; i++) {
      path.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return path.toString();
  }
}
