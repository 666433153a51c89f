package palimpsest.archive;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import palimpsest.problem.Problem;

/** Where each system wants a program's data. */
final class ArchivePlace {

  /** The environment variable that names another folder. */
  static final String VARIABLE = "PALIMPSEST_ARCHIVE";

  private ArchivePlace() {}

  /**
   * The folder of the archive.
   *
   * @param system name of the operating system
   * @param home the user's home folder
   * @param environment environment variables
   * @throws Problem if a variable names no path
   */
  static Path of(String system, String home, Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return path(VARIABLE, named);
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String data = environment.getOrDefault("LOCALAPPDATA", "");
      Path parent = data.isBlank() ? Path.of(home, "AppData", "Local") : path("LOCALAPPDATA", data);
      return parent.resolve("Palimpsest");
    }
    if (name.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", "Palimpsest");
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path parent = data.isBlank() ? Path.of(home, ".local", "share") : path("XDG_DATA_HOME", data);
    return parent.resolve("palimpsest");
  }

  private static Path path(String variable, String value) {
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
