package palimpsest.chart;

/**
 * A point of a curve.
 *
 * @param epoch its epoch, counted over all tasks; the untrained network is at 0
 * @param spread its value: the mean of the runs measured there, and their scatter
 */
public record CurvePoint(int epoch, Spread spread) {}
