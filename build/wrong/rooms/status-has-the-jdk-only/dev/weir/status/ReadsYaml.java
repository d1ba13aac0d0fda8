package dev.weir.status;

import org.snakeyaml.engine.v2.api.LoadSettings;

/// A library that other people's services would have to carry.
record ReadsYaml(LoadSettings settings) {}
