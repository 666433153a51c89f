package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import palimpsest.network.Network;
import palimpsest.network.StackedSignals;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The whole matrix F; solve: (F+λI)⁻¹v by Cholesky. */
public final class DenseFisher implements FisherMatrix {

  private final Network network;
  private final NDArray matrix;

  /**
   * Takes over a matrix.
   *
   * @param matrix [P, P] in the flat order
   */
  private DenseFisher(Network network, NDArray matrix) {
    this.network = network;
    this.matrix = matrix;
  }

  /** Numbers held at once while it is measured and solved with. */
  static double numbers(Network network) {
    double parameters = network.parameters();
    return 4 * parameters * parameters;
  }

  /** The matrix that was made of one array [P, P]. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    return new DenseFisher(network, arrays.getFirst());
  }

  /** Measures it in one pass, pair of layers by pair of layers. */
  static FisherMatrix measure(Sample sample) {
    try (Scope scope = new Scope()) {
      List<NDArray> blocks = sample.means(true, DenseFisher::upperBlocks);
      NDArray matrix = assemble(blocks, sample.network().affineLayers().size());
      return new DenseFisher(
          sample.network(), scope.keep(FlatOrder.toFlat(sample.network(), matrix)));
    }
  }

  /** The sums of products of every pair of layers, the first not after the second. */
  private static List<NDArray> upperBlocks(StackedSignals stacked) {
    List<Gradients> gradients = stacked.signals().stream().map(Gradients::new).toList();
    List<NDArray> blocks = new ArrayList<>();
    for (int row = 0; row < gradients.size(); row++) {
      for (int column = row; column < gradients.size(); column++) {
        Gradients other =
            stacked.sameRows(row, column)
                ? gradients.get(column)
                : new Gradients(stacked.withRowsBelow(column));
        blocks.add(gradients.get(row).productsWith(other));
      }
    }
    return blocks;
  }

  /** The symmetric matrix whose upper blocks are given, row by row. */
  private static NDArray assemble(List<NDArray> upper, int layers) {
    NDArray[][] blocks = new NDArray[layers][layers];
    int next = 0;
    for (int row = 0; row < layers; row++) {
      for (int column = row; column < layers; column++) {
        NDArray block = upper.get(next++);
        blocks[row][column] = block;
        if (column > row) {
          blocks[column][row] = block.transpose();
        }
      }
    }
    NDList rows = new NDList();
    for (NDArray[] row : blocks) {
      rows.add(NDArrays.concat(new NDList(row), 1));
    }
    return NDArrays.concat(rows);
  }

  @Override
  public Representation representation() {
    return Representation.DENSE;
  }

  @Override
  public NDArray multiply(NDArray v) {
    return matrix.matMul(v);
  }

  @Override
  public DampedInverse dampedInverse(double damping) {
    try (Scope scope = new Scope()) {
      NDArray factor =
          scope.keep(network.workspace().kernels().cholesky(Arrays.damped(matrix, damping)));
      return v ->
          network
              .workspace()
              .kernels()
              .choleskySolve(v.reshape(-1, 1), factor)
              .reshape(v.getShape());
    }
  }

  @Override
  public double trace() {
    return Arrays.trace(matrix);
  }

  @Override
  public double frobeniusNorm() {
    return Math.sqrt(Arrays.dot(matrix, matrix));
  }

  @Override
  public NDArray diagonal() {
    return Arrays.diagonal(matrix);
  }

  @Override
  public NDArray toDense() {
    return matrix.duplicate();
  }

  @Override
  public FisherMatrix plus(FisherMatrix other) {
    if (!(other instanceof DenseFisher dense)) {
      throw new IllegalArgumentException("cannot add " + other.name() + " to " + name());
    }
    return new DenseFisher(network, matrix.add(dense.matrix));
  }

  @Override
  public FisherMatrix scaled(double factor) {
    return new DenseFisher(network, matrix.mul(factor));
  }

  @Override
  public MatrixEntries entries() {
    Arrays.requireShowable(network.parameters());
    return new MatrixEntries.Full(network.parameters(), Workspace.floats(matrix));
  }

  @Override
  public List<NDArray> arrays() {
    return List.of(matrix);
  }

  @Override
  public String name() {
    return "%s, %d × %2$d".formatted(representation().label(), network.parameters());
  }

  @Override
  public void close() {
    matrix.close();
  }
}
