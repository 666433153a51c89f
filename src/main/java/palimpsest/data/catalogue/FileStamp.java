package palimpsest.data.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import palimpsest.data.Sha256;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** The names, sizes and times of files: what shows, without reading them, that they may differ. */
final class FileStamp {

  /** The depth of folders that readers look into. */
  private static final int DEPTH = 4;

  private FileStamp() {}

  /**
   * The stamp of a file, or of everything in a folder.
   *
   * @throws Problem if it is not there
   */
  static String of(Path path) {
    Map<String, String> stamps = new TreeMap<>();
    try {
      Files.walkFileTree(
          path,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              stamps.put(
                  path.relativize(file).toString(),
                  attributes.size() + " " + attributes.lastModifiedTime());
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      throw new Problem("%s is missing.".formatted(path), e);
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(path, AtomicFile.reason(e)), e);
    }
    StringBuilder text = new StringBuilder();
    stamps.forEach((name, stamp) -> text.append(name).append('\n').append(stamp).append('\n'));
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
