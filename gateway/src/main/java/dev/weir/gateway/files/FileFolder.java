package dev.weir.gateway.files;

import dev.weir.gateway.answer.RedirectAnswer;
import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A folder whose files are served. What a path means is decided by the file system at each
/// request: files come, change and go without a reload. Immutable; for all threads, except event
/// loops, since it waits for the disk.
///
/// A file is served if its true path, all links followed, is below the true path of the folder.
/// Links within the folder are the operator's own way to arrange it; those that lead out of it lead
/// nowhere. Whoever may change links in the folder while it is served is trusted.
public final class FileFolder {
  // A file may be replaced between a look at it and its opening, but hardly each time.
  private static final int MOST_TRIES = 3;

  private final FilesConfig config;
  private final int mounted;

  /// @param pattern the path pattern of its route: the folder stands for what comes before the
  ///   first wildcard, so `/static/**` has `/static/app.js` in `app.js`. One without wildcards is a
  ///   file
  public FileFolder(FilesConfig config, String pattern) {
    this.config = config;
    List<String> segments = List.of(pattern.substring(1).split("/", -1));
    long fixed = segments.stream().takeWhile(each -> !each.startsWith("*")).count();
    this.mounted = (int) Math.min(fixed, segments.size() - 1);
  }

  /// The answer to a GET or HEAD. The caller has to read the body to its end, or close it.
  ///
  /// @param now the time of the request
  /// @param boundary a text that is in no file, for an answer of several parts
  /// @throws FailureException with [Cause#FILE_NOT_FOUND], [Cause#PRECONDITION_FAILED],
  ///   [Cause#RANGE_NOT_SATISFIABLE], or [Cause#PROXY_CONFIGURATION_ERROR] if the folder itself is
  ///   not there
  /// @throws IOException if the disk fails
  FileReply reply(RequestHead request, Instant now, String boundary)
      throws FailureException, IOException {
    FilePath path =
        FilePath.of(request.path())
            .orElseThrow(() -> notFound("path " + request.path() + " names no file"));
    for (int i = 0; i < MOST_TRIES; i++) {
      Path root = root();
      Found found = find(root, path);
      if (found.attributes.isDirectory()) {
        return moved(request);
      }
      Optional<FileReply> reply =
          new Selection(config, request, now, boundary).reply(found.file, found.attributes);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new IOException("the file changes all the time: " + request.path());
  }

  /// A file or folder that is there.
  private record Found(Path file, BasicFileAttributes attributes) {}

  // At each request: deployments exchange a link to switch to another folder at once.
  private Path root() throws FailureException {
    try {
      return config.root().toRealPath();
    } catch (IOException e) {
      throw new FailureException(
          Cause.PROXY_CONFIGURATION_ERROR, "files root " + config.root() + ": " + e);
    }
  }

  private Found find(Path root, FilePath path) throws FailureException, IOException {
    try {
      Path asked = root;
      for (String name : path.names().stream().skip(mounted).toList()) {
        asked = asked.resolve(name);
      }
      Found found = existing(root, asked);
      if (!path.slash() && found.attributes.isDirectory()) {
        return found;
      }
      if (path.slash()) {
        found = existing(root, asked.resolve(config.index()));
      }
      if (!found.attributes.isRegularFile()) {
        throw notFound(found.file + " is no file");
      }
      return found;
    } catch (FileSystemException | InvalidPathException e) {
      throw notFound(e.toString());
    }
  }

  private static Found existing(Path root, Path asked) throws FailureException, IOException {
    Path file = asked.toRealPath();
    if (!file.startsWith(root)) {
      throw notFound(asked + " leads out of the folder");
    }
    return new Found(
        file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  // Links in a page are relative to its folder only if the address ends in a slash.
  private static FileReply moved(RequestHead request) {
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    return FileReply.of(RedirectAnswer.of(301, request.path() + "/" + query), request);
  }

  static FailureException notFound(String evidence) {
    return new FailureException(Cause.FILE_NOT_FOUND, evidence);
  }
}
