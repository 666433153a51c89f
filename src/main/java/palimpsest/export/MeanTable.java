package palimpsest.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.Spread;
import palimpsest.experiment.ShortNames;
import palimpsest.experiment.SpecTraits;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.Metric;
import palimpsest.metric.Metrics;

/**
 * Results per configuration: a row for each, with mean and sample standard deviation over seeds of
 * every metric and of the last accuracy on each task. Only runs that learned all their tasks count.
 * All numbers but the counts are in per cent.
 */
public final class MeanTable {

  /**
   * A column of numbers.
   *
   * @param name its head
   * @param formula its formula, for a tooltip
   * @param lowerIsBetter whether a smaller number is the better one
   * @param ofTask whether it is the accuracy on one task
   */
  public record Column(String name, String formula, boolean lowerIsBetter, boolean ofTask) {}

  /**
   * A run that learned all its tasks, with the accuracies that several columns read.
   *
   * @param own by its own rule
   * @param other by the other rule; all unknown where it has none
   */
  private record Finished(LearningCurves curves, AccuracyHistory own, AccuracyHistory other) {

    static Finished of(LearningCurves curves) {
      return new Finished(curves, curves.history(), curves.otherHistory());
    }

    /** Average accuracy by a rule; NaN where the run has its own alone. */
    double average(boolean told) {
      return curves.scores().hasOther()
          ? Metrics.AVERAGE_ACCURACY.of(curves.spec().isTaskTold() == told ? own : other)
          : Double.NaN;
    }

    /** Accuracy on a task at the end; NaN where there is no such task. */
    double last(int task) {
      var tests = curves.epochs().getLast().tests();
      return task < tests.size() ? tests.get(task).accuracy() : Double.NaN;
    }
  }

  /**
   * A configuration.
   *
   * @param label the name of the configuration
   * @param method its method
   * @param tasks the images and tasks that it learned: numbers of others are not to be compared
   * @param runs the number of runs
   * @param finished the number of them that learned all tasks: the n of every number
   * @param values a number a column
   */
  public record Row(
      String label,
      String method,
      List<String> tasks,
      int runs,
      int finished,
      List<Spread> values) {

    /** Copies the lists. */
    public Row {
      tasks = List.copyOf(tasks);
      values = List.copyOf(values);
    }

    /** The n of every number, and of how many where runs are still missing. */
    public String count() {
      return finished == runs ? Integer.toString(runs) : "%d of %d".formatted(finished, runs);
    }
  }

  /** Tasks beyond which a table for a page has the metrics alone. */
  public static final int MOST_TASKS = 10;

  private final List<Column> columns = new ArrayList<>();

  /** The number of each column for a run, from 0 to 1; NaN where the run does not have it. */
  private final List<ToDoubleFunction<Finished>> numbers = new ArrayList<>();

  private final List<Row> rows = new ArrayList<>();

  private MeanTable() {}

  /** The table of some groups. */
  public static MeanTable of(List<CurveGroup> groups) {
    MeanTable table = new MeanTable();
    for (Metric metric : Metrics.ALL) {
      table.add(
          new Column(metric.label(), metric.formula(), metric.lowerIsBetter(), false),
          run -> metric.of(run.own()));
      if (metric.equals(Metrics.AVERAGE_ACCURACY)) {
        table.addOtherRules(groups);
      }
    }
    List<List<String>> names = groups.stream().map(CurveGroup::taskNames).distinct().toList();
    int tasks = names.stream().mapToInt(List::size).reduce(0, Math::max);
    for (int task = 0; task < tasks; task++) {
      String name = names.size() == 1 ? names.getFirst().get(task) : "Task " + (task + 1);
      int at = task;
      table.add(
          new Column(name, "accuracy on " + name + " at the end of the run", false, true),
          run -> run.last(at));
    }
    for (CurveGroup group : groups) {
      List<Finished> finished =
          group.members().stream().filter(MeanTable::isFinished).map(Finished::of).toList();
      List<Spread> values =
          table.numbers.stream()
              .map(number ->
                  Spread.of(
                      finished.stream()
                          .mapToDouble(run -> 100 * number.applyAsDouble(run))
                          .toArray()))
              .toList();
      table.rows.add(
          new Row(
              group.label(),
              group.method(),
              group.members().isEmpty()
                  ? List.of()
                  : SpecTraits.tasks(group.members().getFirst().spec()),
              group.members().size(),
              finished.size(),
              values));
    }
    return table;
  }

  private void add(Column column, ToDoubleFunction<Finished> number) {
    columns.add(column);
    numbers.add(number);
  }

  /** Adds the average accuracy by each rule that some run has beside its own. */
  private void addOtherRules(List<CurveGroup> groups) {
    List<LearningCurves> both =
        groups.stream()
            .flatMap(group -> group.members().stream())
            .filter(run -> run.scores().hasOther())
            .toList();
    if (both.stream().anyMatch(run -> !run.spec().isTaskTold())) {
      addRule("Average accuracy, task-inc.", "the classes of their own task", true);
    }
    if (both.stream().anyMatch(run -> run.spec().isTaskTold())) {
      addRule("Average accuracy, class-inc.", "the classes of all tasks", false);
    }
  }

  private void addRule(String name, String classes, boolean told) {
    String formula = Metrics.AVERAGE_ACCURACY.formula() + ", images classified among " + classes;
    add(new Column(name, formula, false, false), run -> run.average(told));
  }

  /** The columns behind configuration and n. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** The configurations in the order of the groups. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Whether there are too many tasks for each to have a column on a page. */
  public boolean isWide() {
    return columns.stream().filter(Column::ofTask).count() > MOST_TASKS;
  }

  /** The columns for a page: of many tasks the metrics alone. */
  private List<Column> printed() {
    return isWide() ? columns.stream().filter(column -> !column.ofTask()).toList() : columns;
  }

  /** The heads of {@link #cells}. */
  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("Configuration", "n"));
    printed().forEach(column -> header.add(column.name()));
    return header;
  }

  /** The table for people, mean ± standard deviation; n says so where runs are still missing. */
  public List<List<String>> cells() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.label());
      line.add(row.count());
      row.values().subList(0, printed().size()).forEach(value -> line.add(value.text(1)));
      cells.add(line);
    }
    return cells;
  }

  /** Writes the table as CSV: for each column its mean, standard deviation and standard error. */
  public void writeCsv(Path file) {
    List<String> header =
        new ArrayList<>(List.of("configuration", "method", "images and tasks", "n"));
    for (Column column : columns) {
      header.addAll(List.of(column.name(), column.name() + " sd", column.name() + " se"));
    }
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<String> line =
          new ArrayList<>(
              List.of(
                  row.label(),
                  row.method(),
                  String.join(ShortNames.SEPARATOR, row.tasks()),
                  Integer.toString(row.finished())));
      for (Spread value : row.values()) {
        line.add(TableFile.number(value.mean()));
        line.add(TableFile.number(value.deviation()));
        line.add(TableFile.number(value.error()));
      }
      lines.add(line);
    }
    TableFile.writeCsv(file, header, lines);
  }

  /** Writes the table as LaTeX, as papers print it. */
  public void writeLatex(Path file) {
    latex().write(file);
  }

  /**
   * The table as papers print it: the best of each column in bold, the second underlined, each
   * among those of the same images and tasks, which stand together.
   */
  LatexTable latex() {
    List<LatexTable.Column> heads =
        new ArrayList<>(
            List.of(
                new LatexTable.Column("Configuration", "", false, LatexTable.Best.NONE),
                new LatexTable.Column("n", "", true, LatexTable.Best.NONE)));
    printed()
        .forEach(column ->
            heads.add(
                new LatexTable.Column(
                    column.name(),
                    "%",
                    true,
                    column.lowerIsBetter() ? LatexTable.Best.LOWEST : LatexTable.Best.HIGHEST)));
    Map<List<String>, List<List<LatexTable.Cell>>> blocks = new LinkedHashMap<>();
    // A row without a finished run would be one of dashes.
    for (Row row : rows.stream().filter(one -> one.finished() > 0).toList()) {
      List<LatexTable.Cell> line = new ArrayList<>();
      line.add(new LatexTable.Cell.Text(row.label()));
      line.add(new LatexTable.Cell.Text(row.count()));
      row.values()
          .subList(0, printed().size())
          .forEach(value -> line.add(new LatexTable.Cell.Mean(value)));
      blocks.computeIfAbsent(row.tasks(), tasks -> new ArrayList<>()).add(line);
    }
    return new LatexTable(
        heads, List.copyOf(blocks.values()), caption(blocks.size()), "comparison");
  }

  private String caption(int blocks) {
    return (isWide() ? "Metrics" : "Metrics, and test accuracy on each task at the end of training")
        + ": mean ± standard deviation over n runs with different seeds. Best in bold, second"
        + " underlined"
        + (blocks > 1 ? ", among the same images and tasks." : ".");
  }

  private static boolean isFinished(LearningCurves curves) {
    return !curves.epochs().isEmpty() && curves.epochs().size() == curves.plannedEpochs();
  }
}
