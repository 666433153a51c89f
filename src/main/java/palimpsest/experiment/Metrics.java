package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run comes to: the matrix R of accuracies, and the numbers that the field reads off it.
 *
 * <p>R[i][j] is the accuracy on task j after the last epoch of task i. A row that the run never
 * reached is NaN, and so is every number that needs it.
 */
public final class Metrics {

  private static final List<String> KEYS =
      new Metrics(new double[0][0], new double[0]).all().stream().map(Metric::key).toList();

  private final double[][] r;
  private final double[] initial;

  private Metrics(double[][] r, double[] initial) {
    this.r = r;
    this.initial = initial;
  }

  /** The metrics of a run, as far as it came. */
  public static Metrics of(RunResult result) {
    int tasks = result.taskNames().size();
    double[][] r = new double[tasks][tasks];
    for (double[] row : r) {
      Arrays.fill(row, Double.NaN);
    }
    for (EpochScores scores : result.epochs()) {
      if (scores.epoch() == result.spec().epochs() - 1) {
        r[scores.task()] = accuracies(scores.tests());
      }
    }
    double[] initial = accuracies(result.initial());
    return new Metrics(r, initial.length == tasks ? initial : nothing(tasks));
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

  /** Mean over tasks of the accuracy after the last task. */
  public double averageAccuracy() {
    return tasks() == 0 ? Double.NaN : averageAccuracyAfter(tasks() - 1);
  }

  /** Mean over i of the mean accuracy on the tasks seen after task i. */
  public double averageIncrementalAccuracy() {
    return mean(IntStream.range(0, tasks()).mapToDouble(this::seenAccuracyAfter).toArray());
  }

  /** What was lost of each task but the last: its best accuracy earlier less its last. */
  public double[] forgettingByTask() {
    int last = tasks() - 1;
    return IntStream.range(0, Math.max(0, last)).mapToDouble(j -> best(j) - r[last][j]).toArray();
  }

  /** Mean of {@link #forgettingByTask()}. */
  public double forgetting() {
    return mean(forgettingByTask());
  }

  /** Mean change of each earlier task's accuracy since it was learned. */
  public double backwardTransfer() {
    int last = tasks() - 1;
    return mean(
        IntStream.range(0, Math.max(0, last)).mapToDouble(j -> r[last][j] - r[j][j]).toArray());
  }

  /** Mean gain on each task, before it is learned, over the untrained network. */
  public double forwardTransfer() {
    return mean(IntStream.range(1, tasks()).mapToDouble(j -> r[j - 1][j] - initial[j]).toArray());
  }

  /** Mean accuracy on each task right after it was learned. */
  public double plasticity() {
    return mean(IntStream.range(0, tasks()).mapToDouble(j -> r[j][j]).toArray());
  }

  /**
   * What learning one task after the other cost each task when it was new.
   *
   * @param reference accuracy on each task of a network trained on all tasks together
   * @return mean over tasks of reference_j − R[j][j]
   */
  public double intransigence(double[] reference) {
    if (reference.length != tasks()) {
      throw new IllegalArgumentException(
          "%d tasks, but a reference for %d".formatted(tasks(), reference.length));
    }
    return mean(IntStream.range(0, tasks()).mapToDouble(j -> reference[j] - r[j][j]).toArray());
  }

  /** The order of {@link #all}, by keys; those of other programs come last, by name. */
  public static final Comparator<String> ORDER =
      Comparator.comparingInt(
              (String key) -> KEYS.contains(key) ? KEYS.indexOf(key) : Integer.MAX_VALUE)
          .thenComparing(Comparator.naturalOrder());

  /** The metrics that need no reference run, in the order of a table. */
  public List<Metric> all() {
    return List.of(
        new Metric(
            "average-accuracy",
            "Average accuracy",
            "mean over all tasks j of R[T][j], where R[i][j] is the accuracy on task j after task i"
                + " and T is the last task",
            averageAccuracy()),
        new Metric(
            "average-incremental-accuracy",
            "Average incremental accuracy",
            "mean over tasks i of the mean over j ≤ i of R[i][j]",
            averageIncrementalAccuracy()),
        new Metric(
            "forgetting",
            "Forgetting",
            "mean over tasks j < T of the largest R[l][j], l < T, less R[T][j]",
            true,
            forgetting()),
        new Metric(
            "backward-transfer",
            "Backward transfer",
            "mean over tasks j < T of R[T][j] − R[j][j]",
            backwardTransfer()),
        new Metric(
            "forward-transfer",
            "Forward transfer",
            "mean over tasks j > 1 of R[j−1][j] less the untrained network's accuracy on task j",
            forwardTransfer()),
        new Metric("plasticity", "Plasticity", "mean over tasks j of R[j][j]", plasticity()));
  }

  /**
   * The same with intransigence, for which another run on all tasks together is the measure.
   *
   * @param reference accuracy on each task of a network trained on all tasks together
   */
  public List<Metric> all(double[] reference) {
    List<Metric> metrics = new ArrayList<>(all());
    metrics.add(
        new Metric(
            "intransigence",
            "Intransigence",
            "mean over tasks j of the accuracy on j of a network trained on all tasks together,"
                + " less R[j][j]",
            true,
            intransigence(reference)));
    return List.copyOf(metrics);
  }

  private double best(int task) {
    // Math.max hands NaN on, so that a missing row makes the number unknown rather than wrong.
    return IntStream.range(0, tasks() - 1).mapToDouble(l -> r[l][task]).reduce(0, Math::max);
  }

  private static double[] accuracies(List<TaskScore> scores) {
    return scores.stream().mapToDouble(TaskScore::accuracy).toArray();
  }

  private static double[] nothing(int tasks) {
    double[] nothing = new double[tasks];
    Arrays.fill(nothing, Double.NaN);
    return nothing;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
