package palimpsest.speed;

/**
 * The duration of one benchmark.
 *
 * @param name its name, such as {@code fisher.kfac}
 * @param seconds median over its repetitions
 * @param ratio the median divided by that of what it is compared with, measured in the same run
 * @param spread distance between the quartiles of its repetitions, as a share of the median; 0 for
 *     a single one
 */
public record Measurement(String name, double seconds, double ratio, double spread) {}
