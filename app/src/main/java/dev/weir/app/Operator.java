package dev.weir.app;

import dev.weir.app.config.Mistake;
import dev.weir.app.words.Sentence;
import dev.weir.status.Language;
import java.io.PrintWriter;
import java.util.List;

/// The person at the terminal or at the service log: what a running gateway has to say goes to
/// standard error, a line a sentence. Any thread.
record Operator(PrintWriter err, Language language) {
  void tell(Sentence sentence) {
    print("weir: " + sentence.in(language));
  }

  void tell(List<Mistake> mistakes) {
    mistakes.forEach(mistake -> print(mistake.in(language)));
  }

  private void print(String line) {
    synchronized (err) {
      err.println(line);
      err.flush();
    }
  }
}
