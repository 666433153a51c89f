package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ActiveClasses;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.network.Network;
import palimpsest.network.PassMemory;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/** The test images of a scenario's tasks, and how a network does on them. */
public final class Evaluation implements AutoCloseable {

  private final Workspace workspace;
  private final Network network;
  private final ImageStore images;
  private final ClassMasks masks;
  private final Scenario.Active active;
  private final Supplier<NDArray> theta;
  private final Optional<ClassMeans> classMeans;
  private final int atOnce;

  /**
   * Copies test images to the device.
   *
   * @param theta the weights as they are when a task is evaluated, flat [P]
   */
  public Evaluation(Network network, Scenario scenario, Supplier<NDArray> theta) {
    this(network, scenario, theta, Optional.empty());
  }

  /**
   * Copies test images to the device.
   *
   * @param theta the weights as they are when a task is evaluated, flat [P]
   * @param classMeans stand for the classes; empty where the logits do
   */
  Evaluation(
      Network network,
      Scenario scenario,
      Supplier<NDArray> theta,
      Optional<ClassMeans> classMeans) {
    this.network = network;
    this.theta = theta;
    this.classMeans = classMeans;
    atOnce = new PassMemory(network.architecture()).imagesAtOnce(classMeans.isPresent());
    workspace = network.workspace();
    active = scenario.active();
    masks = new ClassMasks(workspace, scenario.tasks(), network.outputs());
    images =
        new ImageStore(
            workspace,
            scenario.tasks().stream().map(Task::test).toList(),
            scenario.scaling(),
            network.readsWholeImages());
  }

  /**
   * Whether a task can be evaluated when others are learned: where only the classes of learned
   * tasks compete, one that is not among them has no meaning.
   *
   * @param task position of the task
   * @param learned tasks learned so far, the one being learned among them
   */
  public boolean isDefined(int task, int learned) {
    return active.test() != ActiveClasses.SEEN || task < learned;
  }

  /** Number of tasks. */
  public int tasks() {
    return images.tasks();
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
   * @param hitsOtherwise hits among the classes of the images' own task if all compete in tests,
   *     and among all if their own do; NaN where only one of them has a meaning
   * @param confusion [K · K], how often images of each class, a row each, were given each class;
   *     empty unless it was asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
  public record Outcome(EvaluationSums sums, double hitsOtherwise, long[] confusion) {}

  /** Losses and hits on all test images of a task. */
  public EvaluationSums of(int task) {
    return of(task, all(images.labelsOf(task).length), false, tasks()).sums();
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
   * @param learned tasks learned so far, the one being learned among them
   */
  public Outcome of(int task, int[] positions, boolean confusion, int learned) {
    int[] numbers = images.numbersOf(task);
    LabelledImages some =
        images.select(
            masks.of(active.test(), Math.max(0, learned - 1)),
            Arrays.stream(positions).map(position -> numbers[position]).toArray());
    LogitMask other = active.both() ? masks.of(otherwise(), task) : null;
    try (Scope _ = new Scope()) {
      Scores scores = scores(network.tileMatrices(theta.get()));
      EvaluationSums total = new EvaluationSums(some.size(), 0, 0);
      double hitsOtherwise = active.both() ? 0 : Double.NaN;
      long[] counts = new long[confusion ? classes() * classes() : 0];
      for (List<NDArray> share :
          workspace
              .workers()
              .divide(
                  some.size(),
                  (from, to) -> count(some, other, task, scores, from, to, confusion))) {
        double[] sums = Workspace.doubles(share.getFirst());
        total = total.plus(new EvaluationSums(0, sums[0], sums[1]));
        hitsOtherwise += active.both() ? sums[2] : 0;
        if (confusion) {
          double[] pairs = Workspace.doubles(share.getLast());
          Arrays.setAll(counts, i -> counts[i] + (long) pairs[i]);
        }
      }
      return new Outcome(total, hitsOtherwise, counts);
    }
  }

  /** The scores of images by which their classes are told, of which the largest counts [K, N]. */
  @FunctionalInterface
  private interface Scores {
    NDArray of(NDArray images);
  }

  private Scores scores(List<NDArray> matrices) {
    if (classMeans.isPresent()) {
      ClassMeans.Means means = classMeans.get().measure(matrices);
      if (means != null) {
        Workers.shared(List.of(means.means(), means.missing()));
        return images -> classMeans.get().scores(means, network.forward(matrices, images));
      }
    }
    return images -> network.logits(matrices, images);
  }

  private ActiveClasses otherwise() {
    return active.test() == ActiveClasses.TASK ? ActiveClasses.ALL : ActiveClasses.TASK;
  }

  /**
   * Sums of losses, hits and hits otherwise of some images, one array [3], and pairs of classes [K
   * · K].
   */
  private List<NDArray> count(
      LabelledImages some,
      @Nullable LogitMask other,
      int task,
      Scores scores,
      int from,
      int to,
      boolean confusion) {
    List<NDArray> counted = new ArrayList<>(List.of(workspace.zeros(3)));
    if (confusion) {
      counted.add(workspace.indices(new int[classes() * classes()]));
    }
    for (int start = from; start < to; start += atOnce) {
      int end = Math.min(start + atOnce, to);
      try (Scope _ = new Scope()) {
        NDArray all = scores.of(some.range(start, end));
        NDArray labels = some.labels(start, end);
        NDArray logits = some.masked(all, start, end);
        SoftmaxCrossEntropy.Batch batch = SoftmaxCrossEntropy.of(workspace, logits, labels);
        NDArray hits = batch.hits().sum();
        counted
            .getFirst()
            .addi(
                NDArrays.stack(
                    new NDList(
                        batch.losses().sum(),
                        hits,
                        active.both() ? hits(all, other, task, labels) : hits)));
        if (confusion) {
          counted.getLast().addi(workspace.kernels().classPairs(logits, labels));
        }
      }
    }
    return counted;
  }

  /** Images whose largest logit, of those that compete otherwise, is their label's. */
  private NDArray hits(NDArray logits, @Nullable LogitMask other, int task, NDArray labels) {
    NDArray mask = other == null ? null : other.of(task);
    return workspace.kernels().hits(mask == null ? logits : logits.add(mask), labels);
  }

  @Override
  public void close() {
    images.close();
    masks.close();
  }
}
