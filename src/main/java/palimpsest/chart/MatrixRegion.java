package palimpsest.chart;

/**
 * The part of a matrix that a picture shows.
 *
 * @param row the row at the picture's upper edge; may lie between rows or outside the matrix
 * @param column the column at its left edge, likewise
 * @param scale pixels an entry, at most 1: 0.25 puts 4 × 4 entries on a pixel
 * @param width pixels across
 * @param height pixels down
 */
public record MatrixRegion(double row, double column, double scale, int width, int height) {

  /** Checks the sizes. */
  public MatrixRegion {
    if (!(scale > 0 && scale <= 1) || width < 1 || height < 1) {
      throw new IllegalArgumentException("no such region: scale " + scale);
    }
  }

  /** A whole matrix, one pixel an entry. */
  public static MatrixRegion whole(int size) {
    return new MatrixRegion(0, 0, 1, size, size);
  }
}
