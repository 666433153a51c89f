package palimpsest.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The shapes of points, which tell curves apart that have the same colour and dashes. */
final class Markers {

  /** The number of markers. */
  static final int COUNT = 5;

  /** Corners of each shape but the circle, in units of the radius. */
  private static final double[][] CORNERS = {
    {-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9},
    {0, -1.3, 1.2, 0.9, -1.2, 0.9},
    {0, -1.4, 1.4, 0, 0, 1.4, -1.4, 0},
    {0, 1.3, 1.2, -0.9, -1.2, -0.9}
  };

  private Markers() {}

  /** A shape about the origin; the first is a circle. */
  static Shape of(int marker, double radius) {
    int place = Math.floorMod(marker, COUNT);
    if (place == 0) {
      return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }
    double[] corners = CORNERS[place - 1];
    Path2D.Double path = new Path2D.Double();
    path.moveTo(corners[0] * radius, corners[1] * radius);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i] * radius, corners[i + 1] * radius);
    }
    path.closePath();
    return path;
  }
}
