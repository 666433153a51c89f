package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.TaskScore;

/** What was measured: first scores, epochs, and the losses of single batches. */
final class ScoreTable {

  private ScoreTable() {}

  static void putInitial(Connection connection, long run, List<TaskScore> scores)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int task = 0; task < scores.size(); task++) {
      TaskScore score = scores.get(task);
      rows.add(
          new @Nullable Object[] {
            run, task, Query.finite(score.loss()), Query.finite(score.accuracy())
          });
    }
    Query.updateAll(
        connection,
        "INSERT OR REPLACE INTO initial_score (run, tested_task, loss, accuracy)"
            + " VALUES (?, ?, ?, ?)",
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
      TaskScore score = scores.tests().get(tested);
      rows.add(
          new @Nullable Object[] {
            run,
            scores.task(),
            scores.epoch(),
            tested,
            Query.finite(score.loss()),
            Query.finite(score.accuracy())
          });
    }
    Query.updateAll(
        connection,
        "INSERT OR REPLACE INTO score (run, task, epoch, tested_task, loss, accuracy)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        rows);
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
  static void forgetFrom(Connection connection, long run, Checkpoint.Place place)
      throws SQLException {
    for (String table : List.of("epoch", "score")) {
      Query.update(
          connection,
          "DELETE FROM " + table + " WHERE run = ? AND (task, epoch) >= (?, ?)",
          run,
          place.task(),
          place.epoch());
    }
    Query.update(
        connection,
        "DELETE FROM batch WHERE run = ? AND (task, epoch, batch) >= (?, ?, ?)",
        run,
        place.task(),
        place.epoch(),
        place.batch());
    Query.update(connection, "DELETE FROM matrix WHERE run = ? AND task >= ?", run, place.task());
  }
}
