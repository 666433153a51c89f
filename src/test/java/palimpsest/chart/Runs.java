package palimpsest.chart;

import java.util.ArrayList;
import java.util.List;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.learning.TaskLength;

/** Made-up curves of runs: every task is learned, and half forgotten with each task after it. */
final class Runs {

  private Runs() {}

  static ExperimentSpec spec(String name, int epochsPerTask, long seed) {
    return SpecDraft.initial()
        .with(CommonSettings.NAME, name)
        .with(TaskLength.EPOCHS, Integer.toString(epochsPerTask))
        .with(CommonSettings.SEED, Long.toString(seed))
        .toSpec();
  }

  static LearningCurves curves(String label, int epochsPerTask, int measured) {
    return curves(label, epochsPerTask, measured, 42);
  }

  /** The same of another seed, with accuracies a little lower for a larger one. */
  static LearningCurves curves(String label, int epochsPerTask, int measured, long seed) {
    List<String> names = List.of("Digits", "Letters", "Kana");
    List<TaskScore> initial = names.stream().map(name -> new TaskScore(3.4, 0.03)).toList();
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < measured; at++) {
      int task = at / epochsPerTask;
      int epoch = at % epochsPerTask;
      List<TaskScore> tests = new ArrayList<>();
      for (int j = 0; j < names.size(); j++) {
        double learned = 1 - Math.exp(-(epoch + 1.0));
        double accuracy =
            j > task ? 0.02 : j == task ? 0.95 * learned : 0.95 * Math.pow(0.5, task - j);
        accuracy *= 1 - 0.001 * (seed - 42);
        tests.add(new TaskScore(-Math.log(Math.max(0.02, accuracy)), accuracy));
      }
      epochs.add(new EpochScores(task, epoch, 1, 0.5, Double.NaN, tests, 2));
    }
    return new LearningCurves(
        label, spec(label, epochsPerTask, seed), names, new Scores(initial, epochs));
  }

  /** The same with one loss far above the others. */
  static LearningCurves spiked(String label, int epochsPerTask, int measured, double loss) {
    LearningCurves calm = curves(label, epochsPerTask, measured);
    List<EpochScores> epochs = new ArrayList<>(calm.epochs());
    EpochScores last = epochs.removeLast();
    epochs.add(
        new EpochScores(
            last.task(),
            last.epoch(),
            1,
            0.5,
            Double.NaN,
            last.tests().stream().map(score -> new TaskScore(loss, score.accuracy())).toList(),
            2));
    return new LearningCurves(
        label, calm.spec(), calm.taskNames(), new Scores(calm.initial(), epochs));
  }
}
