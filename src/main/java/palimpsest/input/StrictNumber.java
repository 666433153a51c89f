package palimpsest.input;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Numbers as people write them in files, options and fields: decimal, with the digits 0 to 9. Java
 * alone would also take {@code 0x1p3}, {@code 1d}, {@code NaN} and the digits of other scripts.
 */
public final class StrictNumber {

  /** More digits than this are in no number that anyone means. */
  private static final int LONGEST = 400;

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern REAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,5})?");

  private StrictNumber() {}

  /**
   * The whole number that a text stands for; empty if it stands for none. Blanks may surround it.
   */
  public static OptionalLong whole(String text) {
    String stripped = text.strip();
    if (!WHOLE.matcher(stripped).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(stripped));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The whole number within bounds that a text stands for; empty if it stands for none. */
  public static OptionalInt whole(String text, int least, int most) {
    OptionalLong value = whole(text);
    return value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most
        ? OptionalInt.of((int) value.getAsLong())
        : OptionalInt.empty();
  }

  /** The finite number that a text stands for; empty if it stands for none. */
  public static OptionalDouble real(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST || !REAL.matcher(stripped).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(stripped);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
