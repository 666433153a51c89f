package palimpsest.experiment;

import java.util.List;

/**
 * The scores measured after a batch within an epoch; those after its last batch are {@link
 * EpochScores}.
 *
 * @param task position of the task in the order of learning, from 0
 * @param epoch epoch of that task, from 0
 * @param batch batches of the epoch trained before, from 1
 * @param batches all batches of the epoch, more than those
 * @param tests one score per task in the order of learning, {@link TaskScore#NOT_EVALUATED} where
 *     there was no evaluation
 */
public record BatchScores(int task, int epoch, int batch, int batches, List<TaskScore> tests)
    implements TestScores {

  /**
   * Checks the place and copies the list.
   *
   * @throws IllegalArgumentException if the batch does not lie within the epoch
   */
  public BatchScores {
    if (batch < 1 || batch >= batches) {
      throw new IllegalArgumentException(
          "it was evaluated after batch %d of %d".formatted(batch, batches));
    }
    tests = List.copyOf(tests);
  }

  /** The same with other scores on test images. */
  BatchScores with(List<TaskScore> others) {
    return new BatchScores(task, epoch, batch, batches, others);
  }

  @Override
  public double epochsDone() {
    return epoch + (double) batch / batches;
  }
}
