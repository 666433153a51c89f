package palimpsest.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.Spread;
import palimpsest.metric.Metric;
import palimpsest.metric.MetricValue;
import palimpsest.metric.Metrics;

/**
 * Results per configuration: a row for each, with mean and sample standard deviation over seeds of
 * the last accuracy on each task and of every metric. Only runs that learned all their tasks count.
 * All numbers but the counts are in per cent.
 */
public final class MeanTable {

  /**
   * A column of numbers.
   *
   * @param name its head
   * @param formula its formula, for a tooltip
   * @param lowerIsBetter whether a smaller number is the better one
   */
  public record Column(String name, String formula, boolean lowerIsBetter) {}

  /**
   * A configuration.
   *
   * @param label the name of the configuration
   * @param method its method
   * @param runs the number of runs
   * @param finished the number of them that learned all tasks: the n of every number
   * @param values a number a column
   */
  public record Row(String label, String method, int runs, int finished, List<Spread> values) {

    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }

    /** The n of every number, and of how many where runs are still missing. */
    public String count() {
      return finished == runs ? Integer.toString(runs) : "%d of %d".formatted(finished, runs);
    }
  }

  private static final String CAPTION =
      "Test accuracy on each task at the end of training, and metrics: mean ± standard deviation"
          + " over n runs with different seeds. Best in bold, second underlined.";

  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private MeanTable() {}

  /** The table of some groups. */
  public static MeanTable of(List<CurveGroup> groups) {
    MeanTable table = new MeanTable();
    List<List<String>> names = groups.stream().map(CurveGroup::taskNames).distinct().toList();
    int tasks = names.stream().mapToInt(List::size).reduce(0, Math::max);
    for (int task = 0; task < tasks; task++) {
      String name = names.size() == 1 ? names.getFirst().get(task) : "Task " + (task + 1);
      table.columns.add(new Column(name, "accuracy on " + name + " at the end of the run", false));
    }
    for (Metric metric : Metrics.ALL) {
      table.columns.add(new Column(metric.label(), metric.formula(), metric.lowerIsBetter()));
    }
    for (CurveGroup group : groups) {
      List<List<Double>> numbers = new ArrayList<>();
      for (LearningCurves curves : group.members()) {
        if (isFinished(curves)) {
          numbers.add(numbers(curves, tasks));
        }
      }
      List<Spread> values =
          IntStream.range(0, table.columns.size())
              .mapToObj(column -> Spread.of(numbers.stream().map(row -> row.get(column)).toList()))
              .toList();
      table.rows.add(
          new Row(group.label(), group.method(), group.members().size(), numbers.size(), values));
    }
    return table;
  }

  /** The columns behind configuration and n. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** The configurations in the order of the groups. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The heads of {@link #cells}. */
  public List<String> header() {
    List<String> header = new ArrayList<>(List.of("Configuration", "n"));
    columns.forEach(column -> header.add(column.name()));
    return header;
  }

  /** The table for people, mean ± standard deviation; n says so where runs are still missing. */
  public List<List<String>> cells() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      line.add(row.label());
      line.add(row.count());
      row.values().forEach(value -> line.add(value.text(1)));
      cells.add(line);
    }
    return cells;
  }

  /** Writes the table as CSV: for each column its mean, standard deviation and standard error. */
  public void writeCsv(Path file) {
    List<String> header = new ArrayList<>(List.of("configuration", "method", "n"));
    for (Column column : columns) {
      header.addAll(List.of(column.name(), column.name() + " sd", column.name() + " se"));
    }
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<String> line =
          new ArrayList<>(List.of(row.label(), row.method(), Integer.toString(row.finished())));
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

  /** The table as papers print it: the best of each column in bold, the second underlined. */
  LatexTable latex() {
    List<LatexTable.Column> heads =
        new ArrayList<>(
            List.of(
                new LatexTable.Column("Configuration", "", false, LatexTable.Best.NONE),
                new LatexTable.Column("n", "", true, LatexTable.Best.NONE)));
    columns.forEach(column ->
        heads.add(
            new LatexTable.Column(
                column.name(),
                "%",
                true,
                column.lowerIsBetter() ? LatexTable.Best.LOWEST : LatexTable.Best.HIGHEST)));
    List<List<LatexTable.Cell>> lines = new ArrayList<>();
    for (Row row : rows) {
      List<LatexTable.Cell> line = new ArrayList<>();
      line.add(new LatexTable.Cell.Text(row.label()));
      line.add(new LatexTable.Cell.Text(row.count()));
      row.values().forEach(value -> line.add(new LatexTable.Cell.Mean(value)));
      lines.add(line);
    }
    return new LatexTable(heads, lines, CAPTION, "comparison");
  }

  private static boolean isFinished(LearningCurves curves) {
    return !curves.epochs().isEmpty() && curves.epochs().size() == curves.plannedEpochs();
  }

  private static List<Double> numbers(LearningCurves curves, int tasks) {
    List<Double> numbers = new ArrayList<>();
    var tests = curves.epochs().getLast().tests();
    for (int task = 0; task < tasks; task++) {
      numbers.add(task < tests.size() ? 100 * tests.get(task).accuracy() : Double.NaN);
    }
    for (MetricValue metric : Metrics.of(curves.history())) {
      numbers.add(100 * metric.value());
    }
    return numbers;
  }
}
