package dev.weir.app;

import dev.weir.app.config.CertificateFiles;
import dev.weir.app.config.EffectiveConfiguration;
import dev.weir.app.words.Message;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.config.GatewayConfig;
import dev.weir.gateway.tls.TlsLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A gateway with its console port, from start to end: this is what `weir run` assembles.
final class Running implements Control, AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Source source;
  private final Operator operator;
  private final Console console;
  private final Gateway gateway;
  private final Reload reload;
  private final FileChanges changes = new FileChanges();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-file").factory());

  private Running(
      Source source, Operator operator, Console console, Gateway gateway, GatewayConfig config) {
    this.source = source;
    this.operator = operator;
    this.console = console;
    this.gateway = gateway;
    this.reload = new Reload(source, config, gateway::reload);
  }

  /// Takes all addresses and begins to serve.
  ///
  /// @throws IOException that names what could not be had; then nothing was started
  static Running start(Source source, GatewayConfig config, Operator operator) throws IOException {
    Console console = Console.bind(config.console().address());
    try {
      Gateway gateway = Gateway.start(config);
      var running = new Running(source, operator, console, gateway, config);
      console.serve(running, operator.language());
      // Before anything is told: what changes from then on is seen.
      if (source instanceof Source.File(var path)) {
        running.watch(path);
      }
      running.announce();
      return running;
    } catch (IOException | RuntimeException e) {
      console.close();
      throw e;
    }
  }

  /// Serves until [#end], then drains. The caller's thread waits here.
  void untilEnded() throws InterruptedException {
    Signals.on("HUP", this::reload);
    if (source instanceof Source.File(var path)) {
      looks.scheduleWithFixedDelay(
          () -> look(path),
          BETWEEN_LOOKS.toMillis(),
          BETWEEN_LOOKS.toMillis(),
          TimeUnit.MILLISECONDS);
    }
    ending.await();
    drain();
  }

  /// Asks for the end; the second time, the process ends at once.
  ///
  /// @param exitCode of the process if it ends at once
  void end(int exitCode) {
    if (ending.getCount() == 0) {
      Runtime.getRuntime().halt(exitCode);
    }
    ending.countDown();
  }

  @Override
  public boolean ready() {
    return ending.getCount() > 0 && gateway.ready();
  }

  @Override
  public Duration retryAfter() {
    return ending.getCount() > 0 ? Duration.ofSeconds(1) : reload.inForce().drain();
  }

  @Override
  public ReloadOutcome reload() {
    ReloadOutcome outcome = reload.now();
    if (outcome instanceof ReloadOutcome.Refused refused) {
      // The gateway counts those that reach it.
      gateway.metrics().reloaded(false);
      operator.tell(refused.mistakes());
    }
    operator.tell(outcome.summary());
    tellOfCertificates();
    return outcome;
  }

  @Override
  public byte[] metrics() {
    return gateway.metrics().prometheus();
  }

  @Override
  public void close() {
    looks.shutdownNow();
    gateway.close();
    console.close();
  }

  private void look(Path file) {
    if (changes.seen()) {
      reload();
    }
    watch(file);
  }

  // With the certificates, of which a new configuration may name others.
  private void watch(Path file) {
    Set<Path> files = new HashSet<>(CertificateFiles.of(reload.inForce()));
    files.add(file);
    changes.watch(files);
  }

  private void drain() {
    Duration time = reload.inForce().drain();
    operator.tell(Message.DRAINING.of(EffectiveConfiguration.duration(time)));
    boolean all = gateway.drain(time);
    operator.tell((all ? Message.DRAINED : Message.DRAIN_OVER).of());
  }

  private void announce() {
    String addresses =
        gateway.addresses().stream()
            .map(EffectiveConfiguration::address)
            .collect(Collectors.joining(", "));
    operator.tell(
        Message.LISTENING.of(
            Version.number(), addresses, ProcessHandle.current().pid(), gateway.transport()));
    GatewayConfig config = reload.inForce();
    if (CertificateFiles.encrypts(config)) {
      operator.tell(Message.ENCRYPTING.of(TlsLibrary.best().title()));
    }
    gateway.selfSigned().ifPresent(print -> operator.tell(Message.SELF_SIGNED.of(print)));
    operator.tell(
        Message.CONSOLE.of("http://" + EffectiveConfiguration.address(console.address())));
    operator.tell(
        switch (source) {
          case Source.File file -> Message.FROM_FILE.of(file, config.routes().size());
          case Source.Options options -> Message.FROM_COMMAND_LINE.of(options);
        });
    tellOfCertificates();
  }

  private void tellOfCertificates() {
    CertificateFiles.notes(reload.inForce(), Instant.now()).forEach(operator::tell);
  }
}
