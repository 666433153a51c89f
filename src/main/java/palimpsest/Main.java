package palimpsest;

import java.util.List;
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
import palimpsest.machine.Installation;
import palimpsest.machine.Restart;
import palimpsest.machine.TorchFile;
import palimpsest.machine.TorchSetup;
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
    Installation.begin();
    preferTorch();
    Restart restart = new Restart();
    int code = Commands.run(Surroundings.real(() -> openWindow(restart)), args);
    if (restart.isWanted()) {
      Restart.begin(Main.class.getName(), List.of(args));
    }
    Installation.end();
    System.exit(code);
  }

  /** The PyTorch that was chosen is said before anything loads one. */
  private static void preferTorch() {
    try {
      new TorchFile(Archive.defaultFolder()).read().ifPresent(TorchSetup::prefer);
    } catch (Problem problem) {
      System.err.println(problem.getMessage());
    }
  }

  private static void openWindow(Restart restart) {
    DataFolder data = new DataFolder(Catalogue.root(null));
    // The window opens the archive when it is on the screen; what it opened is closed when it has
    // gone, so that nobody sees the last checkpoint being written.
    try (Opening opening =
        new Opening(
            Archive.defaultFolder(),
            Experiment::run,
            data,
            Main::firstDraft,
            Presets::all,
            restart)) {
      Bench.launch(opening);
    }
  }

  private static SpecDraft firstDraft() {
    return SpecDraft.of(Presets.named("natural-replay").runs().getFirst());
  }
}
