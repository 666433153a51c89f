package palimpsest.data;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * A small black picture on which marks are drawn one over the other, with smooth edges.
 *
 * <p>It is our own rather than Java 2D's, so that the same drawing has the same pixels on every
 * machine: only additions, multiplications, divisions and square roots, which IEEE 754 defines to
 * the bit.
 */
final class GlyphCanvas {

  private static final int SIDE = Idx.SIDE;

  /** Straight pieces that a bend between two points is made of. */
  private static final int PIECES = 5;

  /** Scan lines a row of pixels when filling. */
  private static final int LINES = 4;

  private final double[] light = new double[SIDE * SIDE];
  private final double[] cover = new double[SIDE * SIDE];

  /** The factor applied to a picture's brightness at a pixel. */
  interface Lighting {
    double at(int column, int row);
  }

  /**
   * Draws a line with round ends.
   *
   * @param points x and y in pixels, in turn
   * @param smooth whether it bends through the points rather than having corners there
   * @param thickness in pixels
   * @param shade brightness, from 0 to 1
   */
  void stroke(double[] points, boolean smooth, double thickness, double shade) {
    Arrays.fill(cover, 0);
    double[] path = smooth ? bend(points) : points;
    for (int i = 0; i + 3 < path.length; i += 2) {
      segment(path[i], path[i + 1], path[i + 2], path[i + 3], thickness / 2);
    }
    paint(shade);
  }

  /**
   * Fills a shape by the even-odd rule.
   *
   * @param points x and y of its corners in pixels, in turn
   * @param shade brightness, from 0 to 1
   */
  void fill(double[] points, double shade) {
    Arrays.fill(cover, 0);
    double[] crossings = new double[points.length / 2];
    for (int line = 0; line < SIDE * LINES; line++) {
      double y = (line + 0.5) / LINES;
      int count = 0;
      for (int i = 0; i < points.length; i += 2) {
        int next = (i + 2) % points.length;
        double top = points[i + 1];
        double bottom = points[next + 1];
        if ((top <= y) != (bottom <= y)) {
          crossings[count++] = points[i] + (y - top) / (bottom - top) * (points[next] - points[i]);
        }
      }
      Arrays.sort(crossings, 0, count);
      for (int i = 0; i + 1 < count; i += 2) {
        span(line / LINES, crossings[i], crossings[i + 1]);
      }
    }
    paint(shade);
  }

  /** Turns the light into bytes, one a pixel, from 0 for black to 255 for white. */
  void print(byte[] pixels, int offset, Lighting lighting, DoubleSupplier noise) {
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int at = row * SIDE + column;
        double value = light[at] * lighting.at(column, row) + noise.getAsDouble();
        pixels[offset + at] = (byte) (int) (clamp(value) * 255 + 0.5);
      }
    }
  }

  /** Covers the pixels near a segment; a pixel is as covered as its centre is deep inside. */
  private void segment(double x0, double y0, double x1, double y1, double radius) {
    double reach = radius + 0.5;
    int left = first(Math.min(x0, x1) - reach);
    int right = last(Math.max(x0, x1) + reach);
    int top = first(Math.min(y0, y1) - reach);
    int bottom = last(Math.max(y0, y1) + reach);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double square = dx * dx + dy * dy;
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double along = square == 0 ? 0 : clamp((px * dx + py * dy) / square);
        double ex = px - along * dx;
        double ey = py - along * dy;
        double depth = reach - Math.sqrt(ex * ex + ey * ey);
        int at = row * SIDE + column;
        cover[at] = Math.max(cover[at], clamp(depth));
      }
    }
  }

  private void span(int row, double from, double to) {
    for (int column = first(from - 1); column <= last(to); column++) {
      double inside = Math.min(to, column + 1) - Math.max(from, column);
      if (inside > 0) {
        cover[row * SIDE + column] += inside / LINES;
      }
    }
  }

  private void paint(double shade) {
    for (int i = 0; i < light.length; i++) {
      light[i] += clamp(cover[i]) * (shade - light[i]);
    }
  }

  /** A Catmull–Rom spline through the points, in straight pieces. */
  private static double[] bend(double[] points) {
    int bends = points.length / 2 - 1;
    double[] path = new double[2 * (bends * PIECES + 1)];
    for (int bend = 0; bend < bends; bend++) {
      for (int piece = 0; piece < PIECES; piece++) {
        double t = (double) piece / PIECES;
        for (int axis = 0; axis < 2; axis++) {
          double before = points[2 * Math.max(bend - 1, 0) + axis];
          double from = points[2 * bend + axis];
          double to = points[2 * bend + 2 + axis];
          double after = points[2 * Math.min(bend + 2, bends) + axis];
          path[2 * (bend * PIECES + piece) + axis] =
              from
                  + 0.5
                      * t
                      * ((to - before)
                          + t
                              * ((2 * before - 5 * from + 4 * to - after)
                                  + t * (3 * (from - to) + after - before)));
        }
      }
    }
    path[path.length - 2] = points[points.length - 2];
    path[path.length - 1] = points[points.length - 1];
    return path;
  }

  private static int first(double edge) {
    return Math.max(0, (int) Math.floor(edge));
  }

  private static int last(double edge) {
    return Math.min(SIDE - 1, (int) Math.floor(edge));
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
