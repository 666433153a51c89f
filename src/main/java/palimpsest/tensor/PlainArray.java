package palimpsest.tensor;

import java.util.Arrays;

/** An array outside native memory, to be kept, in the precision that it had there. */
public sealed interface PlainArray {

  /** Its sizes, axis by axis. */
  long[] shape();

  /** Whether a value is not a number. */
  boolean holdsNaN();

  /**
   * An array of float32 numbers.
   *
   * @param shape its sizes, axis by axis
   * @param values its values, row-major
   */
  record Floats(long[] shape, float[] values) implements PlainArray {
    @Override
    public boolean holdsNaN() {
      for (float value : values) {
        if (Float.isNaN(value)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * An array of float64 numbers.
   *
   * @param shape its sizes, axis by axis
   * @param values its values, row-major
   */
  record Doubles(long[] shape, double[] values) implements PlainArray {
    @Override
    public boolean holdsNaN() {
      return Arrays.stream(values).anyMatch(Double::isNaN);
    }
  }
}
