package dev.weir.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.Http2Peer;
import dev.weir.gateway.testing.Http2Peer.Answer;
import dev.weir.gateway.testing.Http2Peer.Frame;
import dev.weir.gateway.testing.TestingGateway;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files for clients of HTTP/2, of which each stream has room of its own.
class FilesOverHttp2Test {
  private static final int WINDOW = 65_535;

  @TempDir Path temp;

  @Test
  void filesAreAnsweredAsOverHttp1() throws Exception {
    try (TestingGateway gateway = serve("text");
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/file.txt");
      Answer whole = client.answer(1);
      assertThat(whole.status()).isEqualTo("200");
      assertThat(whole.text()).isEqualTo("text");
      assertThat(whole.field("content-length")).isEqualTo("4");
      client.get(3, "/file.txt", "if-none-match", whole.field("etag"));
      assertThat(client.answer(3).status()).isEqualTo("304");
      client.get(5, "/file.txt", "range", "bytes=1-2");
      assertThat(client.answer(5).text()).isEqualTo("ex");
      client.request(7, Http2Peer.END_STREAM, "HEAD", "/file.txt");
      Answer head = client.answer(7);
      assertThat(head.text()).isEmpty();
      assertThat(head.field("content-length")).isEqualTo("4");
      client.get(9, "/none");
      assertThat(client.answer(9).status()).isEqualTo("404");
      client.get(11, "/sub");
      assertThat(client.answer(11).field("location")).isEqualTo("/sub/");
    }
  }

  @Test
  void aFileWaitsForTheWindow() throws Exception {
    try (TestingGateway gateway = serve("x".repeat(300_000));
        Http2Peer client = Http2Peer.connect(gateway.address())) {
      client.get(1, "/file.txt");
      int got = 0;
      while (got < WINDOW) {
        got += client.next(Http2Peer.DATA).payload().length;
      }
      assertThat(got).isEqualTo(WINDOW);
      client.window(0, 300_000).window(1, 300_000);
      Frame last;
      do {
        last = client.next(Http2Peer.DATA);
        got += last.payload().length;
      } while (!last.ends());
      assertThat(got).isEqualTo(300_000);
    }
  }

  private TestingGateway serve(String content) throws IOException {
    TestingFolder folder = new TestingFolder(temp);
    folder.write("file.txt", content);
    folder.write("sub/index.html", "");
    return TestingGateway.start(folder.served());
  }
}
