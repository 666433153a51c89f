package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.text.CsvCell;

/**
 * The confusion matrices of a run as one tidy table: a row for each task learned, each task tested
 * and each pair of classes that occurred.
 */
final class ConfusionTable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator("\n")
          .setHeader(
              "run",
              "method",
              "seed",
              "trained_task",
              "trained_task_name",
              "tested_task",
              "tested_task_name",
              "true_class",
              "predicted_class",
              "count")
          .get();

  private ConfusionTable() {}

  static void write(
      OutputStream out,
      String run,
      ExperimentSpec spec,
      List<String> taskNames,
      List<EpochScores> epochs)
      throws IOException {
    CSVPrinter csv = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
    for (EpochScores scores : epochs) {
      for (int tested = 0; tested < scores.tests().size(); tested++) {
        for (ConfusionMatrix.Cell cell : scores.tests().get(tested).confusion().cells()) {
          csv.printRecord(
              CsvCell.of(run),
              spec.method(),
              spec.seed(),
              scores.task(),
              CsvCell.of(taskNames.get(scores.task())),
              tested,
              CsvCell.of(taskNames.get(tested)),
              cell.truth(),
              cell.predicted(),
              cell.count());
        }
      }
    }
    csv.flush();
  }
}
