package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import palimpsest.network.Network;
import palimpsest.setting.Named;

/** The names of the Fisher representations: what forms, files and tables speak of. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are stateless
public enum Representation implements Named {
  DIAGONAL(
      "diagonal",
      "Diagonal",
      "Only the diagonal of F: each parameter by itself, without its neighbours.",
      DiagonalFisher::measure,
      DiagonalFisher::restore,
      DiagonalFisher::memory),
  QUASI_DIAGONAL(
      "quasi-diagonal",
      "Quasi-diagonal",
      "The diagonal, and for every unit the entries between its weights and its bias. Not positive"
          + " semi-definite: an EWC penalty can go negative, and natural replay can diverge.",
      QuasiDiagonalFisher::measure,
      QuasiDiagonalFisher::restore,
      QuasiDiagonalFisher::memory),
  BLOCK_DIAGONAL(
      "block-diagonal",
      "Block-diagonal",
      "F within each layer, weights and bias together; nothing between layers.",
      BlockDiagonalFisher::measure,
      BlockDiagonalFisher::restore,
      BlockDiagonalFisher::memory),
  KFAC(
      "k-fac",
      "K-FAC",
      "Per layer the Kronecker product G ⊗ A of gradient and input second moments.",
      KfacFisher::measure,
      KfacFisher::restore,
      KfacFisher::memory),
  EKFAC(
      "ek-fac",
      "EK-FAC",
      "K-FAC's eigenvectors with second moments measured along each of them.",
      EkfacFisher::measure,
      EkfacFisher::restore,
      EkfacFisher::memory),
  DENSE(
      "dense",
      "Dense",
      "The whole matrix F, P × P numbers.",
      DenseFisher::measure,
      DenseFisher::restore,
      DenseFisher::memory);

  private final String key;
  private final String label;
  private final String help;
  private final Function<FisherSample, FisherMatrix> measure;
  private final BiFunction<Network, List<NDArray>, FisherMatrix> restore;
  private final Function<MeasuringShape, MatrixMemory> memory;

  Representation(
      String key,
      String label,
      String help,
      Function<FisherSample, FisherMatrix> measure,
      BiFunction<Network, List<NDArray>, FisherMatrix> restore,
      Function<MeasuringShape, MatrixMemory> memory) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.measure = measure;
    this.restore = restore;
    this.memory = memory;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String help() {
    return help;
  }

  /** The memory that its matrices take. */
  public MatrixMemory memory(MeasuringShape shape) {
    return memory.apply(shape);
  }

  /**
   * Measures the Fisher matrix, exactly: the expectation over the model's own labels, averaged over
   * the sample's images. Its arrays belong to the caller's scope, if there is one.
   */
  public FisherMatrix measure(FisherSample sample) {
    return measure.apply(sample);
  }

  /**
   * The matrix that is made of some arrays.
   *
   * @param network the network that it was measured on, or one like it
   * @param arrays the arrays from {@link FisherMatrix#arrays}; the matrix takes ownership
   */
  public FisherMatrix restore(Network network, List<NDArray> arrays) {
    return restore.apply(network, arrays);
  }
}
