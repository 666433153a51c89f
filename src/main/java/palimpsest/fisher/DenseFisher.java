package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

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

  /** The memory that it takes. */
  static MatrixMemory memory(MeasuringShape shape) {
    List<AffineLayer> layers = shape.layers();
    double sums = 0;
    double beside = 0;
    double image = 0;
    double small = 0;
    for (int row = 0; row < layers.size(); row++) {
      AffineLayer one = layers.get(row);
      image +=
          one.isConvolution()
              ? shape.gradients(one) + (double) one.size() * shape.rows(one)
              : 2.0 * one.units() * shape.rows(one);
      for (AffineLayer other : layers.subList(row, layers.size())) {
        double block = (double) one.size() * other.size();
        sums += block;
        small += shape.small(block);
        if (!other.isConvolution()) {
          // Products of outer products are formed from those of outputs and those of inputs.
          beside += one.isConvolution() ? 0 : block;
          small += one.isConvolution() ? 0 : shape.small(block);
          image +=
              one.isConvolution()
                  ? (double) one.size() * other.units()
                  : (double) one.units() * other.units() + (double) one.columns() * other.columns();
        }
      }
    }
    double numbers = shape.parameters() * shape.parameters();
    double held = numbers * shape.bytes();
    double block = shape.max(layer -> (double) layer.size() * layer.size());
    boolean showable = MatrixMath.isShowable(shape.parameters());
    return new MatrixMemory(
        held,
        Math.max(
            shape.means(sums, beside, image, shape.bytes()),
            held + (sums + 2 * block) * shape.bytes()),
        2.5 * held,
        0,
        showable ? held : 0,
        0,
        numbers,
        block,
        small);
  }

  /** The matrix that was made of one array [P, P]. */
  static FisherMatrix restore(Network network, List<NDArray> arrays) {
    return new DenseFisher(network, arrays.getFirst());
  }

  /** Measures it in one pass, pair of layers by pair of layers. */
  static FisherMatrix measure(FisherSample sample) {
    try (Scope scope = new Scope()) {
      List<NDArray> blocks = sample.gradientMeans(true, DenseFisher::upperBlocks);
      return new DenseFisher(sample.network(), scope.keep(assemble(sample.network(), blocks)));
    }
  }

  /** The sums of products of every pair of layers, the first not after the second. */
  private static List<NDArray> upperBlocks(GradientMoments moments) {
    int layers = moments.layers().size();
    List<NDArray> blocks = new ArrayList<>();
    for (int row = 0; row < layers; row++) {
      for (int column = row; column < layers; column++) {
        blocks.add(moments.products(row, column));
      }
    }
    return blocks;
  }

  /**
   * The symmetric matrix whose upper blocks are given, row by row, in the flat order. Each block is
   * freed when it has its place: together they are as large as the matrix.
   */
  private static NDArray assemble(Network network, List<NDArray> upper) {
    List<AffineLayer> layers = network.affineLayers();
    NDArray matrix = network.workspace().zeros(network.parameters(), network.parameters());
    List<NDArray> orders = FlatOrder.orders(network);
    Iterator<NDArray> blocks = upper.iterator();
    long top = 0;
    for (int row = 0; row < layers.size(); row++) {
      long left = top;
      for (int column = row; column < layers.size(); column++) {
        try (NDArray block = blocks.next();
            Scope _ = new Scope()) {
          NDArray flat = block.get(orders.get(row)).transpose().get(orders.get(column));
          place(matrix, left, top, flat);
          if (column > row) {
            place(matrix, top, left, flat.transpose());
          }
        }
        left += layers.get(column).size();
      }
      top += layers.get(row).size();
    }
    return matrix;
  }

  /** Writes a block into a matrix, its first entry at a row and a column. */
  private static void place(NDArray matrix, long row, long column, NDArray block) {
    long bottom = row + block.getShape().get(0);
    long right = column + block.getShape().get(1);
    matrix.set(new NDIndex(row + ":" + bottom + ", " + column + ":" + right), block);
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
          scope.keep(network.workspace().kernels().cholesky(MatrixMath.damped(matrix, damping)));
      return DampedInverse.holding(
          v ->
              network
                  .workspace()
                  .kernels()
                  .choleskySolve(v.reshape(-1, 1), factor)
                  .reshape(v.getShape()),
          factor);
    }
  }

  @Override
  public double trace() {
    return MatrixMath.trace(matrix);
  }

  @Override
  public double frobeniusNorm() {
    return Math.sqrt(MatrixMath.dot(matrix, matrix));
  }

  @Override
  public NDArray diagonal() {
    return MatrixMath.diagonal(matrix);
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
    MatrixMath.requireShowable(network.parameters());
    return new MatrixEntries.Full(network.parameters(), Numbers.of(matrix));
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
