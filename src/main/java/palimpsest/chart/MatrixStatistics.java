package palimpsest.chart;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Counts over all entries of a matrix, whatever of it is on the screen.
 *
 * @param entries number of entries
 * @param positive entries above zero, infinite ones included
 * @param negative entries below zero, likewise
 * @param notNumbers entries that are not a number
 * @param infinite entries that are infinite
 * @param min the smallest finite entry; infinite if there is none
 * @param max the largest, likewise
 */
public record MatrixStatistics(
    long entries,
    long positive,
    long negative,
    long notNumbers,
    long infinite,
    double min,
    double max) {

  /**
   * Counts, row by row.
   *
   * @param superseded asked once a row whether the answer is no longer wanted
   * @return nothing if it was superseded
   */
  public static Optional<MatrixStatistics> of(MatrixSource source, BooleanSupplier superseded) {
    Counts counts = new Counts();
    MatrixSource.Rows reader = source.rows();
    int size = source.size();
    for (int row = 0; row < size; row++) {
      if (superseded.getAsBoolean()) {
        return Optional.empty();
      }
      reader.visit(
          row, 0, size, (column, values, start, length) -> counts.add(values, start, length));
    }
    return Optional.of(counts.total((long) size * size));
  }

  /** Whether every entry is a finite number. */
  public boolean isFinite() {
    return notNumbers == 0 && infinite == 0;
  }

  /** Running counts. */
  private static final class Counts {
    private long visited;
    private long positive;
    private long negative;
    private long notNumbers;
    private long infinite;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    void add(float[] values, int start, int length) {
      visited += length;
      for (int i = start; i < start + length; i++) {
        float value = values[i];
        positive += value > 0 ? 1 : 0;
        negative += value < 0 ? 1 : 0;
        if (Float.isFinite(value)) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        } else if (Float.isNaN(value)) {
          notNumbers++;
        } else {
          infinite++;
        }
      }
    }

    MatrixStatistics total(long entries) {
      boolean zeros = visited < entries;
      return new MatrixStatistics(
          entries,
          positive,
          negative,
          notNumbers,
          infinite,
          zeros ? Math.min(0, min) : min,
          zeros ? Math.max(0, max) : max);
    }
  }
}
