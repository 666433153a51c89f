package palimpsest.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import palimpsest.archive.Archive;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.Theme;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.Training;
import palimpsest.queue.TrainingQueue;

/**
 * The real window, open, on a real archive and queue in a folder. Closing it is what quitting is.
 */
final class OpenBench implements AutoCloseable {

  private final Opening opening;
  final Archive archive;
  final TrainingQueue queue;
  final Stage stage;
  final BenchWindow window;

  /** Opens a window that asks no questions. */
  OpenBench(Path folder, Training training) {
    this(folder, training, SpecDraft.initial(), List.of());
  }

  /** Opens a window that asks no questions, with a form and presets. */
  OpenBench(Path folder, Training training, SpecDraft start, List<Preset> presets) {
    this(
        folder,
        training,
        start,
        presets,
        new Questions(name -> Optional.empty(), old -> Optional.empty()));
  }

  /** Opens a window whose images lie in the same folder. */
  OpenBench(
      Path folder, Training training, SpecDraft start, List<Preset> presets, Questions questions) {
    this(folder, training, start, presets, questions, new DataFolder(folder));
  }

  /** Opens a window. */
  OpenBench(
      Path folder,
      Training training,
      SpecDraft start,
      List<Preset> presets,
      Questions questions,
      DataFolder data) {
    opening = new Opening(folder.resolve("archive"), training, data, () -> start, () -> presets);
    Bench bench = opening.open(settings());
    archive = bench.archive();
    queue = bench.queue();
    stage = FxToolkit.get(Stage::new);
    window =
        FxToolkit.get(() -> {
          BenchWindow made = new BenchWindow(stage, bench, questions);
          made.show();
          stage.setX(0);
          stage.setY(0);
          stage.setWidth(1000);
          stage.setHeight(900);
          return made;
        });
    opening.beforeClosing(window::finishWork);
    FxToolkit.frame();
  }

  /** Settings of a window that is light whatever the machine is, and greets nobody. */
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
}
