package dev.weir.bench;

import picocli.CommandLine.Command;

/// A command outside the room of commands.
@Command(name = "bench")
final class BenchCommand {}
