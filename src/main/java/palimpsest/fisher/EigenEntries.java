package palimpsest.fisher;

import org.jspecify.annotations.Nullable;

/**
 * One layer of EK-FAC, (U_G ⊗ U_A) diag(D) (U_G ⊗ U_A)ᵀ, in the flat order of the layer's
 * parameters: the weights row by row, then the biases. Entries are computed where they are looked
 * at; of a small layer all of them are kept then.
 */
public final class EigenEntries implements MatrixEntries {

  /** Rows of the largest layer of which every entry is kept: 64 MiB. */
  private static final int KEPT = 4096;

  private final Numbers outputs;
  private final Numbers inputs;
  private final Numbers moments;
  private final int units;
  private final int columns;
  private final boolean bias;
  private float @Nullable [] all;

  /**
   * A layer's entries.
   *
   * @param outputs U_G [units · units], row-major, eigenvectors in columns
   * @param inputs U_A [columns · columns], row-major, eigenvectors in columns; the last row belongs
   *     to the bias, if there is one
   * @param moments D [units · columns], row-major
   * @param units outputs of the layer
   * @param bias whether the layer has a bias
   */
  public EigenEntries(Numbers outputs, Numbers inputs, Numbers moments, int units, boolean bias) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.moments = moments;
    this.units = units;
    this.columns = (int) Math.round(Math.sqrt(inputs.length()));
    this.bias = bias;
    if (outputs.length() != units * units
        || columns < (bias ? 2 : 1)
        || inputs.length() != columns * columns
        || moments.length() != units * columns) {
      throw new IllegalArgumentException(
          "eigenvectors of %d and %d numbers do not fit %d moments of %d units"
              .formatted(outputs.length(), inputs.length(), moments.length(), units));
    }
  }

  /** U_G [units · units], row-major, eigenvectors in columns. */
  public Numbers outputs() {
    return outputs;
  }

  /** U_A [columns · columns], row-major, eigenvectors in columns. */
  public Numbers inputs() {
    return inputs;
  }

  /** D [units · columns], row-major. */
  public Numbers moments() {
    return moments;
  }

  /** Outputs of the layer. */
  public int units() {
    return units;
  }

  @Override
  public int size() {
    return units * columns;
  }

  @Override
  public boolean isQuick() {
    return size() <= KEPT;
  }

  @Override
  public float at(int row, int column) {
    int unit = unit(row);
    int input = input(row);
    int otherUnit = unit(column);
    int otherInput = input(column);
    double sum = 0;
    for (int p = 0; p < units; p++) {
      double along = 0;
      for (int q = 0; q < columns; q++) {
        along +=
            inputs.exact(input * columns + q)
                * moments.exact(p * columns + q)
                * inputs.exact(otherInput * columns + q);
      }
      sum += outputs.exact(unit * units + p) * outputs.exact(otherUnit * units + p) * along;
    }
    return (float) sum;
  }

  /** Puts the entries of a row, from a column on to before another, at the start of an array. */
  void row(int row, int from, int to, float[] into) {
    if (size() <= KEPT) {
      System.arraycopy(all(), row * size() + from, into, 0, to - from);
    } else {
      compute(row, from, to, into, 0);
    }
  }

  private synchronized float[] all() {
    float[] kept = all;
    if (kept == null) {
      int size = size();
      kept = new float[size * size];
      for (int row = 0; row < size; row++) {
        compute(row, 0, size, kept, row * size);
      }
      all = kept;
    }
    return kept;
  }

  private void compute(int row, int from, int to, float[] into, int start) {
    int unit = unit(row);
    int input = input(row);
    double[] turned = new double[units * columns];
    double[] weights = new double[columns];
    for (int p = 0; p < units; p++) {
      for (int q = 0; q < columns; q++) {
        weights[q] = inputs.exact(input * columns + q) * moments.exact(p * columns + q);
      }
      double factor = outputs.exact(unit * units + p);
      for (int other = 0; other < columns; other++) {
        double sum = 0;
        for (int q = 0; q < columns; q++) {
          sum += weights[q] * inputs.exact(other * columns + q);
        }
        turned[p * columns + other] = factor * sum;
      }
    }
    for (int column = from; column < to; column++) {
      double sum = 0;
      int line = unit(column) * units;
      int other = input(column);
      for (int p = 0; p < units; p++) {
        sum += outputs.exact(line + p) * turned[p * columns + other];
      }
      into[start + column - from] = (float) sum;
    }
  }

  private int weights() {
    return bias ? columns - 1 : columns;
  }

  private int unit(int index) {
    int end = units * weights();
    return index < end ? index / weights() : index - end;
  }

  private int input(int index) {
    return index < units * weights() ? index % weights() : weights();
  }
}
