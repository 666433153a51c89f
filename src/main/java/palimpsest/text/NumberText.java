package palimpsest.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as people read them, alike in every language: a real minus sign, and no minus before 0.
 */
public final class NumberText {

  /** The text in place of a missing number. */
  public static final String NONE = "–";

  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

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

  /**
   * A number of things, such as {@code 1 run} or {@code 1,234 runs}.
   *
   * @param thing one of them; several are called by it and an s
   */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }

  /**
   * An amount of memory or data, as exact as it is known: {@code 5 KiB}, {@code 340 MiB}, {@code
   * 12.4 GiB}, {@code 31,355 TiB}.
   */
  public static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  /** The same of an amount that was computed. */
  public static String bytes(double bytes) {
    double amount = bytes / 1024;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.size() - 1) {
      amount /= 1024;
      unit++;
    }
    int decimals = unit > 1 && amount < (unit == UNITS.size() - 1 ? 10 : 100) ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + decimals + "f %s", amount, UNITS.get(unit));
  }

  /**
   * A number as short as its four leading digits allow, with as few zeros as can be: {@code 0.25},
   * {@code −1.25E−9}, {@code NaN}.
   */
  public static String leading(double value) {
    return leading(value, 4);
  }

  /**
   * The same with fewer digits, if it would be longer otherwise.
   *
   * @param characters the greatest length, if that can be kept
   */
  public static String leadingWithin(double value, int characters) {
    int digits = 4;
    String text = leading(value, digits);
    while (text.length() > characters && digits > 2) {
      digits--;
      text = leading(value, digits);
    }
    return text;
  }

  private static String leading(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    boolean plain = rounded.scale() <= 6 && rounded.precision() - rounded.scale() <= 7;
    return (plain ? rounded.toPlainString() : rounded.toString()).replace('-', '−');
  }

  /** A share in per cent with one decimal, such as {@code −4.2 %}; a dash if there is none. */
  public static String percent(double share) {
    return Double.isNaN(share) ? NONE : fixed(100 * share, 1) + " %";
  }
}
