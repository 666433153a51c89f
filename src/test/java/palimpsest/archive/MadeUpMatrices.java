package palimpsest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.EigenEntries;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Numbers;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;

/** Small Fisher matrices in all six representations, of a network that was never trained. */
final class MadeUpMatrices {

  private static final int UNITS = 2;
  private static final int INPUTS = 9;
  private static final int OUTPUTS = 4;
  private static final int FEATURES = 5;
  private static final int FIRST = UNITS * (INPUTS + 1);
  private static final int SECOND = OUTPUTS * (FEATURES + 1);

  /** A convolution and a linear layer, both with a bias. */
  static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("conv1", "weight", List.of(UNITS, 1, 3, 3), 0),
              new ParameterLayout.Tensor("conv1", "bias", List.of(UNITS), UNITS * INPUTS),
              new ParameterLayout.Tensor("fc1", "weight", List.of(OUTPUTS, FEATURES), FIRST),
              new ParameterLayout.Tensor(
                  "fc1", "bias", List.of(OUTPUTS), FIRST + OUTPUTS * FEATURES)));

  private MadeUpMatrices() {}

  /** Every representation after each task. */
  static List<FisherSnapshot> all(List<String> taskNames, long seed) {
    Random random = new Random(seed);
    List<FisherSnapshot> matrices = new ArrayList<>();
    for (int task = 0; task < taskNames.size(); task++) {
      for (Representation representation : Representation.values()) {
        matrices.add(
            new FisherSnapshot(
                representation,
                task,
                "after task %d, all its images".formatted(task + 1),
                512,
                false,
                LAYOUT,
                entries(representation, random)));
      }
    }
    return matrices;
  }

  private static MatrixEntries entries(Representation representation, Random random) {
    return switch (representation) {
      case DIAGONAL -> new MatrixEntries.Diagonal(positive(FIRST + SECOND, random));
      case QUASI_DIAGONAL ->
          MatrixEntries.Blocks.of(
              List.of(
                  new MatrixEntries.Arrow(
                      positive(FIRST, random), positive(UNITS * INPUTS, random), INPUTS),
                  new MatrixEntries.Arrow(
                      positive(SECOND, random), positive(OUTPUTS * FEATURES, random), FEATURES)));
      case EKFAC ->
          MatrixEntries.Blocks.of(
              List.of(eigen(UNITS, INPUTS + 1, random), eigen(OUTPUTS, FEATURES + 1, random)));
      case BLOCK_DIAGONAL ->
          MatrixEntries.Blocks.of(List.of(full(FIRST, random), full(SECOND, random)));
      case KFAC ->
          MatrixEntries.Blocks.of(
              List.of(
                  new MatrixEntries.Kronecker(
                      square(UNITS, random), square(INPUTS + 1, random), UNITS, true),
                  new MatrixEntries.Kronecker(
                      square(OUTPUTS, random), square(FEATURES + 1, random), OUTPUTS, true)));
      case DENSE -> full(FIRST + SECOND, random);
    };
  }

  private static MatrixEntries eigen(int units, int columns, Random random) {
    return new EigenEntries(
        new Numbers.Singles(square(units, random)),
        new Numbers.Singles(square(columns, random)),
        new Numbers.Singles(positive(units * columns, random)),
        units,
        true);
  }

  private static MatrixEntries full(int size, Random random) {
    return new MatrixEntries.Full(size, square(size, random));
  }

  private static float[] positive(int size, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 0.08f * random.nextFloat();
    }
    return values;
  }

  /** A symmetric matrix with a strong diagonal, row-major. */
  private static float[] square(int size, Random random) {
    float[] values = new float[size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        float value =
            row == column
                ? 0.02f + 0.1f * random.nextFloat()
                : 0.02f * (float) random.nextGaussian();
        values[row * size + column] = value;
        values[column * size + row] = value;
      }
    }
    return values;
  }
}
