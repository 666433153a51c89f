package palimpsest.archive;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.CheckpointFit;
import palimpsest.experiment.Checkpoints;
import palimpsest.problem.Problem;

/**
 * The checkpoints of one run while it trains. One that cannot be written is told, and the run
 * continues: the next one may fit, and until then the last one is still there.
 */
final class RunCheckpoints implements Checkpoints {

  /** A checkpoint after an epoch takes no more than one part in so many of a run's time. */
  private static final int WORTH = 20;

  private final long periodNanos;
  private final LongSupplier clock;
  private final Runnable before;
  private final Consumer<String> errors;
  private CheckpointFiles files;
  private @Nullable CheckpointFit fit;
  private long lastKept;
  private long lastCost;
  private double secondsBefore;

  /**
   * The checkpoints of a run.
   *
   * @param files the files of the run
   * @param seconds the time between checkpoints
   * @param clock nanoseconds from some fixed moment
   * @param before writes the data that must be on disk before a checkpoint
   * @param errors told what cannot be written or read
   */
  RunCheckpoints(
      CheckpointFiles files,
      double seconds,
      LongSupplier clock,
      Runnable before,
      Consumer<String> errors) {
    this.files = files;
    periodNanos = (long) (seconds * 1e9);
    this.clock = clock;
    this.before = before;
    this.errors = errors;
    lastKept = clock.getAsLong();
  }

  @Override
  public Optional<Checkpoint> last(CheckpointFit wanted) {
    fit = wanted;
    if (!files.isThere()) {
      // Terms without a checkpoint belong to nothing.
      delete();
      return Optional.empty();
    }
    knowData();
    try {
      Optional<Checkpoint> last = files.read(wanted);
      secondsBefore = last.map(Checkpoint::seconds).orElse(0.0);
      return last;
    } catch (DamagedFile damaged) {
      errors.accept(
          "The run starts from the beginning: %s It is now %s."
              .formatted(damaged.getMessage(), files.setAside()));
      return Optional.empty();
    }
  }

  /** From now on, what is read and written is held against what the run reads. */
  private void knowData() {
    CheckpointFit known = fit;
    if (known != null) {
      files = files.reading(known.data().digest());
      fit = null;
    }
  }

  /** Takes everything away, for the run is over or starts from the beginning. */
  void delete() {
    try {
      files.delete();
    } catch (Problem problem) {
      errors.accept(problem.getMessage());
    }
  }

  /** Wall time that the run had taken up to the checkpoint from which it continued. */
  double secondsBefore() {
    return secondsBefore;
  }

  @Override
  public boolean due() {
    return clock.getAsLong() - lastKept >= periodNanos;
  }

  @Override
  public boolean dueAfterEpoch() {
    return due() || clock.getAsLong() - lastKept >= WORTH * lastCost;
  }

  @Override
  public void keep(Checkpoint checkpoint) {
    long start = clock.getAsLong();
    try {
      knowData();
      before.run();
      files.write(checkpoint);
    } catch (Problem problem) {
      errors.accept("This checkpoint was not kept: " + problem.getMessage());
    }
    lastKept = clock.getAsLong();
    lastCost = lastKept - start;
  }
}
