package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static palimpsest.data.PixelScaling.UNIT;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSet;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.network.PassMemory;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

class EvaluationTest {

  private static final int CLASSES = 7;

  /** Classes of one of two tasks. */
  private static final List<Integer> OWN = List.of(2, 4, 6);

  /** More than are evaluated at once, in shares of unequal size. */
  private static final int IMAGES = 2 * PassMemory.MOST_IMAGES + 101;

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64, 3);
  private final Network network = new Network(workspace, Architecture.baseNet(2, 8, CLASSES));
  private final ImageSet noise = noise(5, IMAGES);
  private final NDArray theta = weights();
  private final Evaluation evaluation =
      new Evaluation(
          network,
          new Scenario("noise", List.of(task(noise(4, 30), 0), task(noise, 1)), CLASSES),
          () -> theta);

  private NDArray weights() {
    double[] weights = network.initialWeights(RandomStream.of(3, RandomUse.WEIGHTS));
    // So far from the first weights that the network answers with many classes.
    Random random = new Random(2);
    Arrays.setAll(weights, i -> weights[i] + 0.3 * random.nextGaussian());
    return workspace.array(weights, weights.length);
  }

  private static Task task(ImageSet images, int position) {
    return new Task("noise", images, images, position);
  }

  private static ImageSet noise(int seed, int images) {
    Random random = new Random(seed);
    byte[] pixels = new byte[images * 28 * 28];
    random.nextBytes(pixels);
    int[] labels = random.ints(images, 0, CLASSES).toArray();
    return new ImageSet("noise", 28, 28, pixels, labels);
  }

  @AfterEach
  void close() {
    evaluation.close();
    theta.close();
    workspace.close();
  }

  @Test
  void theConfusionMatrixCountsEveryImageOnceWhereItsLargestLogitIs() {
    long[] expected = new long[CLASSES * CLASSES];
    double hits = 0;
    for (int image = 0; image < IMAGES; image++) {
      Evaluation.Outcome one = evaluation.of(1, new int[] {image}, true, 2);
      int cell = cell(one.confusion());
      assertThat(cell / CLASSES).as("its true class").isEqualTo(noise.labels()[image]);
      assertThat(cell / CLASSES == cell % CLASSES).isEqualTo(one.sums().correct() == 1);
      expected[cell]++;
      hits += one.sums().correct();
    }
    int[] all = new int[IMAGES];
    Arrays.setAll(all, i -> i);
    Evaluation.Outcome together = evaluation.of(1, all, true, 2);
    assertThat(together.confusion()).isEqualTo(expected);
    assertThat(together.sums().correct()).isEqualTo(hits).isBetween(1.0, IMAGES - 1.0);
    assertThat(Arrays.stream(expected).filter(count -> count > 0).count())
        .as("pairs of classes that occurred")
        .isGreaterThan(CLASSES);
  }

  private static int cell(long[] confusion) {
    assertThat(Arrays.stream(confusion).sum()).isEqualTo(1);
    int cell = 0;
    while (confusion[cell] == 0) {
      cell++;
    }
    return cell;
  }

  @Test
  void countingPairsOfClassesChangesNoSum() {
    int[] some = {3, 77, 400, 401, 612};
    assertThat(evaluation.of(1, some, true, 2).sums())
        .isEqualTo(evaluation.of(1, some, false, 2).sums());
    assertThat(evaluation.of(1, some, false, 2).confusion()).isEmpty();
  }

  @Test
  void hitsAreCountedByBothRules() {
    int[] all = IntStream.range(0, IMAGES).toArray();
    double amongAll = 0;
    double amongOwn = 0;
    double seenLoss = 0;
    try (Scope _ = new Scope();
        ImageStore store =
            new ImageStore(workspace, List.of(halves().getLast().test()), UNIT, false)) {
      NDArray logits =
          network.logits(network.tileMatrices(theta), store.select(all).range(0, IMAGES));
      double[] values = Workspace.doubles(logits);
      for (int image = 0; image < IMAGES; image++) {
        int at = image;
        int label = OWN.get(noise.labels()[image] % OWN.size());
        amongAll += best(IntStream.range(0, CLASSES), values, at) == label ? 1 : 0;
        amongOwn += best(OWN.stream().mapToInt(k -> k), values, at) == label ? 1 : 0;
        double most =
            IntStream.range(0, CLASSES)
                .mapToDouble(k -> values[k * IMAGES + at])
                .max()
                .orElseThrow();
        double sum = OWN.stream().mapToDouble(k -> Math.exp(values[k * IMAGES + at] - most)).sum();
        seenLoss += Math.log(sum) + most - values[label * IMAGES + at];
      }
    }
    assertThat(amongAll).as("the rules differ").isLessThan(amongOwn);
    Evaluation.Outcome untold = outcome(ActiveClasses.ALL, true);
    assertThat(untold.sums().correct()).isEqualTo(amongAll);
    assertThat(untold.hitsOtherwise()).isEqualTo(amongOwn);
    Evaluation.Outcome told = outcome(ActiveClasses.TASK, true);
    assertThat(told.sums().correct()).isEqualTo(amongOwn);
    assertThat(told.hitsOtherwise()).isEqualTo(amongAll);
    assertThat(told.sums().loss()).as("among its own classes").isCloseTo(seenLoss, within(1e-6));
    assertThat(outcome(ActiveClasses.ALL, false).hitsOtherwise()).as("domains").isNaN();
    // Both tasks are learned: all classes are seen.
    assertThat(outcome(ActiveClasses.SEEN, true).sums()).isEqualTo(untold.sums());
    assertThat(outcome(ActiveClasses.SEEN, true).hitsOtherwise()).isEqualTo(amongOwn);
  }

  private static int best(IntStream classes, double[] logits, int image) {
    return classes
        .boxed()
        .max(Comparator.comparingDouble(k -> logits[k * IMAGES + image]))
        .orElseThrow();
  }

  /** Two tasks with different classes; the second has those of {@link #OWN}. */
  private List<Task> halves() {
    int[] labels =
        Arrays.stream(noise.labels()).map(label -> OWN.get(label % OWN.size())).toArray();
    ImageSet second = new ImageSet("noise", 28, 28, noise.pixels(), labels);
    ImageSet first = new ImageSet("noise", 28, 28, new byte[28 * 28], new int[] {0});
    return List.of(
        new Task("first", TaskImages.of(first, 0), TaskImages.of(first, 0), new int[] {0, 1, 3, 5}),
        new Task(
            "second", TaskImages.of(second, 1), TaskImages.of(second, 1), new int[] {2, 4, 6}));
  }

  private Evaluation.Outcome outcome(ActiveClasses tested, boolean both) {
    Scenario scenario =
        new Scenario(
            "halves",
            halves(),
            CLASSES,
            new Scenario.Active(ActiveClasses.ALL, tested, both),
            UNIT,
            () -> DataRecord.NOT_RECORDED);
    try (Evaluation halves = new Evaluation(network, scenario, () -> theta)) {
      return halves.of(1, IntStream.range(0, IMAGES).toArray(), false, 2);
    }
  }

  @Test
  void anEvaluationLeavesNoArrayBehind() {
    int before = workspace.liveArrays();
    Evaluation.Outcome outcome = evaluation.of(0, new int[] {1, 2}, true, 2);
    assertThat(outcome.sums().images()).isEqualTo(2);
    assertThat(workspace.liveArrays()).isEqualTo(before);
  }
}
