package palimpsest.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.stage.Stage;
import palimpsest.archive.Archive;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.Theme;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.SpecDraft;
import palimpsest.machine.Restart;
import palimpsest.queue.TrainingQueue;
import palimpsest.site.Cluster;
import palimpsest.site.SweepQueue;

/**
 * The real window, open, on a real archive and queue in a folder. Closing it is what quitting is.
 */
final class OpenBench implements AutoCloseable {

  private final ArchiveOpener opening;
  final Archive archive;
  final TrainingQueue queue;
  final SweepQueue sweeps;
  final Stage stage;
  final BenchWindow window;

  private OpenBench(Plan plan) {
    opening =
        new ArchiveOpener(
            plan.folder.resolve("archive"),
            plan.runExecutor,
            plan.data,
            () -> plan.start,
            () -> plan.presets,
            new Restart(),
            plan.sweeps);
    BenchServices bench = plan.change.apply(opening.open(plan.settings));
    archive = bench.archive();
    queue = bench.queue();
    sweeps = bench.sweeps();
    stage = FxToolkit.get(Stage::new);
    window =
        FxToolkit.get(() -> {
          BenchWindow made = new BenchWindow(stage, bench, plan.fileDialogs);
          made.show();
          stage.setX(0);
          stage.setY(0);
          stage.setWidth(plan.width);
          stage.setHeight(plan.height);
          return made;
        });
    opening.beforeClosing(window::finishWork);
    FxToolkit.frame();
  }

  /** A window in a folder, which also has its images; what else is not said is as usual. */
  static Plan in(Path folder) {
    return new Plan(folder);
  }

  /** Settings of a window that is light whatever the machine is, and shows no welcome. */
  static Settings settings() {
    Settings settings = new Settings();
    settings.greetedProperty().set(true);
    settings.themeProperty().set(Theme.LIGHT);
    return settings;
  }

  @Override
  public void close() {
    FxToolkit.run(stage::hide);
    opening.close();
  }

  /** How a window is to be opened. */
  static final class Plan {

    private final Path folder;
    private RunExecutor runExecutor = new ScriptedTraining();
    private SpecDraft start = SpecDraft.initial();
    private List<Preset> presets = List.of();
    private FileDialogs fileDialogs =
        new FileDialogs(name -> Optional.empty(), old -> Optional.empty());
    private DataFolder data;
    private Settings settings = OpenBench.settings();
    private Function<Archive, SweepQueue> sweeps = SweepQueue::new;
    private UnaryOperator<BenchServices> change = UnaryOperator.identity();
    private int width = 1000;
    private int height = 900;

    private Plan(Path folder) {
      this.folder = folder;
      data = new DataFolder(folder);
    }

    Plan training(RunExecutor other) {
      runExecutor = other;
      return this;
    }

    Plan start(SpecDraft other) {
      start = other;
      return this;
    }

    Plan presets(List<Preset> others) {
      presets = others;
      return this;
    }

    Plan questions(FileDialogs others) {
      fileDialogs = others;
      return this;
    }

    Plan data(DataFolder other) {
      data = other;
      return this;
    }

    Plan settings(Settings others) {
      settings = others;
      return this;
    }

    /** Reaches every cluster so. */
    Plan reaching(Supplier<Cluster> cluster) {
      sweeps = archive -> new SweepQueue(archive, (address, values) -> cluster.get(), 10);
      return this;
    }

    /** Gives the window something else than what was opened. */
    Plan with(UnaryOperator<BenchServices> other) {
      change = other;
      return this;
    }

    Plan size(int wide, int high) {
      width = wide;
      height = high;
      return this;
    }

    OpenBench open() {
      return new OpenBench(this);
    }
  }
}
