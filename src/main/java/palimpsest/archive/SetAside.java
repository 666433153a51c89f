package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** Moves obstructing files to a name beside them rather than deleting them. */
final class SetAside {

  private SetAside() {}

  /**
   * Moves a file or a folder to the first free name of the form {@code NAME.set-aside-1}.
   *
   * @return its new path
   * @throws Problem if it cannot be moved
   */
  static Path move(Path path) {
    try {
      for (int number = 1; ; number++) {
        Path free = path.resolveSibling("%s.set-aside-%d".formatted(path.getFileName(), number));
        if (!Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
          return Files.move(path, free);
        }
      }
    } catch (IOException e) {
      throw new Problem(
          "%s is in the way and cannot be moved aside: %s.".formatted(path, AtomicFile.reason(e)),
          e);
    }
  }
}
