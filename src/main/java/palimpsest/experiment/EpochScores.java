package palimpsest.experiment;

import java.util.List;

/**
 * The scores measured after one epoch.
 *
 * @param task position of the task in the order of learning, from 0
 * @param epoch epoch of that task, from 0
 * @param trainingLoss mean cross-entropy per image over the epoch's steps, before each step
 * @param trainingAccuracy share of current images classified right before their step, from 0 to 1
 * @param replayedAccuracy the same of replayed images; NaN where none were replayed
 * @param tests one score per task in the order of learning, {@link TaskScore#NOT_EVALUATED} where
 *     there was no evaluation
 * @param seconds wall time of the epoch, training and evaluation
 */
public record EpochScores(
    int task,
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double replayedAccuracy,
    List<TaskScore> tests,
    double seconds)
    implements TestScores {

  /** Copies the list of scores. */
  public EpochScores {
    tests = List.copyOf(tests);
  }

  /** The same with other scores on test images. */
  EpochScores with(List<TaskScore> others) {
    return new EpochScores(
        task, epoch, trainingLoss, trainingAccuracy, replayedAccuracy, others, seconds);
  }

  @Override
  public double epochsDone() {
    return epoch + 1.0;
  }

  /** Mean of the accuracy over the tasks that were evaluated, from 0 to 1; NaN if none was. */
  public double meanAccuracy() {
    return evaluated().stream().mapToDouble(TaskScore::accuracy).average().orElse(Double.NaN);
  }
}
