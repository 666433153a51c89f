package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.TestScores;
import palimpsest.text.CsvCell;

/** A table of scores whose rows begin with the run and the task that was trained. */
final class ScoreCsv {

  private static final List<String> FIRST =
      List.of("run", "method", "seed", "trained_task", "trained_task_name");

  private final String run;
  private final ExperimentSpec spec;
  private final List<String> taskNames;
  private final CSVPrinter csv;

  /**
   * Begins a table.
   *
   * @param run the name of the run
   * @param others names of the other columns
   */
  ScoreCsv(
      OutputStream out, String run, ExperimentSpec spec, List<String> taskNames, String... others)
      throws IOException {
    this.run = CsvCell.of(run);
    this.spec = spec;
    this.taskNames = taskNames.stream().map(CsvCell::of).toList();
    List<String> header = new ArrayList<>(FIRST);
    Collections.addAll(header, others);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator("\n")
            .setHeader(header.toArray(String[]::new))
            .get();
    csv = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
  }

  /** A task's name as a cell. */
  String name(int task) {
    return taskNames.get(task);
  }

  /** Adds a row. */
  void row(TestScores scores, Object... others) throws IOException {
    List<Object> cells = new ArrayList<>();
    Collections.addAll(cells, run, spec.method(), spec.seed(), scores.task(), name(scores.task()));
    Collections.addAll(cells, others);
    csv.printRecord(cells);
  }

  /** Ends the table. */
  void end() throws IOException {
    csv.flush();
  }
}
