package palimpsest.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.TaskScore;

/** The figures of runs, made from plain numbers. None of them needs a window. */
public final class Figures {

  /** The separator between task and group in the name of a curve. */
  static final String OF = " – ";

  private static final String LOSS = "Mean test loss (nats)";
  private static final String ACCURACY = "Mean test accuracy (%)";
  private static final String TASK_ACCURACY = "Test accuracy (%)";

  /** The number of groups that dashes and markers of the task accuracy tell apart. */
  public static final int MOST_TOLD_APART = ChartTheme.dashes() * Markers.COUNT;

  private Figures() {}

  /** Cross-entropy on the test images, averaged over tasks: one line a group. */
  public static Figure meanLoss(Comparison comparison) {
    return means(LOSS, false, comparison, scores -> mean(scores, TaskScore::loss));
  }

  /** Accuracy on the test images, averaged over tasks: one line a group. */
  public static Figure meanAccuracy(Comparison comparison) {
    return means(
        ACCURACY, true, comparison, scores -> mean(scores, score -> 100 * score.accuracy()));
  }

  /**
   * Accuracy on each task: one line a task of each group. The colour tells the task, the dashes
   * tell the group, with markers where there are more groups than dashes; of one group alone both
   * tell the task.
   */
  public static Figure taskAccuracy(Comparison comparison) {
    List<CurveGroup> groups = comparison.groups();
    boolean alone = groups.size() == 1;
    int most = groups.stream().mapToInt(group -> group.taskNames().size()).max().orElse(0);
    List<Curve> curves = new ArrayList<>();
    for (int place = 0; place < groups.size(); place++) {
      CurveGroup group = groups.get(place);
      List<String> tasks = group.taskNames();
      for (int task = 0; task < tasks.size(); task++) {
        int at = task;
        String name = tasks.get(task);
        add(
            curves,
            comparison,
            group,
            name,
            alone && !comparison.hasMeans(),
            ChartTheme.placeOfTask(task, most),
            alone ? task : place,
            scores -> 100 * scores.get(at).accuracy(),
            scores -> CurveGroup.isEvaluated(scores, at));
      }
    }
    return new CurveFigure(
        TASK_ACCURACY,
        true,
        comparison.runs(),
        comparison.band(),
        curves,
        !alone,
        FigureState.INITIAL);
  }

  /** R as a heat map: row i after task i, column j on task j, means over the group's runs. */
  public static Figure accuracyMatrix(CurveGroup group) {
    List<String> tasks = group.taskNames();
    List<List<Spread>> cells = new ArrayList<>();
    for (int row = 0; row < tasks.size(); row++) {
      List<Spread> line = new ArrayList<>();
      for (int column = 0; column < tasks.size(); column++) {
        line.add(group.afterTask(row, column));
      }
      cells.add(line);
    }
    return new HeatMap(group, tasks, cells);
  }

  /** Accuracy on each task over the epochs of one run: one line a task, a band a training task. */
  public static JFreeChart taskAccuracy(LearningCurves curves, ChartTheme theme) {
    return taskAccuracy(List.of(curves), theme);
  }

  /** The same of several runs: the colour tells the task, the dashes tell the run. */
  public static JFreeChart taskAccuracy(List<LearningCurves> runs, ChartTheme theme) {
    return taskAccuracy(Comparison.ofSingles(runs)).draw(theme);
  }

  /** Cross-entropy on the test images, averaged over tasks: one line a run. */
  public static JFreeChart meanLoss(List<LearningCurves> runs, ChartTheme theme) {
    return meanLoss(Comparison.ofSingles(runs)).draw(theme);
  }

  /** Accuracy on the test images, averaged over tasks: one line a run. */
  public static JFreeChart meanAccuracy(List<LearningCurves> runs, ChartTheme theme) {
    return meanAccuracy(Comparison.ofSingles(runs)).draw(theme);
  }

  private static Figure means(
      String quantity,
      boolean percent,
      Comparison comparison,
      ToDoubleFunction<List<TaskScore>> number) {
    List<Curve> curves = new ArrayList<>();
    for (int place = 0; place < comparison.groups().size(); place++) {
      CurveGroup group = comparison.groups().get(place);
      add(
          curves,
          comparison,
          group,
          "",
          false,
          ChartTheme.placeOfGroup(place),
          place,
          number,
          group.evaluatesSeenTasks() ? CurveGroup::isPartlyEvaluated : CurveGroup::isEvaluated);
    }
    return new CurveFigure(
        quantity,
        percent,
        comparison.runs(),
        comparison.band(),
        curves,
        false,
        FigureState.INITIAL);
  }

  /** The mean curve of a group, and those of its runs if they are wanted. */
  private static void add(
      List<Curve> curves,
      Comparison comparison,
      CurveGroup group,
      String task,
      boolean alone,
      int colour,
      int dash,
      ToDoubleFunction<List<TaskScore>> number,
      Predicate<List<TaskScore>> evaluated) {
    List<LearningCurves> members = group.members();
    @Nullable Long only = members.size() == 1 ? (Long) members.getFirst().spec().seed() : null;
    String count = comparison.hasMeans() ? group.count() : "";
    String method = group.method();
    curves.add(
        new Curve(
            group.key(),
            group.label(),
            count,
            method,
            only,
            task,
            alone,
            colour,
            dash,
            false,
            group.points(number, evaluated)));
    if (comparison.seeds() && members.size() > 1) {
      for (LearningCurves member : members) {
        List<CurvePoint> points =
            new CurveGroup(group.label(), List.of(member)).points(number, evaluated);
        curves.add(
            new Curve(
                group.key(),
                group.label(),
                count,
                method,
                member.spec().seed(),
                task,
                alone,
                colour,
                dash,
                true,
                points));
      }
    }
  }

  private static double mean(List<TaskScore> scores, ToDoubleFunction<TaskScore> score) {
    return scores.stream()
        .filter(TaskScore::isEvaluated)
        .mapToDouble(score)
        .average()
        .orElse(Double.NaN);
  }
}
