package palimpsest.chart;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.TaskScore;
import palimpsest.experiment.TestScores;

/**
 * Runs that differ only in their seed, shown as one curve.
 *
 * @param key identifies the group, whatever its label
 * @param label its label in legends, without the number of runs
 * @param members the runs
 */
public record CurveGroup(String key, String label, List<LearningCurves> members) {

  /** A group told from others by its label. */
  public CurveGroup(String label, List<LearningCurves> members) {
    this(label, label, members);
  }

  /** Copies the list. */
  public CurveGroup {
    members = List.copyOf(members);
  }

  /** Runs put together by their configuration, each group named so that it differs from others. */
  public static List<CurveGroup> of(List<LearningCurves> runs) {
    List<SeedGroups.Group<LearningCurves>> groups =
        SeedGroups.of(runs, curves -> curves.epochs().size());
    List<String> labels = SeedGroups.labelsOf(groups);
    List<CurveGroup> named = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      named.add(new CurveGroup(groups.get(i).key(), labels.get(i), groups.get(i).members()));
    }
    return named;
  }

  /** Every run by itself, called by its own name. */
  public static List<CurveGroup> singles(List<LearningCurves> runs) {
    return runs.stream().map(curves -> new CurveGroup(curves.label(), List.of(curves))).toList();
  }

  /** The same group under the name that a legend has for it, if it has one. */
  public CurveGroup named(Map<String, String> names) {
    return new CurveGroup(key, names.getOrDefault(legendKey(key), label), members);
  }

  /** The key of a group's entry in a legend. */
  static String legendKey(String key) {
    return "group:" + key;
  }

  /** Names of the tasks, as far as any member knows them. */
  public List<String> taskNames() {
    return members.stream()
        .map(LearningCurves::taskNames)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The method of the members; the group's label if it has no members. */
  public String method() {
    return members.isEmpty() ? label : members.getFirst().spec().method();
  }

  /**
   * The number of runs behind its points, such as {@code n = 3}, or {@code n = 2–3} where some runs
   * have fewer epochs than others.
   */
  public String count() {
    IntSummaryStatistics counts =
        points(scores -> 0, scores -> scores.stream().anyMatch(TaskScore::isEvaluated)).stream()
            .mapToInt(point -> point.spread().n())
            .summaryStatistics();
    if (counts.getCount() == 0) {
      return "n = 0";
    }
    return counts.getMin() == counts.getMax()
        ? "n = " + counts.getMin()
        : "n = %d–%d".formatted(counts.getMin(), counts.getMax());
  }

  /** Accuracy on a task after the last epoch of another, in per cent, over all that came so far. */
  Spread afterTask(int trained, int tested) {
    List<Double> accuracies = new ArrayList<>();
    for (LearningCurves curves : members) {
      RunLength length = curves.length();
      for (EpochScores epoch : curves.epochs()) {
        if (epoch.task() == trained
            && length.endsTask(trained, epoch.epoch())
            && isEvaluated(epoch.tests(), tested)) {
          accuracies.add(100 * epoch.tests().get(tested).accuracy());
        }
      }
    }
    return Spread.of(accuracies);
  }

  /**
   * Mean and scatter at every evaluation, over all members that were measured there.
   *
   * @param number the number to read from the scores of one evaluation, one score per task
   * @param evaluated tests if an evaluation has the scores that the number needs
   */
  List<CurvePoint> points(
      ToDoubleFunction<List<TaskScore>> number, Predicate<List<TaskScore>> evaluated) {
    Map<Double, List<Double>> values = new TreeMap<>();
    for (LearningCurves curves : members) {
      RunLength length = curves.length();
      if (evaluated.test(curves.initial())) {
        add(values, 0, number.applyAsDouble(curves.initial()));
      }
      for (TestScores at : curves.scores().inOrder()) {
        if (evaluated.test(at.tests())) {
          add(values, length.position(at), number.applyAsDouble(at.tests()));
        }
      }
    }
    List<CurvePoint> points = new ArrayList<>();
    values.forEach((epoch, all) -> points.add(new CurvePoint(epoch, Spread.of(all))));
    return points;
  }

  /** Whether scores tell how every task did. */
  static boolean isEvaluated(List<TaskScore> scores) {
    return !scores.isEmpty() && scores.stream().allMatch(TaskScore::isEvaluated);
  }

  /** Whether its runs are evaluated on the tasks seen so far, so that means are over those. */
  boolean evaluatesSeenTasks() {
    return !members.isEmpty()
        && members.stream().allMatch(member -> member.spec().evaluatesSeenTasks());
  }

  /** Whether scores tell how some task did. */
  static boolean isPartlyEvaluated(List<TaskScore> scores) {
    return scores.stream().anyMatch(TaskScore::isEvaluated);
  }

  /** Whether scores tell how a task did. */
  static boolean isEvaluated(List<TaskScore> scores, int task) {
    return task < scores.size() && scores.get(task).isEvaluated();
  }

  private static void add(Map<Double, List<Double>> values, double epoch, double value) {
    values.computeIfAbsent(epoch, at -> new ArrayList<>()).add(value);
  }
}
