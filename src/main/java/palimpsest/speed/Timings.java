package palimpsest.speed;

import java.util.ArrayList;
import java.util.List;

/** Durations of one piece of work, repeated. */
final class Timings {

  /** Seconds after which nothing more is repeated, if it was repeated often enough. */
  private static final double ENOUGH = 2;

  /** Seconds after which even a single repetition is enough. */
  private static final double PATIENCE = 12;

  /** The same where hundreds of things are measured and a machine is warm from those before. */
  private static final double BRIEFLY_ENOUGH = 0.4;

  /** Seconds that count as a little. */
  private static final double A_LITTLE = 0.1;

  private static final int FEWEST = 3;
  private static final int MOST = 10_000;

  private final List<Double> seconds = new ArrayList<>();

  /**
   * Measures work after it was warmed up: at least three times, unless that takes too long, and the
   * more often the shorter it is.
   *
   * @param synchronise waits until all that the work has started is done
   */
  static Timings of(Work work, Runnable synchronise) {
    work.warmUp();
    return repeated(work, synchronise, ENOUGH);
  }

  /** Measures work less often, after a single repetition that does not count. */
  static Timings briefly(Work work, Runnable synchronise) {
    work.run();
    return repeated(work, synchronise, BRIEFLY_ENOUGH);
  }

  private static Timings repeated(Work work, Runnable synchronise, double enough) {
    Timings times = new Timings();
    double total = 0;
    while (total < PATIENCE
        && times.seconds.size() < MOST
        && (total < enough || times.seconds.size() < FEWEST)) {
      total += times.add(work, synchronise);
    }
    return times;
  }

  /** Measures work that is warm a little more. */
  void addSome(Work work, Runnable synchronise) {
    double total = 0;
    while (total < A_LITTLE) {
      total += add(work, synchronise);
    }
  }

  private double add(Work work, Runnable synchronise) {
    synchronise.run();
    long start = System.nanoTime();
    work.run();
    synchronise.run();
    double duration = (System.nanoTime() - start) / 1e9;
    seconds.add(duration);
    return duration;
  }

  /** The median in seconds. */
  double median() {
    return quantile(0.5);
  }

  /** The distance between the quartiles, as a share of the median. */
  double spread() {
    return (quantile(0.75) - quantile(0.25)) / median();
  }

  /** A quantile, linear between neighbours (definition 7 of Hyndman and Fan, 1996). */
  private double quantile(double share) {
    List<Double> sorted = seconds.stream().sorted().toList();
    double place = share * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.size() - 1);
    double low = sorted.get(below);
    return low + (place - below) * (sorted.get(above) - low);
  }
}
