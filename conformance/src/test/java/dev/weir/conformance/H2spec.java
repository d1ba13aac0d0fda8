package dev.weir.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// h2spec 2.2.0: a client that keeps and breaks HTTP/2 and HPACK on purpose, a case for each rule.
/// A program for Linux on x86-64.
final class H2spec {
  /// Where it runs.
  static final String HOME = "Linux on amd64";

  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

  private H2spec() {}

  /// Whether this machine can run it.
  static boolean runsHere() {
    return here().equals(HOME);
  }

  /// What this machine is.
  static String here() {
    return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
  }

  /// Runs all its cases against a server.
  ///
  /// @param folder an empty one, for the program and its report
  /// @param options more of its own, such as `-t`
  /// @return what became of each case
  static List<Result> run(InetSocketAddress server, Path folder, String... options)
      throws IOException, InterruptedException {
    Path report = folder.resolve("report.xml");
    List<String> command = new ArrayList<>();
    command.add(unpack(folder).toString());
    command.addAll(List.of("-h", server.getHostString(), "-p", "" + server.getPort()));
    command.addAll(List.of("-j", report.toString()));
    command.addAll(List.of(options));
    Path output = folder.resolve("output.txt");
    await(command, output);
    if (Files.notExists(report)) {
      throw new IOException("h2spec gave up:\n" + Files.readString(output));
    }
    try {
      return results(report);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not a report of h2spec: " + Files.readString(report), e);
    }
  }

  private static Path unpack(Path folder) throws IOException, InterruptedException {
    Path archive = folder.resolve("h2spec.tar.gz");
    try (InputStream in = H2spec.class.getResourceAsStream(ARCHIVE)) {
      if (in == null) {
        throw new IOException(ARCHIVE + " is not on the class path");
      }
      Files.copy(in, archive);
    }
    await(
        List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()),
        folder.resolve("tar.txt"));
    return folder.resolve("h2spec");
  }

  // Its exit code tells of failed cases too, and those are the report's to tell.
  private static void await(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        throw new IOException(command + " did not end:\n" + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Result> results(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    return IntStream.range(0, cases.getLength())
        .mapToObj(i -> Result.of((Element) cases.item(i)))
        .toList();
  }

  /// What became of a case.
  ///
  /// @param section such as `http2/5.1`
  /// @param wrong what was expected and what came; empty if it passed
  record Result(String section, String title, String wrong) {
    private static Result of(Element element) {
      // A child of a case tells that it failed or was skipped.
      Element child = (Element) element.getElementsByTagName("*").item(0);
      return new Result(
          element.getAttribute("package"),
          element.getAttribute("classname"),
          child == null ? "" : child.getTagName() + ": " + child.getTextContent());
    }

    boolean passed() {
      return wrong.isEmpty();
    }
  }
}
