package palimpsest.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way the program was installed: as a package with its own runtime, or run from a build. */
public final class Installation {

  /** Set by the launcher that jpackage makes. */
  private static final String LAUNCHER = "jpackage.app-path";

  private static final System.Logger LOG = System.getLogger(Installation.class.getName());

  private Installation() {}

  /** The installed program's launcher; empty if it runs out of a build. */
  public static Optional<Path> launcher() {
    return Optional.ofNullable(System.getProperty(LAUNCHER))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }

  /**
   * The command line for a command of the program, as the program was started.
   *
   * @param command the command, such as {@code doctor}
   */
  public static String typed(String command) {
    return launcher().isPresent()
        ? "palimpsest " + command
        : "mvn -q -Dargs=\"%s\"".formatted(command);
  }

  /** Keeps libraries from leaving files in the user's home; to be called before any is loaded. */
  public static void begin() {
    if (launcher().isEmpty()) {
      return;
    }
    if (System.getProperty("jna.tmpdir") == null) {
      System.setProperty("jna.tmpdir", System.getProperty("java.io.tmpdir"));
    }
    // Also if the program is ended from outside.
    Runtime.getRuntime().addShutdownHook(new Thread(Installation::end, "font notes"));
  }

  /** Takes away what Java noted about fonts: they are gone when the program is removed. */
  public static void end() {
    if (launcher().isPresent()) {
      removeFontNotes(
          Path.of(System.getProperty("user.home"), ".java"), System.getProperty("java.version"));
    }
  }

  /** Removes the notes of one version, and the folders around them if nothing else is in them. */
  static void removeFontNotes(Path java, String version) {
    Path fonts = java.resolve("fonts");
    try (Stream<Path> notes = Files.list(fonts.resolve(version))) {
      for (Path note :
          notes.filter(file -> file.getFileName().toString().startsWith("fcinfo")).toList()) {
        Files.delete(note);
      }
      for (Path folder : List.of(fonts.resolve(version), fonts, java)) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      // There are none, or another program's are beside them.
      LOG.log(System.Logger.Level.DEBUG, "Font notes stay.", e);
    }
  }
}
