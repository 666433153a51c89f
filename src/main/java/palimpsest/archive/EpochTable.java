package palimpsest.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.experiment.TestScores;

/**
 * Every test score of a run as one tidy table: a row for each evaluation and each task tested. The
 * column {@code batch} counts the batches of the epoch trained before, empty after a whole epoch;
 * {@code other_accuracy} is that by the other rule, see {@link TaskScore}.
 */
final class EpochTable {

  private EpochTable() {}

  static void write(
      OutputStream out, String run, ExperimentSpec spec, List<String> taskNames, Scores scores)
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
            "test_images",
            "batch",
            "other_accuracy");
    for (TestScores at : scores.inOrder()) {
      for (int tested = 0; tested < at.tests().size(); tested++) {
        TaskScore score = at.tests().get(tested);
        List<Object> cells = new ArrayList<>();
        Collections.addAll(
            cells,
            at.epoch(),
            tested,
            csv.name(tested),
            tested <= at.task(),
            number(score.loss()),
            number(score.accuracy()));
        cells.addAll(training(at));
        cells.add(score.images() == 0 ? "" : score.images());
        cells.add(at instanceof BatchScores within ? within.batch() : "");
        cells.add(number(score.otherAccuracy()));
        csv.row(at, cells.toArray());
      }
    }
    csv.end();
  }

  private static List<String> training(TestScores scores) {
    return switch (scores) {
      case EpochScores epoch ->
          List.of(
              number(epoch.trainingLoss()),
              number(epoch.trainingAccuracy()),
              number(epoch.replayedAccuracy()),
              number(epoch.seconds()));
      case BatchScores _ -> List.of("", "", "", "");
    };
  }

  /** An empty cell is a missing number to every reader of tables. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
