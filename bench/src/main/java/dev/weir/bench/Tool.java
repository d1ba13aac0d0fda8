package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that the harness starts, and the Debian package that brings it.
enum Tool {
  NGINX("nginx", "nginx", "-v"),
  HAPROXY("haproxy", "haproxy", "-v"),
  WRK("wrk", "wrk", "-v"),
  H2LOAD("h2load", "nghttp2-client", "--version"),
  OPENSSL("openssl", "openssl", "version"),
  TASKSET("taskset", "util-linux", "--version");

  private final String program;
  private final String debianPackage;
  private final String versionOption;

  Tool(String program, String debianPackage, String versionOption) {
    this.program = program;
    this.debianPackage = debianPackage;
    this.versionOption = versionOption;
  }

  String program() {
    return program;
  }

  String debianPackage() {
    return debianPackage;
  }

  boolean present() {
    return path().isPresent();
  }

  /// Where it is: on the PATH, or where Debian keeps servers, which is not on everybody's PATH.
  Optional<Path> path() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The first line that it says about its version.
  String version() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command(), versionOption)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().findFirst().orElse(program).strip();
  }

  /// What to put first in a command line.
  String command() {
    return path().map(Path::toString).orElse(program);
  }
}
