package palimpsest.chart;

import java.awt.BasicStroke;
import org.jspecify.annotations.Nullable;

/** A pattern of dashes and gaps in turn, by the places at which they end. */
final class Dashes {

  private final double[] ends;

  private Dashes(double[] ends) {
    this.ends = ends;
  }

  /** The pattern of a stroke with its lengths multiplied; null for an unbroken line. */
  static @Nullable Dashes of(BasicStroke stroke, double scale) {
    float[] lengths = stroke.getDashArray();
    if (lengths == null) {
      return null;
    }
    // After an odd number of lengths, dashes and gaps change places.
    double[] ends = new double[lengths.length % 2 == 0 ? lengths.length : 2 * lengths.length];
    double sum = 0;
    for (int i = 0; i < ends.length; i++) {
      sum += lengths[i % lengths.length] * scale;
      ends[i] = sum;
    }
    return new Dashes(ends);
  }

  /** The place within the pattern that belongs to a place along the line. */
  double place(double along) {
    return along % ends[ends.length - 1];
  }

  /** The dash (even) or gap (odd) at a place within the pattern. */
  int at(double place) {
    int at = 0;
    while (at < ends.length - 1 && place >= ends[at]) {
      at++;
    }
    return at;
  }

  double start(int dash) {
    return dash == 0 ? 0 : ends[dash - 1];
  }

  double end(int dash) {
    return ends[dash];
  }
}
