package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import palimpsest.tensor.Workspace;

/** Numbers outside native memory, in the precision in which they were computed. */
public sealed interface Numbers {

  /** The number of values. */
  int length();

  /** One of them, in single precision, as it is drawn. */
  float at(int index);

  /** One of them, exactly. */
  double exact(int index);

  /** The same numbers in another order. */
  Numbers reordered(int[] order);

  /**
   * Single precision.
   *
   * @param values the numbers
   */
  record Singles(float[] values) implements Numbers {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return values[index];
    }

    @Override
    public double exact(int index) {
      return values[index];
    }

    @Override
    public Numbers reordered(int[] order) {
      float[] others = new float[order.length];
      for (int i = 0; i < order.length; i++) {
        others[i] = values[order[i]];
      }
      return new Singles(others);
    }
  }

  /**
   * Double precision.
   *
   * @param values the numbers
   */
  record Doubles(double[] values) implements Numbers {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float at(int index) {
      return (float) values[index];
    }

    @Override
    public double exact(int index) {
      return values[index];
    }

    @Override
    public Numbers reordered(int[] order) {
      double[] others = new double[order.length];
      for (int i = 0; i < order.length; i++) {
        others[i] = values[order[i]];
      }
      return new Doubles(others);
    }
  }

  /** The values of an array, in row-major order. */
  static Numbers of(NDArray array) {
    return array.getDataType() == DataType.FLOAT64
        ? new Doubles(Workspace.doubles(array))
        : new Singles(Workspace.floats(array));
  }
}
