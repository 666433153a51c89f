package palimpsest.experiment;

import java.util.List;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.TaskPlan;

/** Estimates how fast a run goes and how long it will take. */
final class ProgressEstimator {

  /** The weight of the latest batch in the images per second that are shown. */
  private static final double FRESHNESS = 0.1;

  private final List<TaskPlan> plans;
  private final double[] imagesBefore;
  private final long start = System.nanoTime();
  private long lastBatch = start;
  private double imagesPerSecond = Double.NaN;
  private double doneAtStart;

  ProgressEstimator(List<TaskPlan> plans) {
    this.plans = plans;
    imagesBefore = new double[plans.size() + 1];
    for (int task = 0; task < plans.size(); task++) {
      imagesBefore[task + 1] = imagesBefore[task] + plans.get(task).trainedImages();
    }
  }

  /** Counts the time left from a place on, where the run starts or resumes. */
  void startsAt(Checkpoint.Position position) {
    doneAtStart = done(position.task(), position.epoch(), position.batch());
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
   * @param counted losses and hits of the batch
   */
  RunEvent.Progress progress(int task, int epoch, int batch, EvaluationSums counted) {
    long now = System.nanoTime();
    double seconds = Math.max(1e-9, (now - lastBatch) / 1e9);
    double speed = counted.images() / seconds;
    imagesPerSecond =
        Double.isNaN(imagesPerSecond)
            ? speed
            : imagesPerSecond + FRESHNESS * (speed - imagesPerSecond);
    lastBatch = now;
    double done = done(task, epoch, batch);
    double secondsLeft = (now - start) / 1e9 * (1 - done) / (done - doneAtStart);
    return new RunEvent.Progress(
        task,
        plans.size(),
        epoch,
        plans.get(task).epochs(),
        batch,
        plans.get(task).batches(epoch),
        done,
        imagesPerSecond,
        secondsLeft,
        counted.meanLoss());
  }

  /** The share of the run's training done after some batches of an epoch. */
  private double done(int task, int epoch, int batch) {
    double images =
        imagesBefore[task]
            + plans.get(task).passed(epoch, batch) * (imagesBefore[task + 1] - imagesBefore[task]);
    return images / imagesBefore[plans.size()];
  }
}
