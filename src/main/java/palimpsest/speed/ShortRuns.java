package palimpsest.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.archive.Archive;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.SpecDraft;
import palimpsest.file.Folders;
import palimpsest.learning.TaskLength;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;
import palimpsest.strategy.Strategies;

/**
 * A grid of short runs, as it is queued in the window or the terminal: each run opens its images
 * and its network, trains, is evaluated and written into an archive.
 */
final class ShortRuns implements Work {

  /** The number of runs in the grid. */
  static final int RUNS = 40;

  private final Path folder;
  private final Archive archive;
  private final TrainingQueue queue;
  private final List<ExperimentSpec> specs;
  private volatile String trouble = "";

  /**
   * A grid, with a new archive in a temporary folder.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:1}
   */
  ShortRuns(String device) {
    specs = IntStream.rangeClosed(1, RUNS).mapToObj(seed -> spec(device, seed)).toList();
    try {
      folder = Files.createTempDirectory("palimpsest-speed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, Experiment::run, () -> folder.resolve("data"));
    queue.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Failed(String reason)) {
              trouble = reason;
            }
          }

          @Override
          public void onError(long run, String sentence) {
            trouble = sentence;
          }

          @Override
          public void queueChanged() {}
        });
  }

  private static ExperimentSpec spec(String device, int seed) {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "glyphs")
        .with(DataSettings.TRAIN_LIMIT, "400")
        .with(DataSettings.TEST_LIMIT, "200")
        .with(Strategies.ALL.choice(), Strategies.REPLAY.key())
        .with(TaskLength.EPOCHS, "1")
        .with(TaskLength.BATCH_SIZE, "10")
        .with(CommonSettings.OBSERVE_FISHER, "false")
        .with(CommonSettings.DEVICE, device)
        .with(CommonSettings.SEED, Integer.toString(seed))
        .toSpec();
  }

  @Override
  public void run() {
    queue.add(specs);
    try {
      queue.awaitIdle();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (!trouble.isEmpty()) {
      throw new IllegalStateException(trouble);
    }
  }

  @Override
  public void close() {
    queue.close();
    archive.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
