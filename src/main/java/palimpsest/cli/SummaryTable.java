package palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import palimpsest.chart.SeedGroups;
import palimpsest.chart.Spread;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.TaskScore;
import palimpsest.metric.AccuracyHistory;
import palimpsest.text.NumberText;

/**
 * The table at the end: a row for each run, and where runs differ only in their seed, a row for
 * their mean and standard deviation. Accuracies and forgetting are in per cent.
 */
final class SummaryTable {

  /** Columns that say which run it is. */
  private static final int NAMED = 2;

  private SummaryTable() {}

  static String of(List<RunResult> results, Terminal terminal) {
    List<String> tasks = taskColumns(results);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("run", "seed"));
    header.addAll(tasks);
    boolean others = results.stream().anyMatch(result -> result.scores().hasOther());
    header.add("mean");
    if (others) {
      header.add(otherRule(results));
    }
    header.addAll(List.of("forgetting", "seconds"));
    rows.add(header);
    // Those that are called alike say in which settings they differ.
    List<String> names = SeedGroups.labels(results.stream().map(List::of).toList());
    for (int i = 0; i < results.size(); i++) {
      RunResult result = results.get(i);
      List<String> row = new ArrayList<>();
      row.add(names.get(i) + ending(result));
      row.add(Long.toString(result.spec().seed()));
      for (int task = 0; task < tasks.size(); task++) {
        row.add(percent(accuracy(result, task)));
      }
      row.add(percent(mean(result)));
      if (others) {
        row.add(percent(otherMean(result)));
      }
      row.add(percent(AccuracyHistory.of(result).forgetting()));
      row.add(NumberText.fixed(result.seconds(), 1));
      rows.add(row);
    }
    rows.addAll(means(results, tasks.size(), others));
    return TextTable.within(rows, Set.of(0), NAMED, terminal);
  }

  private static String ending(RunResult result) {
    return switch (result.ending()) {
      case COMPLETE -> "";
      case PAUSED -> " (paused)";
      case STOPPED -> " (stopped)";
      case DIVERGED -> " (diverged)";
    };
  }

  private static String otherRule(List<RunResult> results) {
    List<RunResult> both = results.stream().filter(result -> result.scores().hasOther()).toList();
    boolean told = both.stream().allMatch(result -> result.spec().isTaskTold());
    boolean untold = both.stream().noneMatch(result -> result.spec().isTaskTold());
    return told ? "class-inc." : untold ? "task-inc." : "other rule";
  }

  /** Mean over tasks of the accuracy by the other rule after the last one. */
  private static double otherMean(RunResult result) {
    RunResult other =
        new RunResult(
            result.spec(),
            result.taskNames(),
            result.device(),
            result.scores().otherwise(),
            result.ending(),
            result.seconds(),
            result.weights(),
            result.data());
    return mean(other);
  }

  private static List<List<String>> means(List<RunResult> results, int tasks, boolean others) {
    List<SeedGroups.Group<RunResult>> groups =
        SeedGroups.of(
            results.stream().filter(RunResult::complete).toList(),
            result -> result.epochs().size());
    List<String> labels = SeedGroups.labelsOf(groups);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<RunResult> group = groups.get(i).members();
      if (group.size() > 1) {
        List<String> row = new ArrayList<>();
        row.add(labels.get(i) + ", mean ± sd");
        row.add("n = " + group.size());
        for (int task = 0; task < tasks; task++) {
          int column = task;
          row.add(percent(group, result -> accuracy(result, column)));
        }
        row.add(percent(group, SummaryTable::mean));
        if (others) {
          row.add(percent(group, SummaryTable::otherMean));
        }
        row.add(percent(group, result -> AccuracyHistory.of(result).forgetting()));
        row.add(NumberText.fixed(spread(group, RunResult::seconds).mean(), 1));
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> taskColumns(List<RunResult> results) {
    List<List<String>> names = results.stream().map(RunResult::taskNames).distinct().toList();
    if (names.size() == 1) {
      return names.getFirst();
    }
    int most = names.stream().mapToInt(List::size).reduce(0, Math::max);
    return IntStream.rangeClosed(1, most).mapToObj(task -> "task " + task).toList();
  }

  /** Accuracy on a task as last measured, whether the run came to its end or not. */
  private static double accuracy(RunResult result, int task) {
    List<List<TaskScore>> evaluations = new ArrayList<>(List.of(result.initial()));
    result.epochs().forEach(epoch -> evaluations.add(epoch.tests()));
    return evaluations.reversed().stream()
        .filter(scores -> task < scores.size() && scores.get(task).isEvaluated())
        .map(scores -> scores.get(task).accuracy())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double mean(RunResult result) {
    return IntStream.range(0, result.taskNames().size())
        .mapToDouble(task -> accuracy(result, task))
        .average()
        .orElse(Double.NaN);
  }

  private static String percent(List<RunResult> group, ToDoubleFunction<RunResult> share) {
    return spread(group, result -> 100 * share.applyAsDouble(result)).text(1);
  }

  private static Spread spread(List<RunResult> group, ToDoubleFunction<RunResult> number) {
    return Spread.of(group.stream().mapToDouble(number).toArray());
  }

  private static String percent(double share) {
    return NumberText.fixed(100 * share, 1);
  }
}
