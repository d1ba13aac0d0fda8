package dev.weir.gateway.files;

import dev.weir.gateway.attempt.AnswerListener;
import dev.weir.gateway.attempt.AnswerSource;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// A file on its way to one client. Whatever touches the disk is done on a virtual thread, one step
/// at a time: to find and open the file and read its first 64 KiB, then each further piece when the
/// client has room for it. What came of a step is told on the event loop, which never waits.
///
/// The file is closed behind its last piece, and as soon as nobody waits for the next.
public final class FileAnswer implements AnswerSource {
  private static final Fields NO_FIELDS = new Fields(new byte[0], 0);
  private static final Executor DISK = step -> Thread.ofVirtual().name("weir-file").start(step);

  private final Executor loop;
  private final AnswerListener listener;

  // Of the loop alone, all of these.
  private @Nullable FileBody body;
  private boolean wanted = true;
  private boolean underWay = true;
  private boolean over;

  private FileAnswer(Executor loop, AnswerListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /// Begins to answer; to be called on the loop, which is told all that follows later.
  ///
  /// @param boundary a text that is in no file, for an answer of several parts
  public static FileAnswer begin(
      FileFolder folder,
      RequestHead request,
      Instant now,
      String boundary,
      Executor loop,
      AnswerListener listener) {
    FileAnswer answer = new FileAnswer(loop, listener);
    DISK.execute(() -> answer.open(folder, request, now, boundary));
    return answer;
  }

  @Override
  public void readAnswer(boolean wanted) {
    this.wanted = wanted;
    readOn();
  }

  @Override
  public void cancel() {
    over = true;
    if (!underWay) {
      close();
    }
  }

  // ---- on a thread that may wait ----

  private void open(FileFolder folder, RequestHead request, Instant now, String boundary) {
    try {
      FileReply reply = folder.reply(request, now, boundary);
      ByteBuf first = reply.body().next();
      tell(() -> opened(reply, first), reply.body(), first);
    } catch (FailureException e) {
      tell(() -> failed(e.failure()));
    } catch (IOException e) {
      tell(() -> failed(unreadable(e)));
    } catch (RuntimeException bug) {
      tell(() -> broke(bug));
    }
  }

  private void read(FileBody body) {
    try {
      ByteBuf piece = body.next();
      tell(() -> read(piece), body, piece);
    } catch (IOException e) {
      tell(() -> failed(unreadable(e)));
    } catch (RuntimeException bug) {
      tell(() -> broke(bug));
    }
  }

  private void tell(Runnable what, FileBody body, ByteBuf piece) throws IOException {
    try {
      loop.execute(what);
    } catch (RejectedExecutionException stopped) {
      piece.release();
      body.close();
    }
  }

  private void tell(Runnable what) {
    try {
      loop.execute(what);
    } catch (RejectedExecutionException stopped) {
      return;
    }
  }

  private static Failure unreadable(IOException e) {
    return Failure.of(Cause.PROXY_INTERNAL_ERROR, "cannot read a file: " + e);
  }

  // ---- on the loop ----

  private void opened(FileReply reply, ByteBuf first) {
    body = reply.body();
    guarded(
        first,
        () -> {
          if (!over) {
            listener.response(reply.head(), reply.body().length());
          }
          take(reply.body(), first);
        });
  }

  private void read(ByteBuf piece) {
    FileBody body = this.body;
    guarded(
        piece,
        () -> {
          if (body != null) {
            take(body, piece);
          }
        });
  }

  // While a piece is handed over, the next may be asked for already: from then on the body is the
  // other thread's.
  private void take(FileBody body, ByteBuf piece) {
    boolean last = body.done();
    underWay = false;
    if (over) {
      close();
      return;
    }
    over = last;
    if (piece.isReadable()) {
      listener.body(piece.retain());
    }
    if (last) {
      listener.end(NO_FIELDS);
    } else {
      listener.readComplete();
      readOn();
    }
  }

  private void guarded(ByteBuf piece, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException bug) {
      over = true;
      close();
      listener.broke(bug);
    } finally {
      piece.release();
    }
  }

  private void readOn() {
    FileBody body = this.body;
    if (wanted && !underWay && !over && body != null) {
      underWay = true;
      DISK.execute(() -> read(body));
    }
  }

  private void failed(Failure failure) {
    underWay = false;
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }

  private void broke(RuntimeException bug) {
    underWay = false;
    if (!over) {
      over = true;
      listener.broke(bug);
    }
  }

  private void close() {
    FileBody body = this.body;
    this.body = null;
    if (body != null) {
      DISK.execute(() -> {
        try {
          body.close();
        } catch (IOException e) {
          // It was only read: whatever closing it says, nothing is lost.
          return;
        }
      });
    }
  }
}
