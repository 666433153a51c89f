package palimpsest.data;

/**
 * One mark of a glyph's design, in a box of 100 × 100 with y downwards.
 *
 * <p>Points are x₀, y₀, x₁, y₁ and so on.
 */
sealed interface GlyphShape {

  /** The points that the mark goes through. */
  double[] points();

  /** Its brightness, from 0 for black to 1 for white. */
  double shade();

  /**
   * A line drawn with a pen.
   *
   * @param points the points it passes through
   * @param smooth whether it bends through its points rather than having corners there
   * @param weight its thickness, 1 being that of the pen
   * @param shade its brightness
   */
  record Stroke(double[] points, boolean smooth, double weight, double shade)
      implements GlyphShape {}

  /**
   * A filled shape.
   *
   * @param points its corners in order
   * @param shade its brightness
   */
  record Area(double[] points, double shade) implements GlyphShape {}

  /** A white line with corners. */
  static GlyphShape line(double... points) {
    return new Stroke(points, false, 1, 1);
  }

  /** A white line that bends through its points. */
  static GlyphShape curve(double... points) {
    return new Stroke(points, true, 1, 1);
  }

  /** A white ellipse drawn with a pen. */
  static GlyphShape ring(double x, double y, double horizontalRadius, double verticalRadius) {
    // Sines and cosines of eighths of a turn; the last point overlaps the second, so that the curve
    // closes without a corner.
    double half = StrictMath.sqrt(0.5);
    double[] turn = {0, -1, half, -half, 1, 0, half, half, 0, 1, -half, half, -1, 0, -half, -half};
    double[] points = new double[turn.length + 4];
    for (int i = 0; i < points.length; i += 2) {
      points[i] = x + horizontalRadius * turn[i % turn.length];
      points[i + 1] = y + verticalRadius * turn[(i + 1) % turn.length];
    }
    return curve(points);
  }

  /** A white filled shape. */
  static GlyphShape area(double... points) {
    return new Area(points, 1);
  }

  /** A thin dark line with corners, as of a seam. */
  static GlyphShape seam(double... points) {
    return new Stroke(points, false, 0.6, 0.15);
  }
}
