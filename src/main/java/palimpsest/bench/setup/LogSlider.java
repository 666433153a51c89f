package palimpsest.bench.setup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Slider;
import org.jspecify.annotations.Nullable;
import palimpsest.input.StrictNumber;

/**
 * A slider beside a number's field that moves it over several powers of ten. It follows what is
 * written; what lies outside it stays written.
 */
final class LogSlider extends Slider {

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  private boolean following;

  /**
   * A slider.
   *
   * @param text the number as written, which it follows and changes
   * @param least exponent of ten at the left end
   * @param most exponent of ten at the right end
   * @param zero whether the left end stands for 0
   */
  LogSlider(StringProperty text, int least, int most, boolean zero) {
    super(least, most, least);
    setMajorTickUnit(1);
    setMinorTickCount(0);
    setBlockIncrement(0.1);
    text.subscribe(this::follow);
    // Not before it is moved: what is written may be finer than what the slider can say.
    valueProperty()
        .addListener((observed, was, exponent) -> {
          if (!following) {
            following = true;
            boolean none = zero && exponent.doubleValue() <= least;
            text.set(none ? "0" : written(exponent.doubleValue()));
            following = false;
          }
        });
  }

  /** The number at a place of the slider, with two digits. */
  static String written(double exponent) {
    return new BigDecimal(Math.pow(10, exponent))
        .round(TWO_DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }

  private void follow(@Nullable String text) {
    if (following || text == null) {
      return;
    }
    following = true;
    try {
      // What is no number is said by the field; the slider stays where it is.
      StrictNumber.real(text)
          .ifPresent(value ->
              setValue(value > 0 ? Math.clamp(Math.log10(value), getMin(), getMax()) : getMin()));
    } finally {
      following = false;
    }
  }
}
