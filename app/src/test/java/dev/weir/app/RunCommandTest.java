package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command as a process of its own, since signals and exit codes are those of processes.
@Timeout(60)
class RunCommandTest {
  private static final String FILE =
      """
      listen: [{address: "127.0.0.1:0"}]
      console: {address: "127.0.0.1:0"}
      services: {shop: {origins: ["http://127.0.0.1:1"]}}
      """;

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void servesReloadsAndDrains() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.yaml"), FILE);
    Process weir = weir("run", "-c", file.toString(), "--lang", "en");
    try (BufferedReader err = weir.errorReader();
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(err.readLine())
          .matches(
              "weir: Weir \\S+ listens on 127\\.0\\.0\\.1:[1-9]\\d* \\(pid "
                  + weir.pid()
                  + ", \\w+\\)");
      URI console = address(err.readLine());
      assertThat(err.readLine()).contains(file.toString());

      assertThat(send(client, get(console.resolve("/-/ready"))).statusCode()).isEqualTo(200);
      assertThat(send(client, get(console.resolve("/metrics"))).body()).contains("weir_");
      assertThat(send(client, post(console.resolve("/-/reload"))).statusCode()).isEqualTo(200);
      assertThat(err.readLine()).contains("is in force");

      new ProcessBuilder("kill", "-HUP", Long.toString(weir.pid())).start().waitFor();
      assertThat(err.readLine()).contains("is in force");

      Files.writeString(file, FILE + "drian: 1s\n");
      assertThat(err.readLine())
          .isEqualTo(file + ":4:1: unknown key 'drian' (did you mean 'drain'?)");
      assertThat(err.readLine()).contains("the configuration before it stays in force");

      Files.writeString(file, FILE + "drain: 1s\n");
      assertThat(err.readLine()).contains("is in force");

      // Not by the process itself: that would close its standard error, too.
      weir.toHandle().destroy();
      assertThat(err.readLine()).contains("draining").contains("1s");
      assertThat(err.readLine()).contains("drained");
      assertThat(weir.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(weir.exitValue()).isZero();
    }
  }

  @Test
  void certificatesAreWatched() throws Exception {
    Path chain = directory.resolve("server.pem");
    Path key = directory.resolve("server-key.pem");
    X509Bundle before = certificate();
    Files.writeString(chain, before.getCertificatePEM());
    Files.writeString(key, before.getPrivateKeyPEM());
    String tls = "tls: {certificates: [{chain: " + chain + ", key: " + key + "}]}}]";
    Path file = directory.resolve("weir.yaml");
    Files.writeString(file, FILE.replace("}]", ", " + tls));
    Process weir = weir("run", "-c", file.toString(), "--lang", "en");
    try (BufferedReader err = weir.errorReader()) {
      assertThat(err.readLine()).contains("listens on");
      assertThat(err.readLine()).matches("weir: TLS by (BoringSSL|JDK)");
      assertThat(err.readLine()).contains("console");
      assertThat(err.readLine()).contains(file.toString());

      X509Bundle after = certificate();
      Files.writeString(chain, after.getCertificatePEM());
      assertThat(err.readLine()).contains(key + ": CN=Somebody (expected: the private key of");
      assertThat(err.readLine()).contains("the configuration before it stays in force");

      Files.writeString(key, after.getPrivateKeyPEM());
      assertThat(err.readLine()).contains("is in force");
    }
  }

  private static X509Bundle certificate() throws Exception {
    return new CertificateBuilder()
        .subject("CN=Somebody")
        .addSanDnsName("localhost")
        .ecp256()
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  @Test
  void wrongFileIsExitCode2() throws Exception {
    Path file = Files.writeString(directory.resolve("weir.yaml"), "drain: 5\n");
    Invocation run = Invocation.of("run", "-c", file.toString(), "--lang", "en");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(file + ":1:8: drain: '5'");
  }

  @Test
  void addressThatIsTakenIsExitCode1() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Invocation traffic =
          Invocation.of("run", "--to", "http://h", "--listen", address, "--console", "127.0.0.1:0");
      assertThat(traffic.exitCode()).isEqualTo(1);
      assertThat(traffic.errorLines()).singleElement().asString().contains(address);
      Invocation console =
          Invocation.of("run", "--to", "http://h", "--listen", "127.0.0.1:0", "--console", address);
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.errorLines()).singleElement().asString().contains(address);
    }
  }

  private Process weir(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                Weir.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return process;
  }

  /// Without what only the tests bring along: a logging facade without a logger, which says so.
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.contains("slf4j"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URI address(String line) {
    Matcher matcher = Pattern.compile("http://127\\.0\\.0\\.1:\\d+").matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return URI.create(matcher.group());
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }

  private static HttpRequest post(URI uri) {
    return HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
