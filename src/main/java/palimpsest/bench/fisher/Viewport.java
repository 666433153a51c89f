package palimpsest.bench.fisher;

/**
 * Which part of a matrix is on the screen and how large.
 *
 * @param scale pixels an entry
 * @param column the column at the left edge; fractions and places outside the matrix are allowed
 * @param row the row at the upper edge, likewise
 */
public record Viewport(double scale, double column, double row) {

  /** Pixels an entry at most: enough to see one entry as a field of its own. */
  static final double LARGEST = 64;

  /** The whole matrix in the middle of the screen. */
  static Viewport fitting(int size, double width, double height) {
    double scale = Math.clamp(Math.min(width, height) / size, 1e-6, LARGEST);
    if (scale > 1) {
      scale = Math.floor(scale);
    }
    return new Viewport(scale, -(width / scale - size) / 2, -(height / scale - size) / 2);
  }

  /** Larger or smaller, with what lies at (x, y) staying there. */
  Viewport zoomedAbout(double x, double y, double factor, double smallest) {
    double next = Math.clamp(scale * factor, Math.min(smallest, LARGEST), LARGEST);
    return new Viewport(next, column + x / scale - x / next, row + y / scale - y / next);
  }

  /** Moved by pixels: the matrix follows the hand. */
  Viewport panned(double dx, double dy) {
    return new Viewport(scale, column - dx / scale, row - dy / scale);
  }

  /** Moved back so far that some of the matrix stays in the middle of the screen. */
  Viewport heldNear(int size, double width, double height) {
    return new Viewport(
        scale,
        Math.clamp(column, -width / scale / 2, size - width / scale / 2),
        Math.clamp(row, -height / scale / 2, size - height / scale / 2));
  }

  /** The column under a pixel; may lie outside the matrix. */
  int columnAt(double x) {
    return (int) Math.floor(column + x / scale);
  }

  /** The row under a pixel; may lie outside the matrix. */
  int rowAt(double y) {
    return (int) Math.floor(row + y / scale);
  }

  /** Where a column begins on the screen. */
  double xOf(double index) {
    return (index - column) * scale;
  }

  /** Where a row begins on the screen. */
  double yOf(double index) {
    return (index - row) * scale;
  }
}
