package palimpsest.chart;

import java.util.Arrays;

/**
 * Places of labels along a line: each within the line and as near to the middle of its stretch as
 * the others allow. Where there is no room for all, those of the shortest stretches are left out.
 */
final class LabelPlaces {

  private LabelPlaces() {}

  /**
   * Finds places.
   *
   * @param middles the middles of the stretches, ascending
   * @param stretches the length of each stretch
   * @param lengths the length of each label
   * @param gap the least distance between two labels
   * @param end the length of the line
   * @return the middle of each label; NaN for one that is left out
   */
  static double[] of(
      double[] middles, double[] stretches, double[] lengths, double gap, double end) {
    boolean[] shown = new boolean[middles.length];
    Arrays.fill(shown, true);
    double total = Arrays.stream(lengths).sum() + gap * (lengths.length - 1);
    while (total > end && total > 0) {
      int shortest = shortest(stretches, shown);
      if (shortest < 0) {
        break;
      }
      shown[shortest] = false;
      total -= lengths[shortest] + gap;
    }
    double[] places = new double[middles.length];
    double free = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = shown[i] ? Math.max(middles[i], free + lengths[i] / 2) : Double.NaN;
      free = shown[i] ? places[i] + lengths[i] / 2 + gap : free;
    }
    // The last may now reach beyond the end: it moves back, and pushes those before it.
    double limit = end;
    for (int i = places.length - 1; i >= 0; i--) {
      if (shown[i]) {
        places[i] = Math.min(places[i], limit - lengths[i] / 2);
        limit = places[i] - lengths[i] / 2 - gap;
      }
    }
    return places;
  }

  private static int shortest(double[] stretches, boolean[] shown) {
    int shortest = -1;
    for (int i = 0; i < stretches.length; i++) {
      if (shown[i] && (shortest < 0 || stretches[i] < stretches[shortest])) {
        shortest = i;
      }
    }
    return shortest;
  }
}
