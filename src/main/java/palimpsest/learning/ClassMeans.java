package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.network.AffineLayer;
import palimpsest.network.ForwardPass;
import palimpsest.network.Network;
import palimpsest.network.PassMemory;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * The classifier by the nearest class mean: an image gets the class whose remembered images have
 * the nearest mean feature. A feature is the input of the last layer, divided by its norm; the mean
 * of a class is divided by its norm as well (Rebuffi et al., 2017, iCaRL, arXiv 1611.07725).
 */
final class ClassMeans {

  /**
   * The score of a class without a mean: below −4, the least of a class that has one, and above
   * that of a class that does not compete.
   */
  private static final double NO_MEAN = -8;

  private final Network network;
  private final Workspace workspace;
  private final ImageStore training;
  private final Exemplars exemplars;
  private final int atOnce;

  ClassMeans(Network network, ImageStore training, Exemplars exemplars) {
    this.network = network;
    this.training = training;
    this.exemplars = exemplars;
    workspace = network.workspace();
    atOnce = new PassMemory(network.architecture()).imagesAtOnce(true);
  }

  /**
   * The means of the classes, at some weights.
   *
   * @param means [F, K], columns of norm 1; 0 for a class of which no image is remembered
   * @param missing [K, 1], 0 for a class that has a mean, else what its score falls short of it
   */
  record Means(NDArray means, NDArray missing) {}

  /**
   * Measures the means.
   *
   * @param matrices the weights, as the network goes forward with them
   * @return null if nothing is remembered yet
   */
  @Nullable Means measure(List<NDArray> matrices) {
    int[] numbers = exemplars.exemplars();
    if (numbers.length == 0) {
      return null;
    }
    int classes = network.outputs();
    int[] counts = new int[classes];
    Arrays.stream(numbers).forEach(number -> counts[training.label(number)]++);
    NDArray sums = null;
    for (List<NDArray> share :
        workspace
            .workers()
            .divide(
                numbers.length, (from, to) -> List.of(sums(matrices, numbers, counts, from, to)))) {
      sums = sums == null ? share.getFirst() : sums.add(share.getFirst());
    }
    if (sums == null) {
      throw new IllegalStateException("work was divided into no shares");
    }
    double[] missing = new double[classes];
    Arrays.setAll(missing, k -> counts[k] == 0 ? NO_MEAN : 0);
    return new Means(unit(sums), workspace.array(missing, classes, 1));
  }

  /** The sums of some images' features over their classes, each over its class's count [F, K]. */
  private NDArray sums(List<NDArray> matrices, int[] numbers, int[] counts, int first, int end) {
    int classes = counts.length;
    LabelledImages images = training.select(numbers);
    NDArray sums = workspace.zeros(featureSize(), classes);
    for (int from = first; from < end; from += atOnce) {
      int to = Math.min(from + atOnce, end);
      double[] own = new double[(to - from) * classes];
      for (int i = from; i < to; i++) {
        int label = training.label(numbers[i]);
        own[(i - from) * classes + label] = 1.0 / counts[label];
      }
      try (Scope _ = new Scope()) {
        NDArray features = features(network.forward(matrices, images.range(from, to)));
        sums.addi(features.matMul(workspace.array(own, to - from, classes)));
      }
    }
    return sums;
  }

  /**
   * Numbers of a feature: inputs of the last layer, without the 1 that a bias is multiplied with.
   */
  private int featureSize() {
    AffineLayer last = network.affineLayers().getLast();
    return last.inputs();
  }

  /**
   * Scores in the place of logits: −‖f − μ‖² of each class, so that the nearest has the largest.
   *
   * @return [K, N]
   */
  NDArray scores(Means means, ForwardPass pass) {
    // All vectors have norm 1, so that ‖f − μ‖² = 2 − 2·fᵀμ.
    return means.means().transpose().matMul(features(pass)).sub(1).mul(2).add(means.missing());
  }

  /** The features [F, N], of norm 1. */
  private NDArray features(ForwardPass pass) {
    NDArray input = pass.inputs().getLast();
    return unit(
        input.reshape(input.getShape().get(0), -1).get(new NDIndex("0:{}", (long) featureSize())));
  }

  /** Columns divided by their norms; those of zeros stay. */
  private static NDArray unit(NDArray columns) {
    return columns.div(columns.square().sum(new int[] {0}, true).sqrt().maximum(1e-12));
  }
}
