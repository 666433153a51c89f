package palimpsest.machine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import palimpsest.problem.Problem;

/**
 * Where each system wants a program to keep what is a user's.
 *
 * @param data what must not be lost
 * @param cache what can be fetched again
 */
public record UserFolders(Path data, Path cache) {

  /** The folders of the user who runs this process. */
  public static UserFolders here() {
    return of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
  }

  /**
   * The folders of a user.
   *
   * @param system name of the operating system
   * @param home the user's home folder
   * @param environment environment variables
   * @throws Problem if a variable names no path
   */
  public static UserFolders of(String system, String home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      Path own =
          named(environment, "LOCALAPPDATA", Path.of(home, "AppData", "Local"))
              .resolve("Palimpsest");
      return new UserFolders(own, own.resolve("cache"));
    }
    if (name.startsWith("mac")) {
      Path library = Path.of(home, "Library");
      return new UserFolders(
          library.resolve("Application Support").resolve("Palimpsest"),
          library.resolve("Caches").resolve("Palimpsest"));
    }
    return new UserFolders(
        named(environment, "XDG_DATA_HOME", Path.of(home, ".local", "share")).resolve("palimpsest"),
        named(environment, "XDG_CACHE_HOME", Path.of(home, ".cache")).resolve("palimpsest"));
  }

  /**
   * The folder that an environment variable names.
   *
   * @param otherwise the folder if it is not set
   * @throws Problem if it names no path
   */
  public static Path named(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      return otherwise;
    }
    try {
      return Path.of(value.strip());
    } catch (InvalidPathException e) {
      throw new Problem(
          "The environment variable %s is \"%s\", but must be the path of a folder."
              .formatted(variable, value),
          e);
    }
  }
}
