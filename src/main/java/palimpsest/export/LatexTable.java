package palimpsest.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import palimpsest.chart.Spread;
import palimpsest.file.AtomicFile;
import palimpsest.text.NumberText;

/**
 * A table for a paper, in the notation of LaTeX with the package booktabs: words to the left,
 * numbers under each other by their points, the best of a column in bold and the second underlined.
 *
 * @param columns the columns
 * @param blocks the rows, a cell a column, in blocks with a rule between them; the best is the best
 *     of its block
 * @param caption the caption of the table
 * @param label the key for references, without {@code tab:}
 */
record LatexTable(
    List<Column> columns, List<List<List<Cell>>> blocks, String caption, String label) {

  /** The rule by which a number of a column is the best. */
  enum Best {
    HIGHEST(" $\\uparrow$"),
    LOWEST(" $\\downarrow$"),
    NONE("");

    private final String arrow;

    Best(String arrow) {
      this.arrow = arrow;
    }
  }

  /**
   * A column.
   *
   * @param heading its heading
   * @param unit the unit of its numbers; empty for none
   * @param numbers whether it holds numbers
   * @param best the value to mark as best
   */
  record Column(String heading, String unit, boolean numbers, Best best) {}

  /** A cell. */
  sealed interface Cell {

    /** Words, or a number as it is to be written. */
    record Text(String text) implements Cell {}

    /** A mean with its scatter, to one decimal. */
    record Mean(Spread spread) implements Cell {}
  }

  private static final Pattern NUMBER = Pattern.compile("([-−+]?[\\d,.:]+)( %)?");

  LatexTable {
    columns = List.copyOf(columns);
    blocks = blocks.stream().map(rows -> rows.stream().map(List::copyOf).toList()).toList();
  }

  /** A table of one block. */
  static LatexTable ofRows(
      List<Column> columns, List<List<Cell>> rows, String caption, String label) {
    return new LatexTable(columns, List.of(rows), caption, label);
  }

  /**
   * A table of texts: a column all of whose cells are numbers is one of numbers, and a per cent
   * sign that all have goes into the heading.
   */
  static LatexTable of(List<String> header, List<List<String>> rows, String caption, String label) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int at = i;
      List<String> known =
          rows.stream()
              .map(row -> row.get(at))
              .filter(cell -> !cell.isBlank() && !cell.equals(NumberText.NONE))
              .toList();
      boolean numbers =
          !known.isEmpty() && known.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
      boolean percent = numbers && known.stream().allMatch(cell -> cell.endsWith(" %"));
      columns.add(new Column(header.get(i), percent ? "%" : "", numbers, Best.NONE));
    }
    List<List<Cell>> cells = new ArrayList<>();
    for (List<String> row : rows) {
      cells.add(
          IntStream.range(0, row.size())
              .<Cell>mapToObj(i ->
                  new Cell.Text(
                      columns.get(i).unit().isEmpty() ? row.get(i) : row.get(i).replace(" %", "")))
              .toList());
    }
    return ofRows(columns, cells, caption, label);
  }

  /**
   * Writes it.
   *
   * @throws palimpsest.problem.Problem if it cannot be written
   */
  void write(Path file) {
    AtomicFile.writeInFolder(file, out -> out.write(text().getBytes(StandardCharsets.UTF_8)));
  }

  /** The table as LaTeX reads it. */
  String text() {
    StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs,graphicx}\n");
    text.append("\\begin{table}\n\\centering\n");
    text.append("\\caption{").append(LatexText.of(caption)).append("}\n");
    text.append("\\label{tab:").append(label).append("}\n");
    // A table wider than the text, such as one of many tasks, is made as wide as that.
    text.append("\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n");
    text.append("\\begin{tabular}{");
    columns.forEach(column -> text.append(column.numbers() ? 'r' : 'l'));
    text.append("}\n\\toprule\n");
    text.append(line(columns.stream().map(LatexTable::heading).toList()));
    for (List<List<Cell>> rows : blocks) {
      text.append("\\midrule\n");
      List<List<String>> written =
          IntStream.range(0, columns.size()).mapToObj(place -> writtenColumn(place, rows)).toList();
      for (int row = 0; row < rows.size(); row++) {
        int at = row;
        text.append(line(written.stream().map(column -> column.get(at)).toList()));
      }
    }
    return text.append("\\bottomrule\n\\end{tabular}}\n\\end{table}\n").toString();
  }

  private static String heading(Column column) {
    String unit = column.unit().isEmpty() ? "" : " (" + LatexText.of(column.unit()) + ")";
    return LatexText.of(column.heading()) + unit + column.best().arrow;
  }

  private static String line(List<String> cells) {
    return String.join(" & ", cells) + " \\\\\n";
  }

  private List<String> writtenColumn(int place, List<List<Cell>> rows) {
    Column column = columns.get(place);
    List<Cell> cells = rows.stream().map(row -> row.get(place)).toList();
    List<Spread> spreads = spreads(cells);
    // Numbers stand under each other through all blocks.
    int deviation =
        blocks.stream()
            .flatMap(block -> spreads(block.stream().map(row -> row.get(place)).toList()).stream())
            .filter(spread -> Double.isFinite(spread.deviation()))
            .mapToInt(spread -> NumberText.fixed(spread.deviation(), 1).length())
            .reduce(0, Math::max);
    List<Double> ranks = ranks(spreads, column.best());
    List<String> written = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      written.add(
          switch (cells.get(i)) {
            case Cell.Text(String words) when column.numbers() -> number(words);
            case Cell.Text(String words) -> LatexText.of(words);
            case Cell.Mean(Spread spread) -> mean(spread, deviation, ranks);
          });
    }
    return written;
  }

  private static List<Spread> spreads(List<Cell> cells) {
    return cells.stream()
        .map(cell -> cell instanceof Cell.Mean mean ? mean.spread() : Spread.of())
        .toList();
  }

  /**
   * The best and the second best mean as they are written; of two the best alone, for the other one
   * is the worst, too.
   */
  private static List<Double> ranks(List<Spread> spreads, Best best) {
    TreeSet<Double> values = new TreeSet<>();
    spreads.stream().filter(Spread::isKnown).forEach(spread -> values.add(rounded(spread.mean())));
    long known = spreads.stream().filter(Spread::isKnown).count();
    if (best == Best.NONE || known < 2) {
      return List.of();
    }
    return List.copyOf(best == Best.HIGHEST ? values.descendingSet() : values).stream()
        .limit(known == 2 ? 1 : 2)
        .toList();
  }

  /** Numbers that are written alike are equally good. */
  private static double rounded(double value) {
    return Math.rint(10 * value) / 10 + 0.0;
  }

  private static String mean(Spread spread, int deviation, List<Double> ranks) {
    if (!spread.isKnown()) {
      return "--";
    }
    String mean = NumberText.fixed(spread.mean(), 1).replace("−", "-");
    int rank = ranks.indexOf(rounded(spread.mean()));
    String marked =
        switch (rank) {
          case 0 -> "\\mathbf{" + mean + "}";
          case 1 -> "\\underline{" + mean + "}";
          default -> mean;
        };
    if (deviation == 0) {
      return "$" + marked + "$";
    }
    if (!Double.isFinite(spread.deviation())) {
      return "$" + marked + "\\phantom{{}\\pm " + "0".repeat(deviation - 2) + ".0}$";
    }
    String scatter = NumberText.fixed(spread.deviation(), 1);
    int missing = deviation - scatter.length();
    String padding = missing == 0 ? "" : "\\phantom{" + "0".repeat(missing) + "}";
    return "$" + marked + " \\pm " + padding + scatter + "$";
  }

  private static String number(String words) {
    if (!NUMBER.matcher(words).matches()) {
      return LatexText.of(words);
    }
    return "$" + words.replace("−", "-").replace(",", "{,}").replace("%", "\\%") + "$";
  }
}
