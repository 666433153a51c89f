package palimpsest.bench.status;

import palimpsest.bench.run.Durations;
import palimpsest.experiment.RunEvent.Progress;

/** The words of the status bar. */
final class StatusText {

  private StatusText() {}

  /** Where the run is: task 2/3 · epoch 4/5 · batch 120/235. */
  static String place(Progress progress) {
    return "task %d/%d · epoch %d/%d · batch %,d/%,d"
        .formatted(
            progress.task() + 1,
            progress.tasks(),
            progress.epoch() + 1,
            progress.epochs(),
            progress.batch(),
            progress.batches());
  }

  /** The time left, or nothing while unknown. */
  static String left(Progress progress) {
    return Double.isFinite(progress.secondsLeft())
        ? Durations.text(progress.secondsLeft()) + " left"
        : "";
  }

  /** The speed, or nothing while unknown. */
  static String speed(Progress progress) {
    return progress.imagesPerSecond() > 0 && Double.isFinite(progress.imagesPerSecond())
        ? "%,.0f images/s".formatted(progress.imagesPerSecond())
        : "";
  }

  /** The share done. */
  static String percent(Progress progress) {
    return "%.0f %%".formatted(100 * progress.done());
  }
}
