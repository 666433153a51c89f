package palimpsest.bench;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.Training;
import palimpsest.problem.Problem;
import palimpsest.queue.TrainingQueue;

/**
 * The archive and the queue of a window, which are opened after the window has appeared and closed
 * after it has gone, so that nobody waits for them.
 */
public final class Opening implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Opening.class.getName());

  /** Deleted runs can be brought back for so long. */
  private static final Duration TRASH = Duration.ofDays(30);

  private final Path folder;
  private final Training training;
  private final DataFolder data;
  private final SpecDraft start;
  private final List<Preset> presets;
  private @Nullable Archive archive;
  private @Nullable TrainingQueue queue;
  private @Nullable Settings settings;
  private Runnable beforeClosing = () -> {};
  private boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param folder the archive's
   * @param training how runs are trained
   * @param data the folder of image sets
   * @param start what the form says at first
   * @param presets what the form offers
   */
  public Opening(
      Path folder, Training training, DataFolder data, SpecDraft start, List<Preset> presets) {
    this.folder = folder;
    this.training = training;
    this.data = data;
    this.start = start;
    this.presets = List.copyOf(presets);
  }

  /** The archive's folder. */
  Path folder() {
    return folder;
  }

  /**
   * Opens archive and queue. Takes a while.
   *
   * @throws palimpsest.problem.Problem if nothing in the archive can be read
   */
  synchronized Bench open(Settings settings) {
    if (closed) {
      throw new IllegalStateException("the window has been closed");
    }
    this.settings = settings;
    Archive opened = Archive.open(folder);
    archive = opened;
    purge(opened);
    TrainingQueue made =
        new TrainingQueue(opened, training, data, settings.checkpointSecondsProperty().get());
    queue = made;
    return new Bench(opened, made, data, start, presets, settings);
  }

  /** What cannot be deleted is no reason not to open. */
  private static void purge(Archive opened) {
    if (opened.isWritable()) {
      try {
        opened.purge(TRASH);
      } catch (Problem problem) {
        LOG.log(Level.WARNING, problem.getMessage());
      }
    }
  }

  /**
   * Has something done before the archive is closed, such as finishing what was begun in the
   * background.
   */
  synchronized void beforeClosing(Runnable work) {
    beforeClosing = work;
  }

  /** Leaves the run under way at a checkpoint, closes the archive and writes the settings. */
  @Override
  public synchronized void close() {
    closed = true;
    beforeClosing.run();
    if (settings != null && archive != null && archive.isWritable()) {
      try {
        new SettingsFile(folder).write(settings.write());
      } catch (Problem problem) {
        LOG.log(Level.WARNING, problem.getMessage());
      }
    }
    if (queue != null) {
      queue.close();
      queue = null;
    }
    if (archive != null) {
      archive.close();
      archive = null;
    }
  }
}
