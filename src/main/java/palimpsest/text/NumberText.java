package palimpsest.text;

import java.util.Locale;

/**
 * Numbers as people read them, alike in every language: a real minus sign, and no minus before 0.
 */
public final class NumberText {

  /** What stands for a number that there is not. */
  public static final String NONE = "–";

  private NumberText() {}

  /**
   * A number with fixed decimals, such as {@code −4.2}; a dash if there is none.
   *
   * @param decimals digits after the point
   */
  public static String fixed(double value, int decimals) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
    return value < 0 && !zero ? "−" + text : text;
  }

  /** A share in per cent with one decimal, such as {@code −4.2 %}; a dash if there is none. */
  public static String percent(double share) {
    return Double.isNaN(share) ? NONE : fixed(100 * share, 1) + " %";
  }
}
