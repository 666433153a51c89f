package palimpsest.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;
import palimpsest.archive.Archive;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.Training;
import palimpsest.queue.TrainingQueue;

/**
 * The real window, open, on a real archive and queue in a folder. Closing it is what quitting is.
 */
final class OpenBench implements AutoCloseable {

  final Archive archive;
  final TrainingQueue queue;
  final Stage stage;

  /** Opens a window that asks no questions. */
  OpenBench(Path folder, Training training) {
    this(
        folder,
        training,
        SpecDraft.initial(),
        List.of(),
        new Questions(name -> Optional.empty(), old -> Optional.empty()));
  }

  /** Opens a window. */
  OpenBench(
      Path folder, Training training, SpecDraft start, List<Preset> presets, Questions questions) {
    DataFolder data = new DataFolder(folder);
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, training, data);
    stage =
        FxToolkit.get(() -> {
          Stage opened = new Stage();
          Bench bench = new Bench(archive, queue, data, start, presets, false);
          new BenchWindow(opened, bench, questions).show();
          opened.setX(0);
          opened.setY(0);
          opened.setWidth(1000);
          opened.setHeight(900);
          return opened;
        });
    FxToolkit.frame();
  }

  @Override
  public void close() {
    FxToolkit.run(stage::hide);
    queue.close();
    archive.close();
  }
}
