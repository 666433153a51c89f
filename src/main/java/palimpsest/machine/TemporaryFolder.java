package palimpsest.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import palimpsest.problem.Problem;

/** The folder into which libraries unpack what they load, which must be there before they start. */
public final class TemporaryFolder {

  private static final String PROPERTY = "java.io.tmpdir";

  private TemporaryFolder() {}

  /**
   * Has this process use a folder in the user's cache if the system's temporary folder is missing
   * or cannot be written. To be called before any library is loaded.
   *
   * @throws Problem if that cannot be used either
   */
  public static void ensure() {
    String named = System.getProperty(PROPERTY, "");
    replacement(named, UserFolders.here().cache().resolve("tmp"))
        .ifPresent(own -> System.setProperty(PROPERTY, own.toString()));
  }

  /** The folder to use in place of another, made if need be; empty if that can be used. */
  static Optional<Path> replacement(String named, Path own) {
    if (isUsable(named)) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new Problem(
          "Neither the temporary folder %s nor %s can be written. Make one of them, or name another in TMPDIR."
              .formatted(named, own),
          e);
    }
    return Optional.of(own);
  }

  private static boolean isUsable(String named) {
    if (named.isBlank()) {
      return false;
    }
    try {
      Path folder = Path.of(named);
      return Files.isDirectory(folder) && Files.isWritable(folder);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
