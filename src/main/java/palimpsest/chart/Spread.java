package palimpsest.chart;

import java.util.Collection;
import palimpsest.text.NumberText;

/**
 * The mean of some numbers and how far they scatter about it.
 *
 * <p>One value that is not finite leaves nothing to say about the mean: all but {@code n} is NaN
 * then, rather than a number in which a diverged run is left out in silence.
 *
 * @param n the number of values
 * @param mean their mean; NaN of none
 * @param deviation sample standard deviation, by n − 1; NaN of fewer than two
 * @param error standard error of the mean, deviation / √n; NaN of fewer than two
 */
public record Spread(int n, double mean, double deviation, double error) {

  /** The spread of some numbers. */
  public static Spread of(double... values) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    if (!Double.isFinite(mean)) {
      return new Spread(n, Double.NaN, Double.NaN, Double.NaN);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    return new Spread(n, mean, deviation, deviation / Math.sqrt(n));
  }

  /** The spread of some numbers. */
  public static Spread of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Whether there is a mean at all. */
  public boolean isKnown() {
    return Double.isFinite(mean);
  }

  /**
   * Mean and deviation for people, such as {@code 91.2 ± 0.8}; without a deviation the mean alone,
   * without a mean a dash.
   *
   * @param decimals digits after the point
   */
  public String text(int decimals) {
    if (!isKnown()) {
      return NumberText.NONE;
    }
    String alone = NumberText.fixed(mean, decimals);
    return Double.isNaN(deviation) ? alone : alone + " ± " + NumberText.fixed(deviation, decimals);
  }
}
