package palimpsest.chart;

/**
 * A point of a curve.
 *
 * @param epoch the epochs behind it, counted over all tasks; a fraction within an epoch, and 0 for
 *     the untrained network
 * @param spread its value: the mean of the runs measured there, and their scatter
 */
public record CurvePoint(double epoch, Spread spread) {}
