package palimpsest.speed;

import palimpsest.fisher.Representation;

/**
 * The duration of one piece of work at one size.
 *
 * @param axis the size that grows
 * @param work the work done
 * @param representation the representation of the Fisher matrix
 * @param size the value of the size that grows
 * @param seconds median over its repetitions
 * @param ratio the median divided by the yardstick's
 * @param spread distance between the quartiles, as a share of the median
 */
public record ScalingPoint(
    ScalingAxis axis,
    Work work,
    Representation representation,
    int size,
    double seconds,
    double ratio,
    double spread) {

  /** An operation on a Fisher matrix. */
  public enum Work {
    /** Measuring it on a batch. */
    FISHER("fisher"),
    /** Solving with it once, the damped inverse included. */
    SOLVE("solve");

    private final String key;

    Work(String key) {
      this.key = key;
    }

    /** The name in files and tables. */
    public String key() {
      return key;
    }
  }

  /** The same as a measurement, named such as {@code scaling.batch.fisher.kfac.512}. */
  public Measurement toMeasurement() {
    String name =
        "scaling.%s.%s.%s.%d"
            .formatted(axis.key(), work.key(), Benchmarks.shortName(representation), size);
    return new Measurement(name, seconds, ratio, spread);
  }
}
