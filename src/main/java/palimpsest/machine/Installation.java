package palimpsest.machine;

import java.nio.file.Path;
import java.util.Optional;

/** Whether the program was installed, with a runtime of its own, or runs out of a build. */
public final class Installation {

  /** Set by the launcher that jpackage makes. */
  private static final String LAUNCHER = "jpackage.app-path";

  private Installation() {}

  /** The installed program's launcher; empty if it runs out of a build. */
  public static Optional<Path> launcher() {
    return Optional.ofNullable(System.getProperty(LAUNCHER))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }

  /**
   * What to type for a command of the program, as it was started.
   *
   * @param command the command, such as {@code doctor}
   */
  public static String typed(String command) {
    return launcher().isPresent()
        ? "palimpsest " + command
        : "mvn -q -Dargs=\"%s\"".formatted(command);
  }
}
