package palimpsest.machine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import palimpsest.problem.Problem;

/**
 * The folders for a user's data, as each operating system defines them.
 *
 * @param data the folder for data that must not be lost
 * @param cache the folder for data that can be downloaded again
 * @param settings the folder for choices about the code to load, such as the chosen PyTorch; never
 *     inside an archive, which holds only the settings of the window
 */
public record UserFolders(Path data, Path cache, Path settings) {

  private static final String SETTINGS = "palimpsest.settings";

  /**
   * The folders of the user who runs this process; the system property {@value #SETTINGS} names
   * another folder of settings.
   */
  public static UserFolders here() {
    UserFolders usual =
        of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
    String named = System.getProperty(SETTINGS, "");
    return named.isBlank()
        ? usual
        : new UserFolders(usual.data(), usual.cache(), Path.of(named).toAbsolutePath());
  }

  /**
   * The folder for lists of the user's own things, which is that of data; the system property
   * {@value #SETTINGS} names another one for them, too.
   */
  public static Path lists() {
    return System.getProperty(SETTINGS, "").isBlank() ? here().data() : here().settings();
  }

  /**
   * The folders of a user.
   *
   * @param system name of the operating system
   * @param home the user's home folder
   * @param environment environment variables
   * @throws Problem if a variable names no path, or the user has no home folder
   */
  public static UserFolders of(String system, String home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      Path local =
          base(environment, "LOCALAPPDATA", home, "AppData", "Local").resolve("Palimpsest");
      Path roaming = base(environment, "APPDATA", home, "AppData", "Roaming").resolve("Palimpsest");
      return new UserFolders(local, local.resolve("cache"), roaming);
    }
    if (name.startsWith("mac")) {
      Path library = home(home).resolve("Library");
      return new UserFolders(
          library.resolve("Application Support").resolve("Palimpsest"),
          library.resolve("Caches").resolve("Palimpsest"),
          library.resolve("Preferences").resolve("Palimpsest"));
    }
    return new UserFolders(
        base(environment, "XDG_DATA_HOME", home, ".local", "share").resolve("palimpsest"),
        base(environment, "XDG_CACHE_HOME", home, ".cache").resolve("palimpsest"),
        base(environment, "XDG_CONFIG_HOME", home, ".config").resolve("palimpsest"));
  }

  /** A relative path would make the folder that the program is started in decide. */
  private static Path base(
      Map<String, String> environment, String variable, String home, String... otherwise) {
    Path named = named(environment, variable, Path.of(""));
    return named.isAbsolute() ? named : home(home).resolve(Path.of("", otherwise));
  }

  private static Path home(String home) {
    try {
      Path path = Path.of(home);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // It is none, as below.
    }
    throw new Problem(
        ("This account has no home folder: it is \"%s\", but must be an absolute path. Set HOME to"
                + " one, and PALIMPSEST_ARCHIVE to the folder of the archive.")
            .formatted(home));
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
