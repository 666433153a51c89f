package palimpsest.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.Representation;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;

/** Curves that look as if a network had learned one task after the other, and forgotten some. */
final class MadeUpScores {

  private static final double CHANCE = 0.1;

  private MadeUpScores() {}

  /** A complete run with a little noise. */
  static RunResult result(ExperimentSpec spec, List<String> taskNames, Random random) {
    int tasks = taskNames.size();
    double skill =
        0.97 - 0.02 * random.nextDouble() - 0.1 / (1 + spec.get(BaseNet.HIDDEN_UNITS) / 10.0);
    double kept = kept(spec);
    double[] accuracies = new double[tasks];
    List<TaskScore> initial = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      accuracies[task] = CHANCE + 0.02 * random.nextGaussian();
      initial.add(score(accuracies[task], random));
    }
    List<EpochScores> epochs = new ArrayList<>();
    double seconds = 0;
    for (int task = 0; task < tasks; task++) {
      for (int epoch = 0; epoch < spec.epochs(); epoch++) {
        List<TaskScore> tests = new ArrayList<>();
        for (int tested = 0; tested < tasks; tested++) {
          double goal = tested == task ? skill : tested < task ? kept * skill : CHANCE;
          double pace = tested == task ? 0.6 : 0.35;
          accuracies[tested] += pace * (goal - accuracies[tested]);
          tests.add(score(accuracies[tested] + 0.012 * random.nextGaussian(), random));
        }
        double took = 1.2 + random.nextDouble() + (spec.usesFisher() ? 2.5 : 0);
        double replayed =
            spec.strategy().rehearses(spec.values()) && task > 0
                ? score(kept * skill, random).accuracy()
                : Double.NaN;
        TaskScore training = score(accuracies[task], random);
        epochs.add(
            new EpochScores(
                task, epoch, training.loss(), training.accuracy(), replayed, tests, took));
        seconds += took;
      }
    }
    return new RunResult(
        spec,
        taskNames,
        "CPU, 2 threads",
        new Scores(initial, epochs),
        RunResult.Ending.COMPLETE,
        seconds,
        new double[0]);
  }

  /** The share of an earlier task's accuracy that is left in the end. */
  private static double kept(ExperimentSpec spec) {
    return switch (spec.strategy().key()) {
      case "fine-tuning" -> 0.25;
      case "replay" -> 0.6 + 0.04 * Math.log10(spec.get(BufferSettings.SIZE));
      case "ewc" -> 0.35 + 0.03 * faithfulness(spec.representation());
      case "natural-replay" -> 0.7 + 0.03 * faithfulness(spec.representation());
      default -> throw new IllegalArgumentException(spec.strategy().key());
    };
  }

  private static int faithfulness(Representation representation) {
    return Arrays.asList(Representation.values()).indexOf(representation);
  }

  private static TaskScore score(double accuracy, Random random) {
    double share = Math.clamp(accuracy, 0, 1);
    return new TaskScore(2.6 * (1 - share) + 0.05 * random.nextDouble(), share);
  }
}
