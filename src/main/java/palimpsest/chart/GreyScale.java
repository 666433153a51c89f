package palimpsest.chart;

import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * The mapping from matrix entries to grey levels: black at {@code min} and below, white at {@code
 * max} and above.
 *
 * @param min the value drawn black
 * @param max the value drawn white
 * @param curve the function between them
 */
public record GreyScale(double min, double max, GreyCurve curve) {

  /** From 0 to 0.1, which suits most Fisher matrices at first sight. */
  public static final GreyScale INITIAL = new GreyScale(0, 0.1);

  /** The share of white at which a logarithmic scale begins if black is not above 0. */
  private static final double DEEPEST = 1e-6;

  private static final int CURVE_LETTERS = 7;

  /** A symmetric logarithm is even up to this share of the larger end. */
  private static final double EVEN = 1e-4;

  /**
   * Checks the range.
   *
   * @throws Problem if it is empty, reversed or not finite, or has no positive end for a logarithm
   */
  public GreyScale {
    if (!Double.isFinite(min) || !Double.isFinite(max) || !(min < max)) {
      throw new Problem(
          "The range from %s to %s is empty: its lower end must be smaller than its upper end."
              .formatted(NumberText.leading(min), NumberText.leading(max)));
    }
    if (curve == GreyCurve.LOG && !(max > 0)) {
      throw new Problem(
          "A logarithmic scale cannot end at %s: its upper end must be larger than 0."
              .formatted(NumberText.leading(max)));
    }
  }

  /** An even scale. */
  public GreyScale(double min, double max) {
    this(min, max, GreyCurve.LINEAR);
  }

  /** An even scale from −limit to limit, on which 0 is the middle grey. */
  public static GreyScale symmetric(double limit) {
    return new GreyScale(-limit, limit);
  }

  /** The same range with another curve. */
  public GreyScale with(GreyCurve next) {
    return new GreyScale(min, max, next);
  }

  /** Turns values into grey levels. */
  @FunctionalInterface
  public interface Levels {

    /** The grey level of a value, from 0 to 255. */
    int of(float value);
  }

  /** The grey level of a value, from 0 to 255. */
  public int level(float value) {
    return levels().of(value);
  }

  /** The grey levels of many values: faster than asking for each. */
  public Levels levels() {
    double black = bent(min);
    double span = bent(max) - black;
    return value -> {
      double share = (bent(value) - black) / span;
      return share > 0 ? (int) Math.min(255, Math.round(share * 255)) : 0;
    };
  }

  /** The position of a value between black and white: 0 at black, 1 at white, and beyond. */
  public double share(double value) {
    double black = bent(min);
    return (bent(value) - black) / (bent(max) - black);
  }

  /** The value that lies at a share of the way from black to white. */
  public double valueAt(double share) {
    double black = bent(min);
    double bent = black + share * (bent(max) - black);
    return switch (curve) {
      case LINEAR -> bent;
      case LOG -> Math.exp(bent);
      case SYMMETRIC_LOG -> Math.copySign(Math.expm1(Math.abs(bent)) * even(), bent);
    };
  }

  /**
   * The smallest value that is told from those below it: black, or where a logarithm begins if
   * black is not above 0.
   */
  public double first() {
    return curve == GreyCurve.LOG && !(min > 0) ? max * DEEPEST : min;
  }

  /** The curve in words, where it is not even; empty if it is. */
  public String curveText() {
    return switch (curve) {
      case LINEAR -> "";
      case LOG -> "log";
      case SYMMETRIC_LOG ->
          "symmetric log beyond ±" + NumberText.leadingWithin(even(), CURVE_LETTERS);
    };
  }

  /** Whether zero lies in the middle of the levels. */
  public boolean isSymmetric() {
    return min == -max;
  }

  private double bent(double value) {
    return switch (curve) {
      case LINEAR -> value;
      case LOG -> Math.log(Math.max(value, first()));
      case SYMMETRIC_LOG -> Math.copySign(Math.log1p(Math.abs(value) / even()), value);
    };
  }

  private double even() {
    return EVEN * Math.max(Math.abs(min), Math.abs(max));
  }
}
