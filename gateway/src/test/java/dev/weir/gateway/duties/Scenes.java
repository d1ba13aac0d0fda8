package dev.weir.gateway.duties;

import dev.weir.gateway.testing.TestingConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One scene for all rows that want the same configuration: starting a gateway for each would take
/// most of the time.
final class Scenes implements AutoCloseable {
  static final UnaryOperator<TestingConfig> DEFAULT = UnaryOperator.identity();

  private final Map<UnaryOperator<TestingConfig>, Scene> scenes = new HashMap<>();

  Scene of(UnaryOperator<TestingConfig> config) {
    return scenes.computeIfAbsent(config, Scene::new);
  }

  @Override
  public void close() {
    scenes.values().forEach(Scene::close);
  }
}
