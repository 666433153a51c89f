package palimpsest;

import java.util.List;
import java.util.Locale;
import palimpsest.archive.Archive;
import palimpsest.bench.ArchiveOpener;
import palimpsest.bench.BenchApplication;
import palimpsest.bench.setup.DataFolder;
import palimpsest.cli.CliContext;
import palimpsest.cli.Commands;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.machine.Installation;
import palimpsest.machine.Restart;
import palimpsest.machine.TemporaryFolder;
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
    // The program speaks English, so its numbers and dates do too, and files look alike everywhere.
    // Both categories: PrintWriter's printf goes by the general one.
    Locale.setDefault(Locale.UK);
    attempt(TemporaryFolder::ensure);
    attempt(Installation::begin);
    attempt(Main::preferTorch);
    Restart restart = new Restart();
    int code = Commands.run(CliContext.real(() -> openWindow(restart)), args);
    if (restart.isWanted()) {
      Restart.begin(Main.class.getName(), List.of(args));
    }
    Installation.end();
    System.exit(code);
  }

  /**
   * Does one thing of the start; a problem with it is said, and keeps nothing else from being done.
   */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (Problem problem) {
      System.err.println(problem.getMessage());
    }
  }

  /** The PyTorch that was chosen is said before anything loads one. */
  private static void preferTorch() {
    TorchFile file = TorchFile.here();
    file.read().ifPresent(TorchSetup::prefer);
    file.leftIn(Archive.defaultFolder()).ifPresent(System.err::println);
  }

  private static void openWindow(Restart restart) {
    DataFolder data =
        new DataFolder(Catalogue.root(null), System.getenv(Catalogue.ROOT_VARIABLE) == null);
    // The window opens the archive when it is on the screen; what it opened is closed when it has
    // gone, so that the user does not see the last checkpoint being written.
    try (ArchiveOpener opening =
        new ArchiveOpener(
            Archive.defaultFolder(),
            Experiment::run,
            data,
            Main::firstDraft,
            Presets::all,
            restart)) {
      BenchApplication.launch(opening);
    }
  }

  private static SpecDraft firstDraft() {
    return Presets.named(Presets.FORM).drafts().getFirst();
  }
}
