package palimpsest.cli;

import palimpsest.machine.Screen;
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
    Screen screen = surroundings.screen();
    if (!screen.isPresent()) {
      throw new Problem(screen.sentence() + " \"run\" trains in the terminal.");
    }
    surroundings.window().run();
  }
}
