package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
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
  public Evaluation(
      Workspace workspace, Network network, List<ImageSet> sets, Supplier<NDArray> theta) {
    this.workspace = workspace;
    this.network = network;
    this.theta = theta;
    images = new ImageStore(workspace, sets);
  }

  /** Number of tasks. */
  public int tasks() {
    return images.sets();
  }

  /** Number of classes K over all tasks. */
  public int classes() {
    return network.outputs();
  }

  /** The labels of a task's test images. */
  public int[] labels(int task) {
    return images.labelsOf(task);
  }

  /**
   * The counts of an evaluation.
   *
   * @param sums losses and hits
   * @param confusion [K · K], how often images of each class, a row each, were given each class;
   *     empty unless it was asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
  public record Outcome(EvaluationSums sums, long[] confusion) {}

  /** Losses and hits on all test images of a task. */
  public EvaluationSums of(int task) {
    return of(task, all(images.labelsOf(task).length), false).sums();
  }

  private static int[] all(int size) {
    int[] positions = new int[size];
    Arrays.setAll(positions, i -> i);
    return positions;
  }

  /**
   * Evaluates the network on test images of a task.
   *
   * @param task position of the task
   * @param positions the indices of its images
   * @param confusion whether to count what images of each class are taken for
   */
  public Outcome of(int task, int[] positions, boolean confusion) {
    int[] numbers = images.numbersOf(task);
    LabelledImages some =
        images.select(Arrays.stream(positions).map(position -> numbers[position]).toArray());
    try (Scope _ = new Scope()) {
      List<NDArray> matrices = network.tileMatrices(theta.get());
      EvaluationSums total = new EvaluationSums(some.size(), 0, 0);
      long[] counts = new long[confusion ? classes() * classes() : 0];
      for (List<NDArray> share :
          workspace
              .workers()
              .divide(some.size(), (from, to) -> count(some, matrices, from, to, confusion))) {
        double[] sums = Workspace.doubles(share.getFirst());
        total = total.plus(new EvaluationSums(0, sums[0], sums[1]));
        if (confusion) {
          double[] pairs = Workspace.doubles(share.getLast());
          Arrays.setAll(counts, i -> counts[i] + (long) pairs[i]);
        }
      }
      return new Outcome(total, counts);
    }
  }

  /** Sums of losses and hits of some images, one array [2], and pairs of classes [K · K]. */
  private List<NDArray> count(
      LabelledImages some, List<NDArray> matrices, int from, int to, boolean confusion) {
    List<NDArray> counted = new ArrayList<>(List.of(workspace.zeros(2)));
    if (confusion) {
      counted.add(workspace.indices(new int[classes() * classes()]));
    }
    for (int start = from; start < to; start += BATCH) {
      int end = Math.min(start + BATCH, to);
      try (Scope _ = new Scope()) {
        NDArray logits = network.logits(matrices, some.range(start, end));
        NDArray labels = some.labels(start, end);
        SoftmaxCrossEntropy.Batch batch = SoftmaxCrossEntropy.of(workspace, logits, labels);
        counted
            .getFirst()
            .addi(NDArrays.stack(new NDList(batch.losses().sum(), batch.hits().sum())));
        if (confusion) {
          counted.getLast().addi(workspace.kernels().classPairs(logits, labels));
        }
      }
    }
    return counted;
  }

  @Override
  public void close() {
    images.close();
  }
}
