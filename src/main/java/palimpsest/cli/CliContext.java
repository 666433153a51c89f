package palimpsest.cli;

import java.util.function.Supplier;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.RunExecutor;
import palimpsest.machine.Screen;

/**
 * The environment of the commands: terminal, training, window and search for a screen.
 *
 * @param terminal the terminal they print to
 * @param runExecutor trains the runs
 * @param window opens the window and returns when it is closed
 * @param search looks for a screen to open it on
 */
public record CliContext(
    Terminal terminal, RunExecutor runExecutor, Runnable window, Supplier<Screen> search) {

  /**
   * The real ones.
   *
   * @param window opens the window and returns when it is closed
   */
  public static CliContext real(Runnable window) {
    return new CliContext(Terminal.system(), Experiment::run, window, Screen::here);
  }

  /** The screen, searched for again. */
  Screen screen() {
    return search.get();
  }
}
