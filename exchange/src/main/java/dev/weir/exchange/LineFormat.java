package dev.weir.exchange;

/// How an exchange is told in one line of an access log. A format belongs to one thread: it keeps
/// what neighbouring lines share, such as the second.
public interface LineFormat {
  /// Appends one line, ended by a line feed. Whatever a caller sent, the line is one line.
  void write(Exchange exchange, LineBuffer into);
}
