package dev.weir.gateway.route;

import dev.weir.gateway.config.RouteConfig;
import dev.weir.gateway.files.FileFolder;
import dev.weir.status.Cause;
import java.time.Duration;
import java.util.Optional;

/// Where the requests of a route end: at a service, or in the gateway itself.
public sealed interface Ending {
  static Ending of(RouteConfig config) {
    return config
        .service()
        .<Ending>map(Service::new)
        .or(() -> config.answer().map(cause -> new OnPurpose(cause, config.retryAfter())))
        .or(() -> config.redirect().map(Redirect::new).map(Elsewhere::new))
        .or(() -> config.files().map(files -> new Folder(new FileFolder(files, config.path()))))
        .orElseThrow();
  }

  /// At an origin of this service.
  record Service(String name) implements Ending {}

  /// In this failure, on purpose.
  ///
  /// @param retryAfter what `Retry-After` says where the cause does not know it
  record OnPurpose(Cause cause, Optional<Duration> retryAfter) implements Ending {}

  /// In an answer that names another address.
  record Elsewhere(Redirect redirect) implements Ending {}

  /// At a file.
  record Folder(FileFolder files) implements Ending {}
}
