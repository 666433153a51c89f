package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The number of test images of each class that were classified as each class. Classes count from 0
 * over all tasks; pairs that never occurred are left out.
 *
 * @param cells the pairs, in ascending order of the true class, then of the predicted one; none
 *     where the matrix was not recorded
 */
public record ConfusionMatrix(List<Cell> cells) {

  /** Not recorded. */
  public static final ConfusionMatrix NOT_RECORDED = new ConfusionMatrix(List.of());

  /**
   * Images of one class that were given one class.
   *
   * @param truth their class, from 0
   * @param predicted the class that they were given, from 0
   * @param count number of such images, at least 1
   */
  public record Cell(int truth, int predicted, int count) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they count nothing that can be
     */
    public Cell {
      if (truth < 0 || predicted < 0 || count < 1) {
        throw new IllegalArgumentException(
            "its confusion matrix counts %d images of class %d in class %d"
                .formatted(count, truth, predicted));
      }
    }

    private boolean isBefore(Cell other) {
      return truth < other.truth || (truth == other.truth && predicted < other.predicted);
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the cells are out of order, or one comes twice
   */
  public ConfusionMatrix {
    cells = List.copyOf(cells);
    for (int i = 1; i < cells.size(); i++) {
      if (!cells.get(i - 1).isBefore(cells.get(i))) {
        throw new IllegalArgumentException("its confusion matrix is out of order");
      }
    }
  }

  /**
   * A matrix from all its counts.
   *
   * @param counts [K · K], a row for each true class
   * @param classes K
   */
  public static ConfusionMatrix of(long[] counts, int classes) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        cells.add(new Cell(i / classes, i % classes, Math.toIntExact(counts[i])));
      }
    }
    return new ConfusionMatrix(cells);
  }

  /** Whether the matrix was recorded. */
  public boolean isRecorded() {
    return !cells.isEmpty();
  }

  /** Number of images. */
  public long images() {
    return cells.stream().mapToLong(Cell::count).sum();
  }

  /** Number of images that were given their own class. */
  public long correct() {
    return cells.stream()
        .filter(cell -> cell.truth() == cell.predicted())
        .mapToLong(Cell::count)
        .sum();
  }

  /** Whether all its classes are among so many. */
  public boolean fits(int classes) {
    return cells.stream().allMatch(cell -> cell.truth() < classes && cell.predicted() < classes);
  }

  /**
   * The images of one class.
   *
   * @param images number of images
   * @param correct number of those that were given this class
   */
  public record ClassScore(long images, long correct) {

    /** Share of the images that were given this class, from 0 to 1. */
    public double accuracy() {
      return (double) correct / images;
    }
  }

  /** The score of each class that has images, in ascending order. */
  public SequencedMap<Integer, ClassScore> byClass() {
    SequencedMap<Integer, ClassScore> scores = new TreeMap<>();
    for (Cell cell : cells) {
      long correct = cell.truth() == cell.predicted() ? cell.count() : 0;
      scores.merge(
          cell.truth(),
          new ClassScore(cell.count(), correct),
          (one, other) ->
              new ClassScore(one.images() + other.images(), one.correct() + other.correct()));
    }
    return scores;
  }
}
