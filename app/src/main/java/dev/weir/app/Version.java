package dev.weir.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Which Weir this is.
final class Version implements IVersionProvider {
  /// The version in the jar's manifest; classes that are not in a jar have none.
  static String number() {
    return Optional.ofNullable(Weir.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "weir " + number(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
