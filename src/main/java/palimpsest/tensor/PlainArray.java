package palimpsest.tensor;

/** An array outside native memory, to be kept, in the precision that it had there. */
public sealed interface PlainArray {

  /** Its sizes, axis by axis. */
  long[] shape();

  /**
   * An array of float32 numbers.
   *
   * @param shape its sizes, axis by axis
   * @param values its values, row-major
   */
  record Floats(long[] shape, float[] values) implements PlainArray {}

  /**
   * An array of float64 numbers.
   *
   * @param shape its sizes, axis by axis
   * @param values its values, row-major
   */
  record Doubles(long[] shape, double[] values) implements PlainArray {}
}
