package dev.weir.gateway.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Where lines go. Belongs to the recorder thread.
sealed interface LogOutput permits LogOutput.Stream, RotatingFile {
  /// As messages call it.
  String name();

  /// Writes whole lines.
  ///
  /// @throws IOException if they are lost
  void write(ByteBuffer lines) throws IOException;

  /// Called every few milliseconds: does what is due by the clock.
  void tick();

  void close();

  /// Standard output, which this process does not own and never closes.
  record Stream(OutputStream to) implements LogOutput {
    @Override
    public String name() {
      return "stdout";
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
      to.write(lines.array(), lines.arrayOffset() + lines.position(), lines.remaining());
      to.flush();
    }

    @Override
    public void tick() {}

    @Override
    public void close() {}
  }
}
