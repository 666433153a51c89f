package palimpsest;

import java.util.Locale;
import palimpsest.cli.Commands;
import palimpsest.cli.Surroundings;
import palimpsest.problem.Problem;

/** Starts the program: the window where there is a screen, else the terminal. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param args the command line; see {@link Commands}
   */
  public static void main(String[] args) {
    // The program speaks English, so its numbers do too, and files look alike everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    System.exit(Commands.run(Surroundings.real(Main::openWindow), args));
  }

  private static void openWindow() {
    throw new Problem("The window is not built in yet; \"run\" trains in the terminal.");
  }
}
