package palimpsest.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.file.NpyArray;

/**
 * Scores as named arrays in a checkpoint, to the bit: {@code initial} and {@code epoch_tests} (loss
 * and accuracy), {@code initial_images} and {@code epoch_images}, {@code epoch_places} (task and
 * epoch), {@code epoch_training}, and {@code epoch_confusion}, a row for each pair of classes: row
 * of the epoch, tested task, true class, predicted class, count. {@code within_places} (task,
 * epoch, batch, batches), {@code within_tests} and {@code within_images} are evaluations within
 * epochs. Version 0.1.0 wrote neither images nor confusion, nor evaluated within epochs.
 */
final class ScoreArrays {

  private static final int CELL = 5;

  private static final int PLACE = 4;

  private ScoreArrays() {}

  static void put(Map<String, NpyArray> arrays, Scores scores) {
    int tasks = scores.initial().size();
    List<EpochScores> epochs = scores.epochs();
    List<List<TaskScore>> tests = epochs.stream().map(EpochScores::tests).toList();
    int[] places = new int[2 * epochs.size()];
    double[] trained = new double[4 * epochs.size()];
    for (int i = 0; i < epochs.size(); i++) {
      EpochScores epoch = epochs.get(i);
      places[2 * i] = epoch.task();
      places[2 * i + 1] = epoch.epoch();
      trained[4 * i] = epoch.trainingLoss();
      trained[4 * i + 1] = epoch.trainingAccuracy();
      trained[4 * i + 2] = epoch.replayedAccuracy();
      trained[4 * i + 3] = epoch.seconds();
    }
    arrays.put("initial", means(List.of(scores.initial()), tasks));
    arrays.put("initial_images", images(List.of(scores.initial()), tasks));
    arrays.put("initial_other", others(List.of(scores.initial()), tasks));
    arrays.put("epoch_places", new NpyArray.Ints(new int[] {epochs.size(), 2}, places));
    arrays.put("epoch_training", new NpyArray.Doubles(new int[] {epochs.size(), 4}, trained));
    arrays.put("epoch_tests", means(tests, tasks));
    arrays.put("epoch_images", images(tests, tasks));
    arrays.put("epoch_other", others(tests, tasks));
    arrays.put("epoch_confusion", confusion(tests));
    putWithin(arrays, scores.batches(), tasks);
  }

  private static void putWithin(
      Map<String, NpyArray> arrays, List<BatchScores> batches, int tasks) {
    int[] places =
        batches.stream()
            .flatMapToInt(scores ->
                IntStream.of(scores.task(), scores.epoch(), scores.batch(), scores.batches()))
            .toArray();
    List<List<TaskScore>> tests = batches.stream().map(BatchScores::tests).toList();
    arrays.put("within_places", new NpyArray.Ints(new int[] {batches.size(), PLACE}, places));
    arrays.put("within_tests", means(tests, tasks));
    arrays.put("within_images", images(tests, tasks));
    arrays.put("within_other", others(tests, tasks));
  }

  /** [rows, tasks, 2]: loss and accuracy. */
  private static NpyArray means(List<List<TaskScore>> rows, int tasks) {
    double[] values = new double[2 * rows.size() * tasks];
    int next = 0;
    for (List<TaskScore> row : rows) {
      for (TaskScore score : row) {
        values[next++] = score.loss();
        values[next++] = score.accuracy();
      }
    }
    return new NpyArray.Doubles(new int[] {rows.size(), tasks, 2}, values);
  }

  /** [rows, tasks]. */
  private static NpyArray images(List<List<TaskScore>> rows, int tasks) {
    long[] values = rows.stream().flatMap(List::stream).mapToLong(TaskScore::images).toArray();
    return new NpyArray.Longs(new int[] {rows.size(), tasks}, values);
  }

  /** [rows, tasks]. */
  private static NpyArray others(List<List<TaskScore>> rows, int tasks) {
    double[] values =
        rows.stream().flatMap(List::stream).mapToDouble(TaskScore::otherAccuracy).toArray();
    return new NpyArray.Doubles(new int[] {rows.size(), tasks}, values);
  }

  /** [cells, 5]. */
  private static NpyArray confusion(List<List<TaskScore>> rows) {
    List<Integer> values = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int tested = 0; tested < rows.get(row).size(); tested++) {
        for (ConfusionMatrix.Cell cell : rows.get(row).get(tested).confusion().cells()) {
          values.addAll(List.of(row, tested, cell.truth(), cell.predicted(), cell.count()));
        }
      }
    }
    return new NpyArray.Ints(
        new int[] {values.size() / CELL, CELL},
        values.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The scores that arrays describe.
   *
   * @throws IllegalArgumentException if they describe none
   */
  static Scores scores(Map<String, NpyArray> arrays) {
    double[] initial = CheckpointArrays.doubles(arrays, "initial");
    int tasks = initial.length / 2;
    int[] places = CheckpointArrays.ints(arrays, "epoch_places");
    double[] trained = CheckpointArrays.doubles(arrays, "epoch_training");
    double[] tests = CheckpointArrays.doubles(arrays, "epoch_tests");
    int rows = places.length / 2;
    if (places.length % 2 != 0
        || trained.length != 4L * rows
        || tests.length != 2L * rows * tasks) {
      throw new IllegalArgumentException("the scores of its epochs do not fit together");
    }
    Counts counts = Counts.of(arrays, "epoch", rows * tasks);
    List<List<ConfusionMatrix.Cell>> cells = cells(arrays, rows, tasks);
    List<EpochScores> epochs = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      epochs.add(
          new EpochScores(
              places[2 * i],
              places[2 * i + 1],
              trained[4 * i],
              trained[4 * i + 1],
              trained[4 * i + 2],
              row(tests, counts, cells, i, tasks),
              trained[4 * i + 3]));
    }
    List<List<ConfusionMatrix.Cell>> none = cells(Map.of(), 1, tasks);
    return new Scores(
        row(initial, Counts.of(arrays, "initial", tasks), none, 0, tasks),
        epochs,
        within(arrays, tasks));
  }

  private static List<BatchScores> within(Map<String, NpyArray> arrays, int tasks) {
    if (!arrays.containsKey("within_places")) {
      return List.of();
    }
    int[] places = CheckpointArrays.ints(arrays, "within_places");
    double[] tests = CheckpointArrays.doubles(arrays, "within_tests");
    int rows = places.length / PLACE;
    if (places.length % PLACE != 0 || tests.length != 2L * rows * tasks) {
      throw new IllegalArgumentException("the scores within its epochs do not fit together");
    }
    Counts counts = Counts.of(arrays, "within", rows * tasks);
    List<List<ConfusionMatrix.Cell>> none = cells(Map.of(), rows, tasks);
    List<BatchScores> batches = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int at = PLACE * i;
      batches.add(
          new BatchScores(
              places[at],
              places[at + 1],
              places[at + 2],
              places[at + 3],
              row(tests, counts, none, i, tasks)));
    }
    return batches;
  }

  /**
   * Numbers of images, and accuracies by the other rule, which older checkpoints do not hold.
   *
   * @param images 0 where it is not recorded
   * @param others NaN where it is not recorded
   */
  private record Counts(long[] images, double[] others) {

    static Counts of(Map<String, NpyArray> arrays, String name, int length) {
      double[] others = new double[length];
      Arrays.fill(others, Double.NaN);
      if (arrays.containsKey(name + "_other")) {
        others = CheckpointArrays.doubles(arrays, name + "_other");
      }
      if (others.length != length) {
        throw new IllegalArgumentException("the scores of its epochs do not fit together");
      }
      return new Counts(ScoreArrays.images(arrays, name + "_images", length), others);
    }
  }

  private static long[] images(Map<String, NpyArray> arrays, String name, int length) {
    long[] images =
        arrays.containsKey(name) ? CheckpointArrays.longs(arrays, name) : new long[length];
    if (images.length != length) {
      throw new IllegalArgumentException("the scores of its epochs do not fit together");
    }
    return images;
  }

  private static List<List<ConfusionMatrix.Cell>> cells(
      Map<String, NpyArray> arrays, int rows, int tasks) {
    List<List<ConfusionMatrix.Cell>> cells = new ArrayList<>();
    for (int i = 0; i < rows * tasks; i++) {
      cells.add(new ArrayList<>());
    }
    int[] values =
        arrays.containsKey("epoch_confusion")
            ? CheckpointArrays.ints(arrays, "epoch_confusion")
            : new int[0];
    for (int i = 0; i + CELL <= values.length; i += CELL) {
      int row = values[i];
      int tested = values[i + 1];
      if (row < 0 || row >= rows || tested < 0 || tested >= tasks) {
        throw new IllegalArgumentException(
            "it has a confusion matrix of row %d and task %d".formatted(row, tested));
      }
      cells
          .get(row * tasks + tested)
          .add(new ConfusionMatrix.Cell(values[i + 2], values[i + 3], values[i + 4]));
    }
    return cells;
  }

  private static List<TaskScore> row(
      double[] means, Counts counts, List<List<ConfusionMatrix.Cell>> cells, int row, int tasks) {
    List<TaskScore> list = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      int at = row * tasks + task;
      list.add(
          new TaskScore(
              means[2 * at],
              means[2 * at + 1],
              counts.images()[at],
              new ConfusionMatrix(cells.get(at)),
              counts.others()[at]));
    }
    return list;
  }
}
