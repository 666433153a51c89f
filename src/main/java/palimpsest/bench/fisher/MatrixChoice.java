package palimpsest.bench.fisher;

import java.util.function.Supplier;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.Representation;

/**
 * A Fisher matrix that can be looked at, wherever it is kept.
 *
 * @param run the number of the run it was measured in
 * @param runLabel the name of that run in lists
 * @param representation the representation of the matrix
 * @param task position of the task in the order of learning, from 0
 * @param moment the images and the moment of measurement, such as "after task 1, all its images"
 * @param load reads it; called on a background thread, and may throw a Problem for the person
 */
public record MatrixChoice(
    long run,
    String runLabel,
    Representation representation,
    int task,
    String moment,
    Supplier<FisherSnapshot> load) {

  /** The run that a matrix shown in passing seems to belong to. */
  private static final long LIVE = Long.MIN_VALUE;

  /** A matrix that was only measured in passing and is not kept anywhere else. */
  static MatrixChoice live(FisherSnapshot matrix) {
    return new MatrixChoice(
        LIVE, "Live", matrix.representation(), matrix.task(), matrix.moment(), () -> matrix);
  }

  /** Whether it was only measured in passing. */
  boolean isLive() {
    return run == LIVE;
  }

  /** The name of the matrix in a list of its run's matrices. */
  public String label() {
    return representation.label() + " · " + moment;
  }

  /** Whether it is the same matrix, though perhaps read another way. */
  boolean isSame(MatrixChoice other) {
    return isLive()
        ? equals(other)
        : run == other.run
            && task == other.task
            && representation == other.representation
            && moment.equals(other.moment);
  }
}
