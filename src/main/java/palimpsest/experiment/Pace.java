package palimpsest.experiment;

import palimpsest.data.Scenario;
import palimpsest.learning.Tally;

/** How fast a run goes, and how long it will take. */
final class Pace {

  /** How much the latest batch counts in the images per second that are shown. */
  private static final double FRESHNESS = 0.1;

  private final int tasks;
  private final int epochs;
  private final double[] imagesBefore;
  private final long start = System.nanoTime();
  private long lastBatch = start;
  private double imagesPerSecond = Double.NaN;
  private double doneAtStart;

  Pace(ExperimentSpec spec, Scenario scenario) {
    tasks = scenario.tasks().size();
    epochs = spec.epochs();
    imagesBefore = new double[tasks + 1];
    for (int task = 0; task < tasks; task++) {
      imagesBefore[task + 1] =
          imagesBefore[task] + (double) epochs * scenario.tasks().get(task).training().size();
    }
  }

  /** Counts the time left from a place on, where the run begins or goes on. */
  void startsAt(Checkpoint.Place place) {
    doneAtStart = done(place.task(), place.epoch());
  }

  /**
   * Lets the time since the last batch not count as training: tests ran, or a matrix was measured.
   */
  void resume() {
    lastBatch = System.nanoTime();
  }

  /**
   * The progress after a batch.
   *
   * @param task position of the task
   * @param epoch epoch of the task, from 0
   * @param batch batches trained in this epoch
   * @param batches batches in this epoch
   * @param tally what the batch brought
   */
  RunEvent.Progress progress(int task, int epoch, int batch, int batches, Tally tally) {
    long now = System.nanoTime();
    double seconds = Math.max(1e-9, (now - lastBatch) / 1e9);
    double speed = tally.images() / seconds;
    imagesPerSecond =
        Double.isNaN(imagesPerSecond)
            ? speed
            : imagesPerSecond + FRESHNESS * (speed - imagesPerSecond);
    lastBatch = now;
    double done = done(task, epoch + (double) batch / batches);
    double secondsLeft = (now - start) / 1e9 * (1 - done) / (done - doneAtStart);
    return new RunEvent.Progress(
        task,
        tasks,
        epoch,
        epochs,
        batch,
        batches,
        done,
        imagesPerSecond,
        secondsLeft,
        tally.meanLoss());
  }

  /** The share of the run's training done after so many epochs of a task. */
  private double done(int task, double passed) {
    double images =
        imagesBefore[task] + passed / epochs * (imagesBefore[task + 1] - imagesBefore[task]);
    return images / imagesBefore[tasks];
  }
}
