package palimpsest.machine;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import palimpsest.problem.Problem;

/** Starts the program once more when this process has let go of everything. */
public final class Restart {

  private final AtomicBoolean wanted = new AtomicBoolean();

  /** Not wanted yet. */
  public Restart() {}

  /** Wants it. */
  public void ask() {
    wanted.set(true);
  }

  /** Whether a restart was requested. */
  public boolean isWanted() {
    return wanted.get();
  }

  /**
   * Starts the program once more, in the same terminal and environment.
   *
   * @param main the program's main class
   * @param args its arguments
   * @throws Problem if the system refuses
   */
  public static void begin(String main, List<String> args) {
    List<String> command = command(main, args);
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    // By this the launcher would take the new process for its own second half.
    process.environment().remove("_JPACKAGE_LAUNCHER");
    try {
      process.start();
    } catch (IOException e) {
      throw new Problem(
          "The program could not be started again (%s). Start it by hand: the queue continues."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** The command line that starts the program as this process was started, from any folder. */
  public static List<String> command(String main, List<String> args) {
    List<String> command = new ArrayList<>();
    Installation.launcher()
        .ifPresentOrElse(
            launcher -> command.add(launcher.toString()),
            () -> {
              command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
              command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
              command.addAll(List.of("-cp", classPath(), main));
            });
    command.addAll(args);
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
