package palimpsest.speed;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import palimpsest.data.Glyphs;
import palimpsest.data.ImageSet;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Images;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.Penalty;
import palimpsest.learning.RandomStreams;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.TaskLength;
import palimpsest.learning.Trainer;
import palimpsest.learning.TrainingPlan;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.Mlp;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.EwcPenalty;
import palimpsest.strategy.FineTuning;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/**
 * The networks and images to measure on: networks at their first weights, and built-in images in
 * any number.
 */
final class Fixture implements AutoCloseable {

  static final int OUTPUTS = 30;
  static final int BATCH = 256;
  static final double DAMPING = 0.01;

  /** The task whose epoch is measured; the other one is small, and comes before it. */
  static final int LARGE_TASK = 1;

  static final int SMALL_TASK = 0;

  private static final int METHOD_BATCH = 128;
  private static final int METHOD_IMAGES = 4096;
  private static final int STEP_IMAGES = 6000;
  private static final int TRAINING = 60_000;
  private static final int TESTS = 30_000;
  private static final int SMALL = 512;

  /** Different images of a family; more are repeats of these. */
  private static final int DRAWN = 1000;

  static final double IMPORTANCE = 10;
  private static final int BUFFER = 1000;
  private static final double LEARNING_RATE = 0.002;
  private static final long SEED = 42;

  private final String device;
  private final Workspace workspace;
  private final int yardstickRows;
  private final ImageSet drawn = draw();

  /**
   * Opens a workspace in single precision.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:1}
   * @param yardstickRows rows of the yardstick's matrix
   */
  Fixture(String device, int yardstickRows) {
    this.device = device;
    workspace = Workspace.open(device, Precision.FLOAT32);
    this.yardstickRows = yardstickRows;
  }

  /** The device as it was asked for: {@code cpu}, {@code cuda} or {@code cuda:1}. */
  String device() {
    return device;
  }

  int yardstickRows() {
    return yardstickRows;
  }

  Workspace workspace() {
    return workspace;
  }

  /** The notebook's network. */
  Network baseNet() {
    return network(Architecture.baseNet(5, 20, OUTPUTS));
  }

  Network network(Architecture architecture) {
    return new Network(workspace, architecture);
  }

  /** A network at its first weights with labelled images. */
  FisherSample sample(Network network, int images) {
    double[] weights = network.initialWeights(new Random(SEED));
    ImageSet set = repeated(images);
    int size = set.height() * set.width();
    double[] pixels = new double[images * size];
    for (int image = 0; image < images; image++) {
      for (int pixel = 0; pixel < size; pixel++) {
        pixels[pixel * images + image] = (set.pixels()[image * size + pixel] & 0xff) / 255.0;
      }
    }
    return new FisherSample(
        network,
        workspace.array(weights, weights.length),
        Images.of(
            workspace,
            workspace.array(pixels, 1, set.height(), set.width(), images),
            workspace.indices(set.labels())));
  }

  /** A vector [P] of random numbers. */
  NDArray vector(Network network) {
    double[] values = new Random(SEED + 1).doubles(network.parameters(), -1, 1).toArray();
    return workspace.array(values, values.length);
  }

  /** A random matrix. */
  NDArray matrix(int rows, int columns) {
    return workspace.array(
        new Random(SEED).doubles((long) rows * columns, -1, 1).toArray(), rows, columns);
  }

  /** A trainer of the notebook's network and settings, for the two tasks. */
  Trainer trainer(Strategy strategy, Representation representation) {
    return trainer(baseNet(), strategy, representation, BATCH, TRAINING, TESTS);
  }

  /** A multilayer perceptron. */
  Network mlp(int outputs, Integer... widths) {
    return network(
        new Mlp()
            .architecture(
                SettingValues.INITIAL.with(Mlp.WIDTHS, List.of(widths)),
                new FeatureShape(1, Glyphs.DIGITS.height(), Glyphs.DIGITS.width()),
                outputs));
  }

  /** A trainer of the network that strategies are compared on, an MLP of 2 × 100 units. */
  Trainer methodTrainer(Strategy strategy) {
    return trainer(
        mlp(OUTPUTS, 100, 100),
        strategy,
        Representation.DIAGONAL,
        METHOD_BATCH,
        METHOD_IMAGES,
        SMALL);
  }

  /** A trainer that makes plain steps. */
  Trainer stepTrainer(Network network, int batch) {
    return trainer(network, new FineTuning(), Representation.DIAGONAL, batch, STEP_IMAGES, SMALL);
  }

  private Trainer trainer(
      Network network,
      Strategy strategy,
      Representation representation,
      int batch,
      int training,
      int tests) {
    Scenario scenario =
        new Scenario(
            "speed",
            List.of(
                new Task("small", repeated(SMALL), repeated(SMALL), 0),
                new Task("large", repeated(training), repeated(tests), 1)),
            OUTPUTS);
    SettingValues values =
        SettingValues.INITIAL
            .with(FisherSettings.REPRESENTATION, representation)
            .with(Ewc.IMPORTANCE, IMPORTANCE)
            .with(BufferSettings.SIZE, BUFFER)
            .with(NaturalReplay.DAMPING, DAMPING)
            .with(TaskLength.BATCH_SIZE, batch)
            .with(StepSettings.LEARNING_RATE, LEARNING_RATE);
    return new Trainer(
        network,
        scenario,
        TrainingPlan.of(values, SEED),
        Optimizers.ALL.chosen(values),
        context -> strategy.create(values, context),
        FisherObserver.NONE);
  }

  /** EWC's penalty that holds a network at the weights of a sample, of which nothing is told. */
  Penalty penalty(FisherSample sample, Representation representation) {
    EwcPenalty penalty =
        new EwcPenalty(
            IMPORTANCE,
            SettingValues.INITIAL.with(FisherSettings.REPRESENTATION, representation),
            new StrategyContext(
                sample.network(),
                new RandomStreams(SEED),
                FisherObserver.NONE,
                LearnedClasses.ofOneTask(sample.network().outputs())));
    penalty.consolidate(representation.measure(sample), sample.theta());
    return penalty;
  }

  @Override
  public void close() {
    workspace.close();
  }

  /** Images of all three families in turn, in 30 classes. */
  private static ImageSet draw() {
    List<ImageSet> families = new ArrayList<>();
    for (Glyphs family : Glyphs.values()) {
      families.add(family.training(DRAWN));
    }
    ImageSet first = families.getFirst();
    int size = first.height() * first.width();
    byte[] pixels = new byte[families.size() * DRAWN * size];
    int[] labels = new int[families.size() * DRAWN];
    for (int i = 0; i < labels.length; i++) {
      int family = i % families.size();
      int image = i / families.size();
      System.arraycopy(families.get(family).pixels(), image * size, pixels, i * size, size);
      labels[i] = 10 * family + families.get(family).labels()[image];
    }
    return new ImageSet("glyphs of all families", first.height(), first.width(), pixels, labels);
  }

  private ImageSet repeated(int count) {
    int size = drawn.height() * drawn.width();
    byte[] pixels = new byte[count * size];
    int[] labels = new int[count];
    for (int from = 0; from < count; from += drawn.size()) {
      int some = Math.min(drawn.size(), count - from);
      System.arraycopy(drawn.pixels(), 0, pixels, from * size, some * size);
      System.arraycopy(drawn.labels(), 0, labels, from, some);
    }
    return new ImageSet(drawn.name(), drawn.height(), drawn.width(), pixels, labels);
  }
}
