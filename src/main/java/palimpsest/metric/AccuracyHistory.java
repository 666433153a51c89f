package palimpsest.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.experiment.TestScores;

/**
 * The accuracies of a run in the order in which they were measured, and the matrix R of those after
 * each task.
 *
 * <p>R[i][j] is the accuracy on task j after the last epoch of task i. A row that the run never
 * reached is NaN, and so is a task that was not evaluated, and every number that needs either.
 */
public final class AccuracyHistory {

  /**
   * The accuracies of one evaluation.
   *
   * @param task task being learned, from 0
   * @param accuracies one for each task, seen or not; NaN where it was not evaluated
   */
  record Evaluation(int task, double[] accuracies) {

    /** Mean over the tasks seen so far, the one being learned among them. */
    double seenAccuracy() {
      return mean(Arrays.copyOf(accuracies, task + 1));
    }
  }

  /** The moments from which R is made. */
  static final String ENDS = "the evaluations at the ends of tasks";

  private final double[][] r;
  private final double[] initial;
  private final List<Evaluation> evaluations = new ArrayList<>();
  private final boolean everyEpoch;
  private final LongSummaryStatistics images = new LongSummaryStatistics();

  /**
   * The history of a run.
   *
   * @param length epochs of each task
   * @param scores the scores measured by the run
   */
  public AccuracyHistory(RunLength length, Scores scores) {
    int tasks = length.tasks();
    r = new double[tasks][tasks];
    for (double[] row : r) {
      Arrays.fill(row, Double.NaN);
    }
    for (TestScores at : scores.inOrder()) {
      double[] accuracies = accuracies(at.tests());
      if (at.task() < 0 || at.task() >= tasks || accuracies.length != tasks) {
        // Of a damaged archive; the row stays unknown.
        continue;
      }
      if (at.evaluated().isEmpty()) {
        continue;
      }
      evaluations.add(new Evaluation(at.task(), accuracies));
      at.evaluated().forEach(score -> images.accept(score.images()));
      if (at instanceof EpochScores epoch && length.endsTask(epoch.task(), epoch.epoch())) {
        r[epoch.task()] = accuracies;
      }
    }
    everyEpoch = scores.batches().isEmpty() && evaluations.size() == length.total();
    this.initial =
        scores.initial().size() == tasks
            ? accuracies(scores.initial())
            : IntStream.range(0, tasks).mapToDouble(task -> Double.NaN).toArray();
  }

  /**
   * The accuracies by the other rule, see {@link TaskScore}.
   *
   * @param length epochs of each task
   */
  public static AccuracyHistory otherwise(RunLength length, Scores scores) {
    return new AccuracyHistory(length, scores.otherwise());
  }

  /** The history of a result, as far as the run came. */
  public static AccuracyHistory of(RunResult result) {
    return new AccuracyHistory(
        RunLength.of(result).first(result.taskNames().size()), result.scores());
  }

  /** R, [tasks, tasks]: row i after task i, column j on task j; NaN where it was not reached. */
  public double[][] accuracyMatrix() {
    return Arrays.stream(r).map(double[]::clone).toArray(double[][]::new);
  }

  /** Number of tasks T. */
  public int tasks() {
    return r.length;
  }

  /** Mean over all tasks, seen or not, of the accuracy after a task. */
  public double averageAccuracyAfter(int task) {
    return mean(r[task]);
  }

  /** Mean over the tasks seen so far of the accuracy after a task. */
  public double seenAccuracyAfter(int task) {
    return mean(Arrays.copyOf(r[task], task + 1));
  }

  /**
   * Loss of each task but the last: its best accuracy earlier less its last. What was measured
   * before a task was learned counts too, where it was.
   */
  public double[] forgettingByTask() {
    int last = tasks() - 1;
    return IntStream.range(0, Math.max(0, last)).mapToDouble(j -> best(j) - r[last][j]).toArray();
  }

  /** Mean of {@link #forgettingByTask()}. */
  public double forgetting() {
    return mean(forgettingByTask());
  }

  private double best(int task) {
    // Math.max hands NaN on, so that a missing row makes the number unknown rather than wrong.
    return IntStream.range(0, tasks() - 1)
        .filter(l -> l >= task || !Double.isNaN(r[l][task]) || Double.isNaN(r[l][l]))
        .mapToDouble(l -> r[l][task])
        .reduce(0, Math::max);
  }

  /** R[i][j]; NaN where it was not reached. */
  double after(int task, int tested) {
    return r[task][tested];
  }

  /** Accuracy of the untrained network on a task; NaN where it was not measured. */
  double untrained(int task) {
    return initial[task];
  }

  /** The times of the evaluations, to follow "computed from". */
  String moments() {
    return evaluations.size() > tasks()
        ? "%,d evaluations, %s"
            .formatted(
                evaluations.size(), everyEpoch ? "one after every epoch" : "some within tasks")
        : ENDS;
  }

  /** The number of images per evaluation, to follow a comma; empty if not recorded. */
  String images() {
    if (images.getCount() == 0 || images.getMin() == 0) {
      return "";
    }
    return images.getMin() == images.getMax()
        ? ", on %,d test images of each task".formatted(images.getMin())
        : ", on %,d to %,d test images of each task".formatted(images.getMin(), images.getMax());
  }

  /** Every evaluation after the untrained network's, in order. */
  List<Evaluation> evaluations() {
    return evaluations;
  }

  /** Whether the last task was learned to its end. */
  boolean isComplete() {
    return tasks() > 0 && !Double.isNaN(averageAccuracyAfter(tasks() - 1));
  }

  /**
   * The lowest accuracy on a task at any evaluation while other tasks were learned.
   *
   * @param tested the task
   * @param from the first of the tasks that were learned
   * @param to behind the last
   * @return NaN if there was no such evaluation
   */
  double lowest(int tested, int from, int to) {
    return evaluations.stream()
        .filter(evaluation -> evaluation.task() >= from && evaluation.task() < to)
        .mapToDouble(evaluation -> evaluation.accuracies()[tested])
        .reduce(Math::min)
        .orElse(Double.NaN);
  }

  private static double[] accuracies(List<TaskScore> scores) {
    return scores.stream().mapToDouble(TaskScore::accuracy).toArray();
  }

  /** The mean; NaN of nothing. */
  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
