package palimpsest.experiment;

import java.util.List;

/**
 * What was measured after one epoch.
 *
 * @param task position of the task in the order of learning, from 0
 * @param epoch epoch of that task, from 0
 * @param trainingLoss mean cross-entropy per image over the epoch's steps, before each step
 * @param trainingAccuracy share of current images classified right before their step, from 0 to 1
 * @param replayedAccuracy the same of replayed images; NaN where none were replayed
 * @param tests one score per task in the order of learning, seen or not
 * @param seconds wall time of the epoch, training and evaluation
 */
public record EpochScores(
    int task,
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double replayedAccuracy,
    List<TaskScore> tests,
    double seconds) {

  /** Copies the list of scores. */
  public EpochScores {
    tests = List.copyOf(tests);
  }

  /** Mean over tasks of the accuracy, from 0 to 1. */
  public double meanAccuracy() {
    return tests.stream().mapToDouble(TaskScore::accuracy).average().orElse(Double.NaN);
  }

  /** Mean over tasks of the cross-entropy, in nats. */
  public double meanLoss() {
    return tests.stream().mapToDouble(TaskScore::loss).average().orElse(Double.NaN);
  }
}
