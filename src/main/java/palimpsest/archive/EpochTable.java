package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.TaskScore;

/** Every test score of a run as one tidy table: a row for each epoch and each task tested. */
final class EpochTable {

  private EpochTable() {}

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
            "test_images");
    for (EpochScores scores : epochs) {
      for (int tested = 0; tested < scores.tests().size(); tested++) {
        TaskScore score = scores.tests().get(tested);
        csv.row(
            scores,
            scores.epoch(),
            tested,
            csv.name(tested),
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
    csv.end();
  }

  /** An empty cell is a missing number to every reader of tables. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
