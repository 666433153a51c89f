package palimpsest.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.file.AtomicFile;
import palimpsest.file.Folders;
import palimpsest.problem.Problem;

/** This machine, which has the cluster's commands and the shared folder. */
final class LocalHost implements Host {

  @Override
  public String name() {
    return "";
  }

  @Override
  public Output run(List<String> command, String input) {
    return HostProcess.run(command, in -> in.write(input.getBytes(StandardCharsets.UTF_8))).text();
  }

  @Override
  public String makeFolder(String folder) {
    Path path = Path.of(System.getProperty("user.home")).resolve(folder).normalize();
    try {
      return Files.createDirectories(path).toAbsolutePath().toString();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(path, e);
    }
  }

  @Override
  public void write(String folder, Map<String, byte[]> files) {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Path.of(folder).resolve(file.getKey());
      try {
        Files.createDirectories(path.resolveSibling("."));
      } catch (IOException e) {
        throw AtomicFile.cannotWrite(path, e);
      }
      AtomicFile.write(path, out -> out.write(file.getValue()));
    }
  }

  @Override
  public void delete(String folder) {
    try {
      Folders.delete(Path.of(folder));
    } catch (IOException e) {
      throw new Problem(
          "The folder %s cannot be deleted: %s.".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  @Override
  public Map<String, Long> sizes(String folder) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    try (DirectoryStream<Path> runs =
        Files.newDirectoryStream(Path.of(folder), Files::isDirectory)) {
      for (Path run : runs) {
        try (DirectoryStream<Path> events = Files.newDirectoryStream(run, "events-*.jsonl")) {
          for (Path file : events) {
            sizes.put(run.getFileName() + "/" + file.getFileName(), Files.size(file));
          }
        } catch (NoSuchFileException | AccessDeniedException e) {
          // One folder that is gone, or is not ours, is no reason to see none of the others.
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw cannotRead(folder, e);
    }
    return sizes;
  }

  @Override
  public List<byte[]> read(List<Part> parts) {
    List<byte[]> all = new ArrayList<>();
    for (Part part : parts) {
      try (FileChannel channel = FileChannel.open(Path.of(part.file()))) {
        ByteBuffer bytes = ByteBuffer.allocate(part.count());
        while (bytes.hasRemaining() && channel.read(bytes, part.from() + bytes.position()) >= 0) {
          // A read may bring less than was asked for.
        }
        all.add(Arrays.copyOf(bytes.array(), bytes.position()));
      } catch (IOException e) {
        throw cannotRead(part.file(), e);
      }
    }
    return all;
  }

  @Override
  public Path fetch(String file, Path copy) {
    Path here = Path.of(file);
    if (!Files.exists(here)) {
      throw new Problem("%s is not there yet, or no longer.".formatted(file));
    }
    return here;
  }

  @Override
  public void close() {}

  private static Problem cannotRead(String file, Exception e) {
    return new Problem("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
  }
}
