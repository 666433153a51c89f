package palimpsest.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** Values of entries as short texts. */
public final class MatrixNumber {

  private MatrixNumber() {}

  /** A number as short as its four leading digits allow, with a real minus sign. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    boolean plain = rounded.scale() <= 6 && rounded.precision() - rounded.scale() <= 7;
    return (plain ? rounded.toPlainString() : rounded.toString()).replace('-', '−');
  }
}
