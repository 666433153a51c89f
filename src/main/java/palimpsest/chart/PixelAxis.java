package palimpsest.chart;

/**
 * The rows (or columns) of a matrix along one side of a picture: which pixel each begins on, and
 * what stretch of them each pixel covers.
 */
final class PixelAxis {

  /** Edges closer than this to a 1024th of an entry are taken to lie on it. */
  private static final double SNAP = 1e-7;

  private final int start;
  private final int end;
  private final int[] pixels;
  private final int[] firsts;
  private final double[] edges;

  PixelAxis(double origin, double scale, int length, int size) {
    start = (int) Math.clamp(Math.ceil(origin), 0, size);
    int limit = (int) Math.clamp(Math.ceil(origin + length / scale), start, size);
    pixels = new int[limit - start];
    firsts = new int[length + 1];
    int index = start;
    int next = 0;
    while (index < limit) {
      int pixel = (int) Math.floor((index - origin) * scale);
      if (pixel >= length) {
        break;
      }
      while (next <= pixel) {
        firsts[next++] = index;
      }
      pixels[index - start] = pixel;
      index++;
    }
    end = index;
    while (next <= length) {
      firsts[next++] = end;
    }
    edges = new double[length + 1];
    for (int pixel = 0; pixel <= length; pixel++) {
      double edge = origin + pixel / scale;
      double snapped = Math.rint(edge * 1024) / 1024;
      edges[pixel] = Math.clamp(Math.abs(snapped - edge) < SNAP ? snapped : edge, 0, size);
    }
  }

  /** The first row that begins in the picture. */
  int start() {
    return start;
  }

  /** After the last one. */
  int end() {
    return end;
  }

  /** The pixel that a row begins on. */
  int pixel(int index) {
    return pixels[index - start];
  }

  /** The first row that begins on a pixel; of the pixel after it, the one after the last. */
  int first(int pixel) {
    return firsts[pixel];
  }

  /** The number of rows that begin on a pixel. */
  int count(int pixel) {
    return firsts[pixel + 1] - firsts[pixel];
  }

  /** The first row that a pixel covers some of. */
  int firstCovered(int pixel) {
    return (int) Math.floor(edges[pixel]);
  }

  /** After the last row that a pixel covers some of. */
  int afterCovered(int pixel) {
    return (int) Math.ceil(edges[pixel + 1]);
  }

  /** Rows that a pixel covers, fractions counted. */
  double covered(int pixel) {
    return edges[pixel + 1] - edges[pixel];
  }

  /** The share of a row that lies on a pixel. */
  double share(int index, int pixel) {
    return Math.min(index + 1.0, edges[pixel + 1]) - Math.max(index, edges[pixel]);
  }

  /** The row in the middle of a pixel. */
  int middle(int pixel) {
    return (int) Math.floor((edges[pixel] + edges[pixel + 1]) / 2);
  }
}
