package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.TestingConfig.to;

import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.config.Origin;
import dev.weir.gateway.faults.Fault.Scene;
import dev.weir.gateway.testing.TestingConfig;
import dev.weir.status.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What can be wrong about files that the gateway serves.
final class FileFaults {
  private FileFaults() {}

  static List<Fault> all() {
    return List.of(
        Fault.unsent(Cause.FILE_NOT_FOUND, "no such file", asks("/missing")),
        Fault.unsent(
            Cause.PRECONDITION_FAILED, "the file is another", asks("/a", "If-Match: \"other\"")),
        Fault.unsent(
            Cause.RANGE_NOT_SATISFIABLE, "beyond the end", asks("/a", "Range: bytes=100-")),
        Fault.unsent(Cause.METHOD_NOT_ALLOWED, "a file takes no DELETE", sends("DELETE", "/a")),
        Fault.unsent(
            Cause.PROXY_CONFIGURATION_ERROR,
            "the folder is gone",
            stage -> stage.send(serving(Path.of("/no/such/folder")), stage.head("GET", "/a"))));
  }

  private static Scene asks(String path, String... fields) {
    return sends("GET", path, fields);
  }

  private static Scene sends(String method, String path, String... fields) {
    return stage -> {
      Path folder = Files.createTempDirectory("weir-files");
      stage.keep(() -> Files.delete(folder));
      Path file = Files.writeString(folder.resolve("a"), "a file");
      stage.keep(() -> Files.delete(file));
      return stage.send(serving(folder), stage.head(method, path, fields));
    };
  }

  private static TestingConfig serving(Path folder) {
    return to(new Origin("127.0.0.1", 1))
        .route("service", Optional.empty(), "files", Optional.of(FilesConfig.of(folder)));
  }
}
