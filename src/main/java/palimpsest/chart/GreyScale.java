package palimpsest.chart;

import palimpsest.problem.Problem;

/**
 * How entries become grey levels: black at {@code min} and below, white at {@code max} and above.
 *
 * @param min the value drawn black
 * @param max the value drawn white
 */
public record GreyScale(double min, double max) {

  /** From 0 to 0.1, which suits most Fisher matrices at first sight. */
  public static final GreyScale INITIAL = new GreyScale(0, 0.1);

  /**
   * Checks the range.
   *
   * @throws Problem if it is empty, reversed or not finite
   */
  public GreyScale {
    if (!Double.isFinite(min) || !Double.isFinite(max) || !(min < max)) {
      throw new Problem(
          "The grey range from %s to %s is empty: black must be a smaller number than white."
              .formatted(min, max));
    }
  }

  /** The grey level of a value, from 0 to 255. */
  public int level(float value) {
    double share = (value - min) / (max - min);
    return share > 0 ? (int) Math.min(255, Math.round(share * 255)) : 0;
  }
}
