package palimpsest.export;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import palimpsest.archive.AtomicFile;
import palimpsest.text.CsvCell;

/** Writes tables into files, whole or not at all. */
public final class TableFile {

  private TableFile() {}

  /**
   * Writes a table as comma-separated values in UTF-8, as every reader of tables takes them; no
   * cell is a formula to a spreadsheet.
   *
   * @throws palimpsest.problem.Problem if it cannot be written
   */
  public static void writeCsv(Path file, List<String> header, List<List<String>> rows) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator("\n")
            .setHeader(header.stream().map(CsvCell::of).toArray(String[]::new))
            .get();
    AtomicFile.writeInFolder(
        file,
        out -> {
          CSVPrinter csv =
              new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
          for (List<String> row : rows) {
            csv.printRecord(row.stream().map(CsvCell::of));
          }
          csv.flush();
        });
  }

  /**
   * Writes a table for LaTeX with the package booktabs: the first column to the left, the others to
   * the right.
   *
   * @throws palimpsest.problem.Problem if it cannot be written
   */
  public static void writeLatex(Path file, List<String> header, List<List<String>> rows) {
    String text = latex(header, rows);
    AtomicFile.writeInFolder(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          writer.write(text);
          writer.flush();
        });
  }

  static String latex(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder("% \\usepackage{booktabs}\n");
    text.append("\\begin{tabular}{l").append("r".repeat(header.size() - 1)).append("}\n");
    text.append("\\toprule\n").append(line(header)).append("\\midrule\n");
    rows.forEach(row -> text.append(line(row)));
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(TableFile::escaped).collect(Collectors.joining(" & ", "", " \\\\\n"));
  }

  /** A text that LaTeX prints as it is. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
            case '±' -> "$\\pm$";
            case '−' -> "$-$";
            case '–' -> "--";
            case 'λ' -> "$\\lambda$";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '\n', '\r' -> " ";
            default -> String.valueOf(c);
          });
    }
    // A line that opens with a bracket would be taken for the room after the line before it.
    return escaped.length() > 0 && escaped.charAt(0) == '[' ? "{}" + escaped : escaped.toString();
  }

  /** A number so that reading it gives the same number; an empty cell where there is none. */
  static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
