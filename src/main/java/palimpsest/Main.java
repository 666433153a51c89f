package palimpsest;

import java.util.Locale;
import palimpsest.archive.Archive;
import palimpsest.bench.Bench;
import palimpsest.bench.Opening;
import palimpsest.bench.setup.DataFolder;
import palimpsest.cli.Commands;
import palimpsest.cli.Surroundings;
import palimpsest.data.Catalogue;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;

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
    DataFolder data = new DataFolder(Catalogue.root(null));
    // The window opens the archive when it is on the screen; what it opened is closed when it has
    // gone, so that nobody sees the last checkpoint being written.
    try (Opening opening =
        new Opening(
            Archive.defaultFolder(), Experiment::run, data, Main::firstDraft, Presets::all)) {
      Bench.launch(opening);
    }
  }

  private static SpecDraft firstDraft() {
    return SpecDraft.of(Presets.named("natural-replay").runs().getFirst());
  }
}
