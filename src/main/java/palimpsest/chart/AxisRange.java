package palimpsest.chart;

/**
 * The part of an axis that is shown.
 *
 * @param from its lower end
 * @param to its upper end, above the lower one
 */
public record AxisRange(double from, double to) {

  /** The shortest linear range, as a share of the whole; below it ticks lose their digits. */
  private static final double SHORTEST = 1e-6;

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if one is not finite or they are not in order
   */
  public AxisRange {
    if (!Double.isFinite(from) || !Double.isFinite(to) || !(from < to)) {
      throw new IllegalArgumentException("no range from %s to %s".formatted(from, to));
    }
  }

  /** Its length. */
  public double length() {
    return to - from;
  }

  /**
   * The range around a point that stays where it is on the screen.
   *
   * @param factor the new length as a multiple of this one's
   * @param at the position of the point, as a share from 0 at the lower end to 1 at the upper end
   * @param log whether the axis is logarithmic
   * @param whole the range that is never left
   */
  public AxisRange zoomed(double factor, double at, boolean log, AxisRange whole) {
    if (log) {
      return logarithm().zoomed(factor, at, false, whole.logarithm()).power().within(whole);
    }
    double longer = Math.clamp(length() * factor, whole.length() * SHORTEST, whole.length());
    double fixed = from + at * length();
    double start = fixed - at * longer;
    return new AxisRange(start, start + longer).within(whole);
  }

  /**
   * The range moved along the axis.
   *
   * @param share the distance upwards, as a share of its length
   * @param log whether the axis is logarithmic
   * @param whole the range that is never left
   */
  public AxisRange moved(double share, boolean log, AxisRange whole) {
    if (log) {
      return logarithm().moved(share, false, whole.logarithm()).power().within(whole);
    }
    double by =
        Math.clamp(share * length(), whole.from - from, Math.max(whole.from - from, whole.to - to));
    return new AxisRange(from + by, to + by).within(whole);
  }

  /** The part of it that lies in another range, moved there rather than cut where it can be. */
  public AxisRange within(AxisRange whole) {
    if (length() >= whole.length()) {
      return whole;
    }
    if (from < whole.from) {
      return new AxisRange(whole.from, whole.from + length());
    }
    return to > whole.to ? new AxisRange(whole.to - length(), whole.to) : this;
  }

  private AxisRange logarithm() {
    return new AxisRange(Math.log10(from), Math.log10(to));
  }

  private AxisRange power() {
    return new AxisRange(Math.pow(10, from), Math.pow(10, to));
  }
}
