package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.GivenImages;
import palimpsest.Golden;
import palimpsest.TestDevice;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.learning.optimizer.Sgd;
import palimpsest.network.Arithmetic;
import palimpsest.network.FeatureShape;
import palimpsest.network.Network;
import palimpsest.network.NetworkType;
import palimpsest.network.Networks;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Eight steps of every strategy agree with PyTorch and NNGeometry. */
@Execution(ExecutionMode.CONCURRENT)
public class GoldenStepsTest {

  private static final double LEARNING_RATE = 0.02;
  private static final double IMPORTANCE = 10;
  private static final double DAMPING = 0.01;

  private static final int STEPS = 8;

  /** The steps, from 0, after which the reference has the weights. */
  private static final List<Integer> ROWS = List.of(0, 3, 7);

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = new Golden();
  }

  static Stream<String> runs() {
    return golden.names().stream()
        .filter(name -> name.startsWith("steps.") && name.endsWith(".weights"))
        .map(name -> name.substring("steps.".length(), name.length() - ".weights".length()))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void stepsAgreeInFloat64(String run) {
    agreesInFloat64(run, Arithmetic.SCRIPT);
  }

  /** Those whose solves are cheap: the passes are the same for all. */
  static Stream<String> cheapRuns() {
    return runs().filter(run -> !run.contains("dense") && !run.contains("block"));
  }

  @ParameterizedTest
  @MethodSource("cheapRuns")
  void stepsLayerByLayerAgreeInFloat64(String run) {
    agreesInFloat64(run, Arithmetic.LAYERS);
  }

  private static void agreesInFloat64(String run, Arithmetic arithmetic) {
    Trace trace = trace(run, arithmetic, Precision.FLOAT64, golden.weights(), 0, STEPS);
    int steps = diverges(run) ? 1 : STEPS;
    double[] losses = golden.get("steps." + run + ".loss");
    assertThat(
            Golden.relativeError(Arrays.copyOf(trace.losses, steps), Arrays.copyOf(losses, steps)))
        .isLessThan(1e-8);
    for (int k = 0; k < (diverges(run) ? 1 : 3); k++) {
      assertThat(Golden.relativeError(trace.weights.get(ROWS.get(k)), weights(run, k)))
          .as("weights, row %d", k)
          .isLessThan(1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void stepsAgreeInFloat32(String run) {
    double[] start = golden.weights();
    Trace trace = trace(run, Arithmetic.SCRIPT, Precision.FLOAT32, start, 0, STEPS);
    assertThat(distance(trace.weights.get(0), weights(run, 0)))
        .as("after step 1, of the step's length")
        .isLessThan(1e-4 * distance(weights(run, 0), start));
    if (!diverges(run)) {
      // Where two pixels of a pool, or a unit and zero, are nearly alike, rounding may choose
      // another one, on another machine at another step, and the ways part a little.
      assertThat(distance(trace.weights.getLast(), weights(run, 2)))
          .as("after step 8, of the way's length")
          .isLessThan(5e-2 * distance(weights(run, 2), start));
      // From the same weights a step is the same, unless it is just there that rounding chooses.
      double[] alone =
          ROWS.stream().mapToDouble(step -> alone(run, trace, step)).sorted().toArray();
      assertThat(alone[1]).as("median of single steps").isLessThan(1e-4);
    }
  }

  /** How far a step in single precision is from the exact one from the same weights. */
  private static double alone(String run, Trace trace, int step) {
    double[] before = step == 0 ? golden.weights() : trace.weights.get(step - 1);
    double[] exact =
        trace(run, Arithmetic.SCRIPT, Precision.FLOAT64, before, step, step + 1).weights.getFirst();
    return distance(trace.weights.get(step), exact) / distance(exact, before);
  }

  /** The losses before each step, and the weights after each. */
  private record Trace(double[] losses, List<double[]> weights) {}

  /**
   * Some of the steps.
   *
   * @param start weights before the first of them
   */
  private static Trace trace(
      String run, Arithmetic arithmetic, Precision precision, double[] start, int from, int to) {
    try (Workspace workspace = TestDevice.open(precision);
        Scope _ = new Scope()) {
      Network network =
          new Network(
              workspace,
              network().architecture(SettingValues.INITIAL, new FeatureShape(1, 28, 28), 30),
              arithmetic);
      boolean replays = run.equals("replay") || run.startsWith("ours-");
      Optimizer sgd = Sgd.plain(workspace, network.parameters(), LEARNING_RATE);
      Parts parts = strategy(run).create(values(run), context(network));
      double[] losses = new double[to - from];
      Stream.Builder<double[]> weights = Stream.builder();
      consolidate(parts, network);
      try (TrainingStep training = new TrainingStep(network, parts, sgd, start)) {
        for (int step = from; step < to; step++) {
          try (Scope _ = new Scope()) {
            NDArray images = batch(workspace, "current", step);
            int[] labels = labels("current", step);
            if (replays) {
              images = images.concat(batch(workspace, "replay", step), 3);
              labels =
                  IntStream.concat(Arrays.stream(labels), Arrays.stream(labels("replay", step)))
                      .toArray();
            }
            GivenImages batch = new GivenImages(workspace, images, labels);
            BatchLoss.Outcome result =
                training.step(
                    new StepBatch(
                        batch, new int[labels.length], new int[labels.length], null, List.of()),
                    parts.rules().stream()
                        .map(rule -> rule.prepare(view(network, training, batch)))
                        .toList(),
                    0);
            losses[step - from] =
                result.scores().stream()
                    .map(Workspace::doubles)
                    .flatMapToDouble(scores -> Arrays.stream(scores, 0, scores.length / 2))
                    .average()
                    .orElseThrow();
          }
          weights.add(Workspace.doubles(training.theta()));
        }
      }
      parts.all().forEach(Part::close);
      return new Trace(losses, weights.build().toList());
    }
  }

  private static Strategy strategy(String run) {
    return switch (run.substring(0, run.contains("-") ? run.indexOf('-') : run.length())) {
      case "ewc" -> strategyOf("ewc");
      case "ours" -> strategyOf("natural-replay");
      case "replay" -> strategyOf("replay");
      default -> strategyOf("fine-tuning");
    };
  }

  private static Strategy strategyOf(String key) {
    return Strategies.ALL.named(key).orElseThrow();
  }

  /** The components whose numbers these are. */
  public static Stream<Component> components() {
    read();
    return Stream.concat(runs().map(GoldenStepsTest::strategy), Stream.of(network()));
  }

  private static NetworkType network() {
    return Networks.ALL.named("base-net").orElseThrow();
  }

  private static SettingValues values(String run) {
    SettingValues values =
        SettingValues.INITIAL.with(Ewc.IMPORTANCE, IMPORTANCE).with(NaturalReplay.DAMPING, DAMPING);
    return run.startsWith("ewc-") || run.startsWith("ours-")
        ? values.with(FisherSettings.REPRESENTATION, representation(run))
        : values;
  }

  private static StrategyContext context(Network network) {
    return new StrategyContext(
        network,
        new RandomStreams(1),
        FisherObserver.NONE,
        LearnedClasses.ofOneTask(network.outputs()));
  }

  /** Ends a task at the first weights, as a run does. */
  private static void consolidate(Parts parts, Network network) {
    Workspace workspace = network.workspace();
    int count = (int) golden.shape("steps.old.images")[0];
    double[] weights = golden.weights();
    LearnedTask old =
        new LearnedTask(
            0,
            false,
            workspace.array(weights, weights.length),
            new GivenImages(
                workspace, images(workspace, "steps.old.images", 0, count), new int[count]),
            List.of());
    parts.all().stream().map(part -> part.endTask(old)).toList().forEach(Runnable::run);
  }

  private static GradientRule.View view(Network network, TrainingStep training, GivenImages batch) {
    return new GradientRule.View() {
      @Override
      public int task() {
        return 0;
      }

      @Override
      public FisherSample sample() {
        return new FisherSample(network, training.theta(), batch);
      }

      @Override
      public int[] sources() {
        return new int[batch.size()];
      }

      @Override
      public NDArray theta() {
        return training.theta();
      }

      @Override
      public NDArray gradient(int... images) {
        throw new IllegalStateException("no other images");
      }
    };
  }

  private static NDArray batch(Workspace workspace, String which, int step) {
    return images(
        workspace,
        "steps." + which + ".images",
        step * batchSize(which),
        (step + 1) * batchSize(which));
  }

  private static NDArray images(Workspace workspace, String name, int from, int to) {
    return workspace.array(golden.images(name, from, to), 1, 28, 28, to - from);
  }

  private static int[] labels(String which, int step) {
    int size = batchSize(which);
    double[] all = golden.get("steps." + which + ".labels");
    return Arrays.stream(all, step * size, (step + 1) * size).mapToInt(x -> (int) x).toArray();
  }

  private static int batchSize(String which) {
    return (int) golden.shape("steps." + which + ".labels")[1];
  }

  private static double[] weights(String run, int row) {
    double[] all = golden.get("steps." + run + ".weights");
    int size = all.length / 3;
    return Arrays.copyOfRange(all, row * size, (row + 1) * size);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** The quasi-diagonal matrix is not positive semi-definite. */
  private static boolean diverges(String run) {
    return run.equals("ours-quasi");
  }

  private static Representation representation(String run) {
    return switch (run.substring(run.indexOf('-') + 1)) {
      case "diag" -> Representation.DIAGONAL;
      case "quasi" -> Representation.QUASI_DIAGONAL;
      case "block" -> Representation.BLOCK_DIAGONAL;
      case "kfac" -> Representation.KFAC;
      case "ekfac" -> Representation.EKFAC;
      case "dense" -> Representation.DENSE;
      default -> throw new AssertionError(run);
    };
  }
}
