package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;

/**
 * The confusion matrices of a run as one tidy table: a row for each task learned, each task tested
 * and each pair of classes that occurred.
 */
final class ConfusionTable {

  private ConfusionTable() {}

  static void write(
      OutputStream out,
      String run,
      ExperimentSpec spec,
      List<String> taskNames,
      List<EpochScores> epochs)
      throws IOException {
    ScoreCsv csv =
        new ScoreCsv(
            out,
            run,
            spec,
            taskNames,
            "tested_task",
            "tested_task_name",
            "true_class",
            "predicted_class",
            "count");
    for (EpochScores scores : epochs) {
      for (int tested = 0; tested < scores.tests().size(); tested++) {
        for (ConfusionMatrix.Cell cell : scores.tests().get(tested).confusion().cells()) {
          csv.row(scores, tested, csv.name(tested), cell.truth(), cell.predicted(), cell.count());
        }
      }
    }
    csv.end();
  }
}
