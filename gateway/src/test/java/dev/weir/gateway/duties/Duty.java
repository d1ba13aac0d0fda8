package dev.weir.gateway.duties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.testing.TestingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One row of a table: what a client and an origin send, and what the other side then has, byte for
/// byte. What the gateway adds to every message is left out of what they have, as long as it is
/// what it should be.
///
/// Lines are joined by CRLF, so the last of them is the body.
final class Duty {
  private final String section;
  private final String words;
  private UnaryOperator<TestingConfig> config = Scenes.DEFAULT;
  private String why = "";
  private String[] request = {Scene.lines("GET / HTTP/1.1", "Host: shop.test", "", "")};
  private String answer = Scene.OK;
  private boolean originCloses;
  private int answers = 1;
  private final List<Check> checks = new ArrayList<>();

  private Duty(String section, String words) {
    this.section = section;
    this.words = words;
  }

  /// A duty of RFC 9110, HTTP Semantics.
  static Duty semantics(String section, String words) {
    return new Duty("RFC 9110 " + section, words);
  }

  /// A duty of RFC 9112, HTTP/1.1.
  static Duty http11(String section, String words) {
    return new Duty("RFC 9112 " + section, words);
  }

  /// A duty of another standard.
  static Duty of(String section, String words) {
    return new Duty(section, words);
  }

  /// Changes the gateway that it is about.
  Duty with(UnaryOperator<TestingConfig> change) {
    config = change;
    return this;
  }

  /// Why it is so, where another could see it otherwise.
  Duty because(String reason) {
    why = " (" + reason + ")";
    return this;
  }

  /// What the client sends, line by line.
  Duty client(String... lines) {
    return pieces(Scene.lines(lines));
  }

  /// What the client sends, in as many writes.
  Duty pieces(String... pieces) {
    request = pieces;
    return this;
  }

  /// A GET with these fields behind its Host.
  Duty get(String... fields) {
    return pieces("GET / HTTP/1.1\r\nHost: shop.test\r\n" + Scene.block(fields) + "\r\n");
  }

  /// A GET for this target.
  Duty target(String target) {
    return client("GET " + target + " HTTP/1.1", "Host: shop.test", "", "");
  }

  /// A POST with chunks and whatever follows.
  Duty chunks(String... lines) {
    return pieces(
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Scene.lines(lines));
  }

  /// How many answers the client waits for.
  Duty answers(int count) {
    answers = count;
    return this;
  }

  /// What the origin answers, line by line.
  Duty origin(String... lines) {
    answer = Scene.lines(lines);
    return this;
  }

  /// What the origin answers before it closes its connection.
  Duty originCloses(String... lines) {
    originCloses = true;
    return origin(lines);
  }

  /// The origin has this, and nothing else.
  Duty originHas(String... lines) {
    checks.add(scene -> assertThat(scene.received()).containsExactly(Scene.lines(lines)));
    return this;
  }

  /// The origin has a GET with these fields behind its Host.
  Duty originHasGet(String... fields) {
    String expected = "GET / HTTP/1.1\r\nHost: shop.test\r\n" + Scene.block(fields) + "\r\n";
    checks.add(scene -> assertThat(scene.received()).containsExactly(expected));
    return this;
  }

  /// The origin has a POST with this body in chunks, and nothing else.
  Duty originHasChunks(String... lines) {
    String expected =
        "POST / HTTP/1.1\r\nHost: shop.test\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Scene.lines(lines);
    checks.add(scene -> assertThat(scene.received()).containsExactly(expected));
    return this;
  }

  /// The origin has these whole requests, one behind the other.
  Duty originHasAll(String... requests) {
    checks.add(scene -> assertThat(scene.received()).containsExactly(requests));
    return this;
  }

  /// No request has reached an origin whole.
  Duty originHasNothing() {
    checks.add(scene -> assertThat(scene.received()).isEmpty());
    return this;
  }

  /// A line of the gateway's own in what the origin has.
  Duty originHasLine(String pattern) {
    checks.add(scene -> assertThat(scene.receivedLines()).anyMatch(line -> line.matches(pattern)));
    return this;
  }

  /// What the client has, until its connection ends.
  Duty clientHas(String... lines) {
    checks.add(scene -> assertThat(scene.got()).isEqualTo(Scene.lines(lines)));
    return this;
  }

  /// The gateway answers this itself, for this cause.
  Duty answered(int status, String code) {
    checks.add(scene -> scene.assertAnswered(status, code));
    return this;
  }

  /// The gateway refuses the request: it answers so, closes, and no origin has it.
  Duty refused(int status, String code) {
    checks.add(scene -> scene.assertAnswered(status, code));
    checks.add(scene -> assertThat(scene.got()).contains("\r\nconnection: close\r\n"));
    return originHasNothing();
  }

  /// There is more to come, so nobody answers, and no origin has it.
  Duty incomplete() {
    return answers(0).clientHas("").originHasNothing();
  }

  /// Refused as malformed.
  Duty refused() {
    return refused(400, "http_request_error");
  }

  /// What the client has cannot be taken for the whole.
  Duty clientIsReset() {
    checks.add(scene -> assertThat(scene.got()).endsWith(Scene.RESET));
    return this;
  }

  /// A line of what the client has.
  Duty clientHasLine(String pattern) {
    checks.add(
        scene -> assertThat(scene.gotRaw().split("\r\n")).anyMatch(line -> line.matches(pattern)));
    return this;
  }

  /// Plays it on the scene that it is about.
  void play(Scenes scenes) throws Exception {
    assertThat(checks).as("expectations").isNotEmpty();
    Scene scene = scenes.of(config);
    scene.play(request, new Scene.Answer(answer, originCloses), answers);
    for (Check check : checks) {
      check.look(scene);
    }
  }

  @Override
  public String toString() {
    return section + ": " + words + why;
  }

  private interface Check {
    void look(Scene scene) throws Exception;
  }
}
