package dev.weir.gateway.files;

import dev.weir.gateway.config.FilesConfig;
import dev.weir.gateway.files.FileBody.Part;
import dev.weir.gateway.message.Coding;
import dev.weir.gateway.message.FailureException;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.status.Cause;
import dev.weir.status.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Which form of a file, and which part of it, one request gets (RFC 9110 sections 12.1, 13 and
/// 14).
///
/// @param now the time of the request
/// @param boundary a text that is in no file
record Selection(FilesConfig config, RequestHead request, Instant now, String boundary) {

  /// A form in which the file is there.
  private record Form(Path file, BasicFileAttributes attributes, Optional<Coding> coding) {
    /// Whether the file is still the one that was looked at.
    boolean remains() throws IOException {
      try {
        BasicFileAttributes later = look(file);
        return later.size() == attributes.size()
            && later.lastModifiedTime().equals(attributes.lastModifiedTime())
            && Objects.equals(later.fileKey(), attributes.fileKey());
      } catch (NoSuchFileException gone) {
        return false;
      }
    }
  }

  /// The answer.
  ///
  /// @param file its true path
  /// @return empty if the file was exchanged meanwhile, so that all has to be asked again
  Optional<FileReply> reply(Path file, BasicFileAttributes attributes)
      throws FailureException, IOException {
    Map<Coding, Form> coded = config.precompressed() ? coded(file, attributes) : Map.of();
    Form form =
        Coding.wanted(request.fields().joined("accept-encoding")).stream()
            .filter(coded::containsKey)
            .findFirst()
            .map(coded::get)
            .orElseGet(() -> new Form(file, attributes, Optional.empty()));
    Version version = Version.of(form.attributes, form.coding, now);
    Preconditions preconditions = new Preconditions(request.fields(), version, now);
    preconditions.check();
    Fields common = common(version, !coded.isEmpty());
    if (preconditions.unchanged()) {
      return Optional.of(FileReply.of(304, common, FileBody.none()));
    }
    form.coding.ifPresent(coding -> common.add("content-encoding", coding.token()));
    common.add("last-modified", HttpDate.text(version.modified()));
    common.add("accept-ranges", "bytes");
    common.add("x-content-type-options", "nosniff");
    return content(
        form, MediaTypes.of(file.getFileName().toString()), common, parts(form, preconditions));
  }

  // What every answer has, one that says that nothing changed included (section 15.4.5).
  private Fields common(Version version, boolean negotiated) {
    Fields fields = new Fields();
    fields.add("etag", version.tag());
    config.cacheControl().ifPresent(value -> fields.add("cache-control", value));
    if (negotiated) {
      fields.add("vary", "Accept-Encoding");
    }
    return fields;
  }

  private static Map<Coding, Form> coded(Path file, BasicFileAttributes attributes)
      throws IOException {
    Map<Coding, Form> coded = new EnumMap<>(Coding.class);
    for (Coding coding : Coding.values()) {
      coded(file, attributes, coding).ifPresent(form -> coded.put(coding, form));
    }
    return coded;
  }

  // One that is older than the file was made of an older one.
  private static Optional<Form> coded(Path file, BasicFileAttributes attributes, Coding coding)
      throws IOException {
    Path sibling = file.resolveSibling(file.getFileName() + coding.ending());
    try {
      BasicFileAttributes its = look(sibling);
      boolean usable =
          its.isRegularFile()
              && its.lastModifiedTime().compareTo(attributes.lastModifiedTime()) >= 0
              && Files.isReadable(sibling);
      return usable ? Optional.of(new Form(sibling, its, Optional.of(coding))) : Optional.empty();
    } catch (FileSystemException none) {
      return Optional.empty();
    }
  }

  private Optional<List<ByteRange>> parts(Form form, Preconditions preconditions)
      throws FailureException {
    String range = request.fields().joined("range");
    if (range.isEmpty() || request.method() != Method.GET || !preconditions.partsFit()) {
      return Optional.empty();
    }
    long size = form.attributes.size();
    Optional<List<ByteRange>> parts = ByteRange.of(range, size);
    if (parts.filter(List::isEmpty).isPresent()) {
      String evidence = range + " (expected: within " + size + " bytes)";
      throw new FailureException(
          Failure.of(Cause.RANGE_NOT_SATISFIABLE, evidence)
              .with("content-range", "bytes */" + size));
    }
    return parts;
  }

  private Optional<FileReply> content(
      Form form, String type, Fields fields, Optional<List<ByteRange>> parts)
      throws FailureException, IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(form.file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw FileFolder.notFound(e.toString());
    }
    try {
      if (!form.remains()) {
        channel.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    FileBody body = body(channel, form.attributes.size(), type, fields, parts);
    fields.add("content-length", Long.toString(body.length()));
    if (request.method() == Method.HEAD) {
      body.close();
      body = FileBody.none();
    }
    return Optional.of(FileReply.of(parts.isPresent() ? 206 : 200, fields, body));
  }

  private FileBody body(
      FileChannel channel, long size, String type, Fields fields, Optional<List<ByteRange>> asked) {
    List<ByteRange> parts = asked.orElseGet(() -> List.of(new ByteRange(0, size - 1)));
    if (parts.size() == 1) {
      fields.add("content-type", type);
      if (asked.isPresent()) {
        fields.add("content-range", contentRange(parts.getFirst(), size));
      }
      return new FileBody(channel, List.of(Part.of(parts.getFirst())));
    }
    fields.add("content-type", "multipart/byteranges; boundary=" + boundary);
    List<Part> bodies = new ArrayList<>();
    String lineEnd = "";
    for (ByteRange part : parts) {
      bodies.add(
          Part.text(
              lineEnd
                  + "--"
                  + boundary
                  + "\r\ncontent-type: "
                  + type
                  + "\r\ncontent-range: "
                  + contentRange(part, size)
                  + "\r\n\r\n"));
      bodies.add(Part.of(part));
      lineEnd = "\r\n";
    }
    bodies.add(Part.text("\r\n--" + boundary + "--\r\n"));
    return new FileBody(channel, bodies);
  }

  private static String contentRange(ByteRange part, long size) {
    return "bytes " + part.first() + "-" + part.last() + "/" + size;
  }

  private static BasicFileAttributes look(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
