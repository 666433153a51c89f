package palimpsest.export;

import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import palimpsest.file.AtomicFile;
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
   * Writes a table for LaTeX with the package booktabs: words to the left, numbers to the right.
   *
   * @param caption the caption
   * @param label the key for references, without {@code tab:}
   * @throws palimpsest.problem.Problem if it cannot be written
   */
  public static void writeLatex(
      Path file, List<String> header, List<List<String>> rows, String caption, String label) {
    LatexTable.of(header, rows, caption, label).write(file);
  }

  /** A number so that reading it gives the same number; an empty cell where there is none. */
  static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
