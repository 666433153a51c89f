package palimpsest.bench.fisher;

import palimpsest.text.NumberText;

/**
 * The visible part of a matrix and its scale.
 *
 * @param scale units of the window per entry
 * @param column the column at the left edge; fractions and places outside the matrix are allowed
 * @param row the row at the upper edge, likewise
 * @param density pixels of the screen per unit of the window: 2 at 200 %
 */
public record Viewport(double scale, double column, double row, double density) {

  /** Pixels an entry at most: enough to see one entry as a field of its own. */
  static final double LARGEST = 64;

  /** A smaller matrix has a whole number of this part of an entry on a pixel, see {@link #near}. */
  private static final double PART = 1.0 / 1024;

  /** A view on a screen with one pixel per unit. */
  Viewport(double scale, double column, double row) {
    this(scale, column, row, 1);
  }

  /** The whole matrix in the middle of the screen, in cells of whole pixels if it is small. */
  static Viewport fitting(int size, double width, double height, double density) {
    double room = Math.max(1, Math.min(width, height)) * density;
    double pixels = Math.min(room / size, LARGEST * density);
    if (pixels > 1) {
      pixels = Math.floor(pixels);
    } else {
      pixels = 1 / (Math.ceil(size / room / PART) * PART);
    }
    double scale = pixels / density;
    return new Viewport(scale, -(width / scale - size) / 2, -(height / scale - size) / 2, density);
  }

  /** Larger or smaller, with what lies at (x, y) staying there. */
  Viewport zoomedAbout(double x, double y, double factor, double smallest) {
    double next = near(Math.clamp(scale * factor, Math.min(smallest, LARGEST), LARGEST));
    return new Viewport(next, column + x / scale - x / next, row + y / scale - y / next, density);
  }

  /** The same view on a screen of another density. */
  Viewport on(double screen) {
    Viewport same = new Viewport(scale, column, row, screen);
    return new Viewport(same.near(scale), column, row, screen);
  }

  /** A scale close to another at which tiles of pixels begin exactly where their neighbours end. */
  private double near(double wanted) {
    double pixels = wanted * density;
    return pixels >= 1 ? wanted : 1 / (Math.rint(1 / pixels / PART) * PART) / density;
  }

  /** Entries per pixel of the screen, across and down; 1 where an entry takes a pixel or more. */
  double entriesPerPixel() {
    double pixels = scale * density;
    return pixels >= 1 ? 1 : Math.rint(1 / pixels / PART) * PART;
  }

  /** Moved by pixels: the matrix follows the hand. */
  Viewport panned(double dx, double dy) {
    return new Viewport(scale, column - dx / scale, row - dy / scale, density);
  }

  /** Moved back so far that some of the matrix stays in the middle of the screen. */
  Viewport heldNear(int size, double width, double height) {
    return new Viewport(
        scale,
        Math.clamp(column, -width / scale / 2, size - width / scale / 2),
        Math.clamp(row, -height / scale / 2, size - height / scale / 2),
        density);
  }

  /** The column under a pixel; may lie outside the matrix. */
  int columnAt(double x) {
    return (int) Math.floor(column + x / scale);
  }

  /** The row under a pixel; may lie outside the matrix. */
  int rowAt(double y) {
    return (int) Math.floor(row + y / scale);
  }

  /** The position of a column's left edge on the screen. */
  double xOf(double index) {
    return (index - column) * scale;
  }

  /** The position of a row's upper edge on the screen. */
  double yOf(double index) {
    return (index - row) * scale;
  }

  /** The zoom in words: per cent where it shrinks, else times. */
  String zoomText() {
    return scale >= 1 ? number(scale) + "×" : number(100 * scale) + " %";
  }

  private static String number(double value) {
    double unit = value >= 10 ? 1 : 10;
    return NumberText.leading(Math.rint(value * unit) / unit);
  }
}
