package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.tensor.Workspace;

/** Puts current and recalled images together to the batches of steps. */
final class BatchMaker {

  private final Workspace workspace;
  private final ImageStore training;
  private final List<ClassRule> rules;
  private final RandomStream mixing;
  private final int batchSize;

  /**
   * A maker of batches.
   *
   * @param training the images
   * @param rules let classes compete for current images
   * @param mixing mixes current and recalled images
   * @param batchSize images of a step where they are mixed
   */
  BatchMaker(
      Workspace workspace,
      ImageStore training,
      List<ClassRule> rules,
      RandomStream mixing,
      int batchSize) {
    this.workspace = workspace;
    this.training = training;
    this.rules = rules;
    this.mixing = mixing;
    this.batchSize = batchSize;
  }

  /**
   * The images of a batch.
   *
   * @param whole all of them
   * @param steps those of each step
   */
  record Batch(StepBatch whole, List<StepBatch> steps) {}

  /**
   * The images of a batch.
   *
   * @param task position of the task being learned
   * @param mask the classes that compete for them; null for all
   * @param current numbers of the current images
   */
  Batch of(int task, @Nullable LogitMask mask, int[] current, Recall recall) {
    double[] added = addedMask(task, current);
    return switch (recall) {
      case Recall.Mixed(int[] recalled) -> mixed(mask, added, current, recalled);
      case Recall.Apart apart -> {
        StepBatch whole = apart(mask, added, current, apart);
        yield new Batch(whole, List.of(whole));
      }
    };
  }

  private Batch mixed(@Nullable LogitMask mask, double[] added, int[] current, int... recalled) {
    MixedBatch all = MixedBatch.of(current, recalled, mixing);
    return new Batch(
        step(mask, added, all),
        all.cut(batchSize).stream().map(part -> step(mask, added, part)).toList());
  }

  private StepBatch step(@Nullable LogitMask mask, double[] added, MixedBatch part) {
    int[] sources = new int[part.images().length];
    Arrays.setAll(sources, i -> part.isCurrent(i) ? 0 : 1);
    return new StepBatch(
        images(mask, added, part.images(), sources), part.images(), sources, null, List.of());
  }

  private StepBatch apart(
      @Nullable LogitMask mask, double[] added, int[] current, Recall.Apart recall) {
    List<Draw> draws = recall.draws();
    int size = current.length + draws.stream().mapToInt(draw -> draw.images().length).sum();
    int[] numbers = Arrays.copyOf(current, size);
    int[] sources = new int[size];
    double[] weights = new double[size];
    Arrays.fill(weights, 0, current.length, recall.currentWeight() / current.length);
    int next = current.length;
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      int length = draw.images().length;
      System.arraycopy(draw.images(), 0, numbers, next, length);
      Arrays.fill(sources, next, next + length, i + 1);
      Arrays.fill(weights, next, next + length, draw.weight() / length);
      next += length;
    }
    boolean plain = size == current.length && recall.currentWeight() == 1;
    return new StepBatch(
        images(mask, added, numbers, sources), numbers, sources, plain ? null : weights, draws);
  }

  private LabelledImages images(
      @Nullable LogitMask mask, double[] added, int[] numbers, int... sources) {
    LabelledImages images = training.select(mask, numbers);
    return added.length == 0 ? images : new Restricted(workspace, images, added, sources);
  }

  /** Numbers to add to the logits of current images, [K]; none if no rule restricts them. */
  private double[] addedMask(int task, int... current) {
    List<boolean[]> competing = new ArrayList<>();
    int[] labels = Arrays.stream(current).map(training::label).toArray();
    rules.forEach(rule -> competing.add(rule.competing(task, labels)));
    if (competing.isEmpty()) {
      return new double[0];
    }
    double[] mask = new double[competing.getFirst().length];
    for (int k = 0; k < mask.length; k++) {
      int label = k;
      mask[k] = competing.stream().allMatch(some -> some[label]) ? 0 : ClassMasks.INACTIVE;
    }
    return mask;
  }

  /**
   * Images of which only some classes compete for the current ones.
   *
   * @param added numbers to add to the logits of current images, [K]
   */
  private record Restricted(
      Workspace workspace, LabelledImages images, double[] added, int... sources)
      implements LabelledImages {

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public NDArray range(int from, int to) {
      return images.range(from, to);
    }

    @Override
    public Fetched fetch(int from, int to) {
      return images.fetch(from, to);
    }

    @Override
    public NDArray at(int... positions) {
      return images.at(positions);
    }

    @Override
    public NDArray labels(int... positions) {
      return images.labels(positions);
    }

    @Override
    public NDArray logitMask(int... positions) {
      double[] mask = new double[added.length * positions.length];
      for (int i = 0; i < positions.length; i++) {
        for (int k = 0; k < added.length && sources[positions[i]] == 0; k++) {
          mask[k * positions.length + i] = added[k];
        }
      }
      NDArray own = workspace.array(mask, added.length, positions.length);
      NDArray others = images.logitMask(positions);
      return others == null ? own : own.add(others);
    }
  }
}
