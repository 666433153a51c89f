package palimpsest.cli;

import palimpsest.machine.Screen;
import palimpsest.problem.Problem;
import picocli.CommandLine.Command;

/** Opens the window. */
@Command(name = "window", description = "Opens the window.", mixinStandardHelpOptions = true)
final class WindowCommand implements Runnable {

  private final CliContext context;

  WindowCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    Screen screen = context.screen();
    if (!screen.isPresent()) {
      throw new Problem(screen.sentence() + " \"run\" trains in the terminal.");
    }
    context.window().run();
  }
}
