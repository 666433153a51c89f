package palimpsest.tensor;

/**
 * An array outside native memory, to be kept.
 *
 * @param shape its sizes, axis by axis
 * @param values its values, row-major; of a float32 array, float32 numbers
 */
public record PlainArray(long[] shape, double[] values) {}
