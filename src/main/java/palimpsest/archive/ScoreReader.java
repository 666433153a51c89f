package palimpsest.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;

/**
 * Reads the curves of runs. What a row counts is checked against its run: a measurement of a task
 * or epoch that the run does not have is left out and told, and the other measurements are shown.
 */
final class ScoreReader {

  /** A place in a run, as a key of a map. */
  private record Epoch(long run, int task, int epoch) {}

  /** A place within an epoch. */
  private record Batch(Epoch place, int batch, int batches) {}

  /** A task that was evaluated at a place in a run. */
  private record Tested(Epoch place, long task) {}

  private final Connection connection;
  private final Map<Long, RunSize> sizes;
  private final Consumer<String> limits;
  private final Set<Long> damaged = new TreeSet<>();
  private final Set<Long> unbelieved = new TreeSet<>();
  private final Map<Tested, ConfusionMatrix> confusions = new HashMap<>();

  /**
   * A reader.
   *
   * @param sizes the limits on the measurements of each run; other runs are left out
   * @param limits told what was left out, in sentences
   */
  ScoreReader(Connection connection, Map<Long, RunSize> sizes, Consumer<String> limits) {
    this.connection = connection;
    this.sizes = sizes;
    this.limits = limits;
  }

  /**
   * The curves of a run, with its confusion matrices.
   *
   * @param classes the number of classes its network distinguishes
   */
  Scores readWithConfusion(long run, int classes) throws SQLException {
    Map<Tested, List<ConfusionMatrix.Cell>> cells = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, tested_task, true_class, predicted_class, count FROM confusion"
            + " WHERE run = ? ORDER BY task, epoch, tested_task, true_class, predicted_class",
        row -> {
          Epoch place = place(row);
          OptionalInt truth = whole(row, 5, classes - 1);
          OptionalInt predicted = whole(row, 6, classes - 1);
          OptionalInt count = whole(row, 7, Integer.MAX_VALUE);
          if (place == null
              || truth.isEmpty()
              || predicted.isEmpty()
              || count.isEmpty()
              || count.getAsInt() == 0) {
            return unbelieved.add(run);
          }
          return cells
              .computeIfAbsent(new Tested(place, row.getLong(4)), at -> new ArrayList<>())
              .add(
                  new ConfusionMatrix.Cell(
                      truth.getAsInt(), predicted.getAsInt(), count.getAsInt()));
        },
        run);
    cells.forEach((tested, list) -> confusions.put(tested, new ConfusionMatrix(list)));
    return read(List.of(run)).getOrDefault(run, Scores.NONE);
  }

  /** A whole number from 0; empty if it is another. */
  private static OptionalInt whole(ResultSet row, int column, int most) throws SQLException {
    long value = row.getLong(column);
    return value >= 0 && value <= most ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  /**
   * The curves of some runs, without their confusion matrices; a run without any has {@link
   * Scores#NONE}.
   */
  Map<Long, Scores> read(Collection<Long> ids) throws SQLException {
    String which = " WHERE run IN (SELECT value FROM json_each(?)) ";
    String list = Query.ids(ids);
    Map<Long, List<TaskScore>> initial = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, tested_task, loss, accuracy, images, other_accuracy FROM initial_score"
            + which
            + "ORDER BY run, tested_task",
        row -> {
          List<TaskScore> scores =
              initial.computeIfAbsent(row.getLong(1), run -> new ArrayList<>());
          return add(scores, row.getLong(1), row, 2, null);
        },
        list);
    Map<Epoch, List<TaskScore>> tests = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, tested_task, loss, accuracy, images, other_accuracy FROM score"
            + which
            + "ORDER BY run, task, epoch, tested_task",
        row -> {
          Epoch place = place(row);
          return place != null
              && add(
                  tests.computeIfAbsent(place, at -> new ArrayList<>()),
                  place.run(),
                  row,
                  4,
                  place);
        },
        list);
    Map<Long, List<EpochScores>> epochs = new HashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, training_loss, training_accuracy, replayed_accuracy, seconds"
            + " FROM epoch"
            + which
            + "ORDER BY run, task, epoch",
        row -> {
          Epoch place = place(row);
          List<TaskScore> tested = tests.getOrDefault(place, List.of());
          if (place == null || !isWhole(place.run(), tested)) {
            return false;
          }
          return epochs
              .computeIfAbsent(place.run(), id -> new ArrayList<>())
              .add(
                  new EpochScores(
                      place.task(),
                      place.epoch(),
                      Query.real(row, 4),
                      Query.real(row, 5),
                      Query.real(row, 6),
                      tested,
                      Query.real(row, 7)));
        },
        list);
    Map<Long, List<BatchScores>> batches = within(which, list);
    for (long run : damaged) {
      limits.accept(
          ("Run %d has measurements of tasks or epochs that it does not have, or lacks some between"
                  + " others; they are left out.")
              .formatted(run));
    }
    for (Tested tested : confusions.keySet()) {
      unbelieved.add(tested.place().run());
    }
    for (long run : unbelieved) {
      limits.accept(
          "Run %d has confusion matrices that do not fit its scores; they are left out."
              .formatted(run));
    }
    Map<Long, Scores> scores = new LinkedHashMap<>();
    for (long id : ids) {
      scores.put(
          id,
          new Scores(
              initial.getOrDefault(id, List.of()),
              epochs.getOrDefault(id, List.of()),
              batches.getOrDefault(id, List.of())));
    }
    return scores;
  }

  /** The evaluations within epochs. */
  private Map<Long, List<BatchScores>> within(String which, String ids) throws SQLException {
    Map<Batch, List<TaskScore>> tests = new LinkedHashMap<>();
    Query.list(
        connection,
        "SELECT run, task, epoch, tested_task, loss, accuracy, images, other_accuracy, batch,"
            + " batches FROM batch_score"
            + which
            + "ORDER BY run, task, epoch, batch, tested_task",
        row -> {
          Epoch place = place(row);
          OptionalInt batch = whole(row, 9, Integer.MAX_VALUE);
          OptionalInt batches = whole(row, 10, Integer.MAX_VALUE);
          if (place == null || batch.orElse(0) < 1 || batches.orElse(0) <= batch.orElse(0)) {
            return damaged.add(row.getLong(1));
          }
          Batch at = new Batch(place, batch.getAsInt(), batches.getAsInt());
          return add(
              tests.computeIfAbsent(at, key -> new ArrayList<>()), place.run(), row, 4, null);
        },
        ids);
    Map<Long, List<BatchScores>> scores = new HashMap<>();
    tests.forEach((at, tested) -> {
      Epoch place = at.place();
      if (isWhole(place.run(), tested)) {
        scores
            .computeIfAbsent(place.run(), id -> new ArrayList<>())
            .add(new BatchScores(place.task(), place.epoch(), at.batch(), at.batches(), tested));
      }
    });
    return scores;
  }

  /** Adds a score, unless it is of a task that does not come next or cannot be. */
  private boolean add(
      List<TaskScore> scores, long run, ResultSet row, int column, @Nullable Epoch place)
      throws SQLException {
    long tested = row.getLong(column);
    RunSize size = sizes.get(run);
    double loss = Query.real(row, column + 1);
    double accuracy = Query.real(row, column + 2);
    OptionalInt images = whole(row, column + 3, Integer.MAX_VALUE);
    double other = Query.real(row, column + 4);
    if (size == null
        || tested != scores.size()
        || !size.hasTask(tested)
        || images.isEmpty()
        || accuracy < 0
        || accuracy > 1
        || other < 0
        || other > 1) {
      damaged.add(run);
      return false;
    }
    TaskScore score =
        new TaskScore(loss, accuracy, images.getAsInt(), ConfusionMatrix.NOT_RECORDED, other);
    return scores.add(place == null ? score : withConfusion(score, new Tested(place, tested)));
  }

  /** A score with its confusion matrix, if there is one that fits. */
  private TaskScore withConfusion(TaskScore score, Tested tested) {
    ConfusionMatrix confusion = confusions.remove(tested);
    if (confusion == null) {
      return score;
    }
    try {
      return score.with(confusion);
    } catch (IllegalArgumentException unfitting) {
      unbelieved.add(tested.place().run());
      return score;
    }
  }

  /** Whether an epoch has a score for each task; after a kill it has none, or all. */
  private boolean isWhole(long run, List<TaskScore> tested) {
    RunSize size = sizes.get(run);
    boolean whole = size != null && tested.size() == size.tasks();
    if (!whole) {
      damaged.add(run);
    }
    return whole;
  }

  private @Nullable Epoch place(ResultSet row) throws SQLException {
    long run = row.getLong(1);
    RunSize size = sizes.get(run);
    if (size == null || !size.hasEpoch(row.getLong(2), row.getLong(3))) {
      damaged.add(run);
      return null;
    }
    return new Epoch(run, row.getInt(2), row.getInt(3));
  }
}
