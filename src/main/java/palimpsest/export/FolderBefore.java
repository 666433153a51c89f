package palimpsest.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import palimpsest.problem.Problem;

/**
 * A listing of a folder made before files are written into it, to tell which older files they
 * replaced.
 */
public final class FolderBefore {

  private final Set<String> names;

  private FolderBefore(Set<String> names) {
    this.names = names;
  }

  /**
   * A folder as it is now; it need not be there.
   *
   * @throws Problem if it cannot be looked into
   */
  public static FolderBefore of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new FolderBefore(Set.of());
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new HashSet<>();
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      return new FolderBefore(names);
    } catch (IOException e) {
      throw new Problem("The folder %s cannot be read: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  /** The files written that replaced older ones. */
  public List<Path> replaced(List<Path> written) {
    return written.stream()
        .filter(file -> names.contains(String.valueOf(file.getFileName())))
        .toList();
  }
}
