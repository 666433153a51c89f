package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.TaskScore;

/** The scores: initial scores, after epochs and within them, and the losses of single batches. */
final class ScoreTable {

  private ScoreTable() {}

  static void putInitial(Connection connection, long run, List<TaskScore> scores)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int task = 0; task < scores.size(); task++) {
      rows.add(row(scores.get(task), run, task));
    }
    Query.updateAll(
        connection,
        "INSERT OR REPLACE INTO initial_score (run, tested_task, loss, accuracy, images,"
            + " other_accuracy) VALUES (?, ?, ?, ?, ?, ?)",
        rows);
  }

  static void putEpoch(Connection connection, long run, EpochScores scores) throws SQLException {
    Query.update(
        connection,
        "INSERT OR REPLACE INTO epoch (run, task, epoch, training_loss, training_accuracy,"
            + " replayed_accuracy, seconds) VALUES (?, ?, ?, ?, ?, ?, ?)",
        run,
        scores.task(),
        scores.epoch(),
        Query.finite(scores.trainingLoss()),
        Query.finite(scores.trainingAccuracy()),
        Query.finite(scores.replayedAccuracy()),
        Query.finite(scores.seconds()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int tested = 0; tested < scores.tests().size(); tested++) {
      rows.add(row(scores.tests().get(tested), run, scores.task(), scores.epoch(), tested));
    }
    Query.updateAll(
        connection,
        "INSERT OR REPLACE INTO score (run, task, epoch, tested_task, loss, accuracy, images,"
            + " other_accuracy) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    putConfusion(connection, run, scores);
  }

  static void putWithin(Connection connection, long run, BatchScores scores) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int tested = 0; tested < scores.tests().size(); tested++) {
      rows.add(
          row(
              scores.tests().get(tested),
              run,
              scores.task(),
              scores.epoch(),
              scores.batch(),
              scores.batches(),
              tested));
    }
    Query.updateAll(
        connection,
        "INSERT OR REPLACE INTO batch_score (run, task, epoch, batch, batches, tested_task, loss,"
            + " accuracy, images, other_accuracy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static void putConfusion(Connection connection, long run, EpochScores scores)
      throws SQLException {
    Query.update(
        connection,
        "DELETE FROM confusion WHERE run = ? AND task = ? AND epoch = ?",
        run,
        scores.task(),
        scores.epoch());
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int tested = 0; tested < scores.tests().size(); tested++) {
      for (ConfusionMatrix.Cell cell : scores.tests().get(tested).confusion().cells()) {
        rows.add(
            new @Nullable Object[] {
              run,
              scores.task(),
              scores.epoch(),
              tested,
              cell.truth(),
              cell.predicted(),
              cell.count()
            });
      }
    }
    Query.updateAll(
        connection,
        "INSERT INTO confusion (run, task, epoch, tested_task, true_class, predicted_class, count)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  /** A row of a score: its place, then its numbers; NULL where one is not recorded. */
  private static @Nullable Object[] row(TaskScore score, Object... place) {
    @Nullable Object[] row = Arrays.<@Nullable Object>copyOf(place, place.length + 4);
    row[place.length] = Query.finite(score.loss());
    row[place.length + 1] = Query.finite(score.accuracy());
    row[place.length + 2] = score.images() == 0 ? null : (Object) score.images();
    row[place.length + 3] = Query.finite(score.otherAccuracy());
    return row;
  }

  /**
   * Writes the loss of a batch.
   *
   * @param batch its place in the epoch, from 0
   */
  static void putBatch(Connection connection, long run, int task, int epoch, int batch, double loss)
      throws SQLException {
    Query.update(
        connection,
        "INSERT OR REPLACE INTO batch (run, task, epoch, batch, loss) VALUES (?, ?, ?, ?, ?)",
        run,
        task,
        epoch,
        batch,
        Query.finite(loss));
  }

  /** Takes away what was measured at a place and after it. */
  static void forgetFrom(Connection connection, long run, Checkpoint.Position position)
      throws SQLException {
    for (String table : List.of("epoch", "score", "confusion")) {
      Query.update(
          connection,
          "DELETE FROM " + table + " WHERE run = ? AND (task, epoch) >= (?, ?)",
          run,
          position.task(),
          position.epoch());
    }
    Query.update(
        connection,
        "DELETE FROM batch_score WHERE run = ? AND (task, epoch, batch) > (?, ?, ?)",
        run,
        position.task(),
        position.epoch(),
        position.batch());
    Query.update(
        connection,
        "DELETE FROM batch WHERE run = ? AND (task, epoch, batch) >= (?, ?, ?)",
        run,
        position.task(),
        position.epoch(),
        position.batch());
    Query.update(
        connection, "DELETE FROM matrix WHERE run = ? AND task >= ?", run, position.task());
  }
}
