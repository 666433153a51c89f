package palimpsest.archive;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.Checkpoints;
import palimpsest.problem.Problem;
import palimpsest.tensor.Precision;

/**
 * The checkpoints of one run while it trains. One that cannot be written is told, and the run goes
 * on: the next one may fit, and until then the last one is still there.
 */
final class RunCheckpoints implements Checkpoints {

  private final CheckpointFiles files;
  private final Precision precision;
  private final long periodNanos;
  private final LongSupplier clock;
  private final Runnable before;
  private final Consumer<String> complaints;
  private long lastKept;
  private double secondsBefore;

  /**
   * The checkpoints of a run.
   *
   * @param files where they lie
   * @param precision in which the run computes
   * @param seconds how long after one the next is due
   * @param clock nanoseconds from some fixed moment
   * @param before what is to be on disk before a checkpoint is
   * @param complaints told what cannot be written or read
   */
  RunCheckpoints(
      CheckpointFiles files,
      Precision precision,
      double seconds,
      LongSupplier clock,
      Runnable before,
      Consumer<String> complaints) {
    this.files = files;
    this.precision = precision;
    periodNanos = (long) (seconds * 1e9);
    this.clock = clock;
    this.before = before;
    this.complaints = complaints;
    lastKept = clock.getAsLong();
  }

  @Override
  public Optional<Checkpoint> last() {
    Optional<Checkpoint> last = Optional.empty();
    try {
      last = files.read();
    } catch (Problem damaged) {
      complaints.accept("The run starts from the beginning: " + damaged.getMessage());
    }
    if (last.isEmpty()) {
      // Terms without a checkpoint belong to nothing.
      delete();
    }
    secondsBefore = last.map(Checkpoint::seconds).orElse(0.0);
    return last;
  }

  /** Takes everything away, for the run is over or starts from the beginning. */
  void delete() {
    try {
      files.delete();
    } catch (Problem problem) {
      complaints.accept(problem.getMessage());
    }
  }

  /** Wall time that the run had taken up to the checkpoint from which it went on. */
  double secondsBefore() {
    return secondsBefore;
  }

  @Override
  public boolean due() {
    return clock.getAsLong() - lastKept >= periodNanos;
  }

  @Override
  public void keep(Checkpoint checkpoint) {
    try {
      before.run();
      files.write(checkpoint, precision);
    } catch (Problem problem) {
      complaints.accept("This checkpoint was not kept: " + problem.getMessage());
    }
    lastKept = clock.getAsLong();
  }
}
