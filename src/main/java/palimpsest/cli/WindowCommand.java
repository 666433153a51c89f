package palimpsest.cli;

import palimpsest.problem.Problem;
import picocli.CommandLine.Command;

/** Opens the window. */
@Command(name = "window", description = "Opens the window.", mixinStandardHelpOptions = true)
final class WindowCommand implements Runnable {

  private final Surroundings surroundings;

  WindowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    if (!surroundings.screen()) {
      throw new Problem(
          "There is no screen to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set."
              + " \"run\" trains in the terminal.");
    }
    surroundings.window().run();
  }
}
