package palimpsest.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.TaskScore;

/** What was measured: first scores, epochs, and the losses of single batches. */
final class ScoreTable {

  /** A place in a run, as a key of a map. */
  private record Epoch(long run, int task, int epoch) {}

  private ScoreTable() {}

  /** The curves of some runs; a run without any has {@link RunScores#NONE}. */
  static Map<Long, RunScores> read(Connection connection, Collection<Long> ids)
      throws SQLException {
    String which = " WHERE run IN (SELECT value FROM json_each(?)) ";
    String list = Query.ids(ids);
    Map<Long, List<TaskScore>> initial = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, loss, accuracy FROM initial_score" + which + "ORDER BY run, tested_task",
        row ->
            initial
                .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                .add(new TaskScore(Query.real(row, 2), Query.real(row, 3))),
        list);
    Map<Epoch, List<TaskScore>> tests = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, loss, accuracy FROM score"
            + which
            + "ORDER BY run, task, epoch, tested_task",
        row ->
            tests
                .computeIfAbsent(
                    new Epoch(row.getLong(1), row.getInt(2), row.getInt(3)),
                    place -> new ArrayList<>())
                .add(new TaskScore(Query.real(row, 4), Query.real(row, 5))),
        list);
    Map<Long, List<EpochScores>> epochs = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, training_loss, training_accuracy, replayed_accuracy, seconds"
            + " FROM epoch"
            + which
            + "ORDER BY run, task, epoch",
        row -> {
          Epoch place = new Epoch(row.getLong(1), row.getInt(2), row.getInt(3));
          return epochs
              .computeIfAbsent(place.run(), id -> new ArrayList<>())
              .add(
                  new EpochScores(
                      place.task(),
                      place.epoch(),
                      Query.real(row, 4),
                      Query.real(row, 5),
                      Query.real(row, 6),
                      tests.getOrDefault(place, List.of()),
                      Query.real(row, 7)));
        },
        list);
    Map<Long, RunScores> scores = new LinkedHashMap<>();
    for (long id : ids) {
      scores.put(
          id,
          new RunScores(initial.getOrDefault(id, List.of()), epochs.getOrDefault(id, List.of())));
    }
    return scores;
  }

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
