package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.TaskScore;
import palimpsest.text.CsvCell;

/** Every test score of a run as one tidy table: a row for each epoch and each task tested. */
final class EpochTable {

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
              "epoch",
              "tested_task",
              "tested_task_name",
              "seen",
              "test_loss",
              "test_accuracy",
              "training_loss",
              "training_accuracy",
              "replayed_accuracy",
              "seconds",
              "test_images")
          .get();

  private EpochTable() {}

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
        TaskScore score = scores.tests().get(tested);
        csv.printRecord(
            CsvCell.of(run),
            spec.method(),
            spec.seed(),
            scores.task(),
            CsvCell.of(taskNames.get(scores.task())),
            scores.epoch(),
            tested,
            CsvCell.of(taskNames.get(tested)),
            tested <= scores.task(),
            number(score.loss()),
            number(score.accuracy()),
            number(scores.trainingLoss()),
            number(scores.trainingAccuracy()),
            number(scores.replayedAccuracy()),
            number(scores.seconds()),
            score.images() == 0 ? "" : score.images());
      }
    }
    csv.flush();
  }

  /** An empty cell is a missing number to every reader of tables. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
