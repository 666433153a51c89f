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

  /** A smaller matrix has a whole number of this part of an entry on a pixel, see {@link #near}. */
  private static final double PART = 1.0 / 1024;

  /** The whole matrix in the middle of the screen. */
  static Viewport fitting(int size, double width, double height) {
    double room = Math.max(1, Math.min(width, height));
    double scale = Math.min(room / size, LARGEST);
    if (scale > 1) {
      scale = Math.floor(scale);
    } else {
      scale = 1 / (Math.ceil(size / room / PART) * PART);
    }
    return new Viewport(scale, -(width / scale - size) / 2, -(height / scale - size) / 2);
  }

  /** Larger or smaller, with what lies at (x, y) staying there. */
  Viewport zoomedAbout(double x, double y, double factor, double smallest) {
    double next = near(Math.clamp(scale * factor, Math.min(smallest, LARGEST), LARGEST));
    return new Viewport(next, column + x / scale - x / next, row + y / scale - y / next);
  }

  /** A scale close to another at which tiles of pixels begin exactly where their neighbours end. */
  private static double near(double scale) {
    return scale >= 1 ? scale : 1 / (Math.rint(1 / scale / PART) * PART);
  }

  /** Entries on a pixel, both across and down; 1 where an entry takes a pixel or more. */
  double entriesPerPixel() {
    return scale >= 1 ? 1 : Math.rint(1 / scale / PART) * PART;
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
