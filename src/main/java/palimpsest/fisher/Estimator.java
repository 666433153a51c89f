package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import palimpsest.tensor.Workspace;

/**
 * The way in which the rows of a Fisher matrix are drawn: F = (1/N) Σ_n J_nᵀ S_n S_nᵀ J_n, with S_n
 * the rows in logit space of image n. What is kept of F is the choice of a {@link Representation}.
 */
public sealed interface Estimator {

  /** The expectation over the model's own labels: S·Sᵀ = Λ = diag(p) − ppᵀ. */
  Estimator EXACT =
      (ByImage) (workspace, images, logits, positions) -> workspace.kernels().hessianRoot(logits);

  /** The gradient of the log-likelihood of each image's own label. */
  Estimator EMPIRICAL =
      new SingleRow(
          (workspace, images, logits, positions) -> Residuals.of(logits, images.labels(positions)));

  /** The gradient of the log-likelihood of the label that the model predicts. */
  Estimator PREDICTED =
      new SingleRow(
          (workspace, images, logits, positions) -> Residuals.of(logits, logits.argMax(0)));

  /** The gradient of each image's own label, the image weighted by the probability of the label. */
  Estimator WEIGHTED_BY_PROBABILITY =
      new SingleRow((workspace, images, logits, positions) -> {
        NDArray labels = images.labels(positions);
        NDArray losses = workspace.kernels().crossEntropy(logits, labels).get(0);
        return Residuals.of(logits, labels).mul(losses.div(-2).exp().reshape(1, 1, -1));
      });

  /** Rows that belong to single images. */
  @FunctionalInterface
  non-sealed interface ByImage extends Estimator {

    /**
     * The rows of some images.
     *
     * @param images the images measured on
     * @param logits [K, n], of which only those of competing classes count
     * @param positions the positions of the n images among all
     * @return S [K, R, n]
     */
    NDArray rows(Workspace workspace, Images images, NDArray logits, int... positions);

    /** Whether every image has one row, and so none needs fewer than another on the way back. */
    default boolean isSingle() {
      return false;
    }
  }

  /**
   * One row an image.
   *
   * @param rule makes rows with R = 1
   */
  record SingleRow(ByImage rule) implements ByImage {

    @Override
    public NDArray rows(Workspace workspace, Images images, NDArray logits, int... positions) {
      return rule.rows(workspace, images, logits, positions);
    }

    @Override
    public boolean isSingle() {
      return true;
    }
  }

  /**
   * One row a batch: the gradient of the batch's mean loss, F = mean over batches of ḡḡᵀ. It is
   * smaller than the empirical matrix by about the factor b (van de Ven, 2025, arXiv 2502.11756);
   * there because papers used it. A last, smaller batch counts like the others.
   *
   * @param size images of a batch, b
   */
  record Batched(int size) implements Estimator {}

  /**
   * The same rows with images that count more or less: F = (1/N) Σ w_n J_nᵀ S_n S_nᵀ J_n. For K-FAC
   * the weights enter G alone.
   *
   * @param weights w [N], by position, not negative
   */
  static Estimator weighted(ByImage estimator, double... weights) {
    ByImage weighted =
        (workspace, images, logits, positions) -> {
          double[] roots = new double[positions.length];
          for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(weights[positions[i]]);
          }
          return estimator
              .rows(workspace, images, logits, positions)
              .mul(workspace.array(roots, 1, 1, roots.length));
        };
    return estimator.isSingle() ? new SingleRow(weighted) : weighted;
  }

  /**
   * The mean over labels drawn from the model's softmax, a label for each number.
   *
   * @param uniform numbers from above 0 to 1, [N][k]
   */
  static Estimator sampled(double[][] uniform) {
    ByImage sampled =
        (workspace, images, logits, positions) -> {
          int draws = uniform[positions[0]].length;
          double[] levels = new double[draws * positions.length];
          for (int i = 0; i < positions.length; i++) {
            for (int draw = 0; draw < draws; draw++) {
              levels[draw * positions.length + i] = uniform[positions[i]][draw];
            }
          }
          NDArray sums = logits.softmax(0).cumSum(0);
          NDArray total = sums.get((logits.getShape().get(0) - 1) + ":");
          NDArray reached = workspace.array(levels, draws, positions.length).mul(total);
          // A class of no probability is never the first whose sum reaches a number above 0.
          NDArray labels =
              sums.expandDims(1)
                  .lt(reached.expandDims(0))
                  .toType(logits.getDataType(), false)
                  .sum(new int[] {0});
          return Residuals.ofRows(logits, labels).div(Math.sqrt(draws));
        };
    return uniform.length > 0 && uniform[0].length == 1 ? new SingleRow(sampled) : sampled;
  }

  /**
   * One given label an image.
   *
   * @param labels [N], by position
   */
  static Estimator labelled(int... labels) {
    return new SingleRow((workspace, images, logits, positions) -> {
      int[] own = new int[positions.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = labels[positions[i]];
      }
      return Residuals.of(logits, workspace.indices(own));
    });
  }
}
