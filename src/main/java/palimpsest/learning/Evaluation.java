package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.data.ImageSet;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The test images of a scenario's tasks, and how a network does on them. */
public final class Evaluation implements AutoCloseable {

  /** Images evaluated at once: few enough for their features to stay in a cache. */
  public static final int BATCH = 256;

  private final Workspace workspace;
  private final Network network;
  private final ImageStore images;
  private final Supplier<NDArray> theta;

  /**
   * Copies test images to the device.
   *
   * @param sets the test images of each task
   * @param theta the weights as they are when a task is evaluated, flat [P]
   */
  Evaluation(Workspace workspace, Network network, List<ImageSet> sets, Supplier<NDArray> theta) {
    this.workspace = workspace;
    this.network = network;
    this.theta = theta;
    images = new ImageStore(workspace, sets);
  }

  /**
   * Losses and hits on all test images of a task.
   *
   * @param task position of the task
   */
  public Tally of(int task) {
    LabelledImages some = images.select(images.numbersOf(task));
    try (Scope _ = new Scope()) {
      List<NDArray> matrices = network.tileMatrices(theta.get());
      Tally tally = new Tally(some.size(), 0, 0);
      for (List<NDArray> share :
          workspace.workers().divide(some.size(), (from, to) -> sums(some, matrices, from, to))) {
        double[] sums = Workspace.doubles(share.getFirst());
        tally = tally.plus(new Tally(0, sums[0], sums[1]));
      }
      return tally;
    }
  }

  /** Sums of losses and hits of some images: one array [2]. */
  private List<NDArray> sums(LabelledImages some, List<NDArray> matrices, int from, int to) {
    List<NDArray> sums = List.of(workspace.zeros(2));
    for (int start = from; start < to; start += BATCH) {
      int end = Math.min(start + BATCH, to);
      try (Scope _ = new Scope()) {
        SoftmaxCrossEntropy.Batch batch =
            SoftmaxCrossEntropy.of(
                workspace,
                network.logits(matrices, some.range(start, end)),
                some.labels(start, end));
        sums.getFirst().addi(NDArrays.stack(new NDList(batch.losses().sum(), batch.hits().sum())));
      }
    }
    return sums;
  }

  @Override
  public void close() {
    images.close();
  }
}
