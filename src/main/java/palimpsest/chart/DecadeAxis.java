package palimpsest.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with ticks at 1, 2 and 5 times the powers of ten; at the powers alone where
 * its range is so wide that labels would touch, at every digit where it is so narrow that they
 * lack, and where even those lack, where {@link LogAxis} puts them.
 */
@SuppressWarnings("serial") // never serialised
final class DecadeAxis extends LogAxis {

  /** More labels than this would touch each other. */
  private static final int MOST = 9;

  private static final int[] FINEST = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int[] FINE = {1, 2, 5};
  private static final int[] COARSE = {1};
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  DecadeAxis(String label) {
    super(label);
  }

  @Override
  @SuppressWarnings("unchecked") // the axis gives number ticks in a raw list
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<Double> values = values(getRange());
    if (values.size() < 2) {
      return super.refreshTicks(graphics, state, area, edge);
    }
    boolean across = RectangleEdge.isTopOrBottom(edge);
    TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    List<NumberTick> ticks = new ArrayList<>();
    for (double value : values) {
      ticks.add(new NumberTick(TickType.MAJOR, value, label(value), anchor, TextAnchor.CENTER, 0));
    }
    return ticks;
  }

  /** Positions of the ticks. */
  static List<Double> values(Range range) {
    List<Double> fine = values(range, FINE);
    if (fine.size() > MOST) {
      return values(range, COARSE);
    }
    return fine.size() < 2 ? values(range, FINEST) : fine;
  }

  private static List<Double> values(Range range, int[] mantissas) {
    List<Double> values = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(range.getLowerBound()));
    int last = (int) Math.ceil(Math.log10(range.getUpperBound()));
    for (int exponent = first; exponent <= last; exponent++) {
      for (int mantissa : mantissas) {
        // The nearest number to what one would write, so that bounds are met exactly.
        double value = Double.parseDouble(mantissa + "e" + exponent);
        if (range.contains(value)) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** A number as people write it; very small and very large ones as powers of ten. */
  static String label(double value) {
    int exponent = (int) Math.floor(Math.log10(value) + 1e-9);
    if (exponent >= -3 && exponent < 5) {
      return ("%,." + Math.max(0, -exponent) + "f").formatted(value);
    }
    long mantissa = Math.round(value / Math.pow(10, exponent));
    String power = "10" + raised(exponent);
    return mantissa == 1 ? power : mantissa + "·" + power;
  }

  private static String raised(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }
}
