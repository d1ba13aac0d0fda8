package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// On what was measured.
///
/// @param cores processors that the harness may use
/// @param processor its model
/// @param kernel name and release of the operating system
/// @param java of the harness
/// @param versions of the programs that took part
record Machine(int cores, String processor, String kernel, String java, List<String> versions) {
  static Machine here(List<Tool> tools) throws IOException, InterruptedException {
    List<String> versions = new ArrayList<>();
    for (Tool tool : tools) {
      versions.add(tool.version());
    }
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        processorModel(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        List.copyOf(versions));
  }

  private static String processorModel() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  String text(Words words) {
    return words.say("machine", cores, processor, kernel, java)
        + "\n"
        + String.join("\n", versions);
  }
}
