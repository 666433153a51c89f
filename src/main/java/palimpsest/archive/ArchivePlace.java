package palimpsest.archive;

import java.nio.file.Path;
import java.util.Map;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/** The default location of the archive: the user's data folder, unless configured otherwise. */
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
    return named.isBlank()
        ? UserFolders.of(system, home, environment).data()
        : UserFolders.named(environment, VARIABLE, Path.of(""));
  }
}
