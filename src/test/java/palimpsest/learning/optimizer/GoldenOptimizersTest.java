package palimpsest.learning.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.Golden;
import palimpsest.MethodsNetworks;
import palimpsest.fisher.FisherSample;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.setting.Chosen;
import palimpsest.setting.Component;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Eight steps of every optimizer agree with PyTorch, interrupted or not. */
public class GoldenOptimizersTest {

  private static final int STEPS = 8;

  /** The steps, from 0, after which the reference has the weights. */
  private static final List<Integer> ROWS = List.of(0, 3, 7);

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.methods();
  }

  static Stream<String> optimizers() {
    return golden.names().stream()
        .filter(name -> name.startsWith("optimiser.") && name.endsWith(".weights"))
        .map(name -> name.substring("optimiser.".length(), name.length() - ".weights".length()))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsAgreeInFloat64(String name) {
    compare(name, trace(name, Precision.FLOAT64, STEPS), 1e-8);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsAgreeInFloat32(String name) {
    compare(name, trace(name, Precision.FLOAT32, STEPS), 1e-4);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anInterruptedOptimizerMakesTheSameStepsToTheBit(String name) {
    for (Precision precision : Precision.values()) {
      List<double[]> whole = trace(name, precision, STEPS);
      for (int stop = 0; stop < STEPS; stop++) {
        assertThat(trace(name, precision, stop).getLast()).isEqualTo(whole.getLast());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aResetOptimizerBeginsAnew(String name) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope()) {
      FisherSample sample = MethodsNetworks.MLP.sample(workspace, golden);
      double[] first = Workspace.doubles(sample.theta());
      try (Optimizer optimizer = optimizer(name, sample.network())) {
        train(sample, optimizer, 0, 3);
        optimizer.reset();
        workspace.array(first, first.length).copyTo(sample.theta());
        train(sample, optimizer, 0, STEPS);
      }
      assertThat(Workspace.doubles(sample.theta()))
          .isEqualTo(trace(name, Precision.FLOAT64, STEPS).getLast());
    }
  }

  @Test
  void theStateOfAnotherOptimizerIsRefused() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Optimizer adam = of("adam").component().create(workspace, 5, SettingValues.INITIAL);
        Optimizer larger = of("adam").component().create(workspace, 6, SettingValues.INITIAL);
        Optimizer plain = Sgd.plain(workspace, 5, 1)) {
      assertThatThrownBy(() -> adam.check(reader(plain, Precision.FLOAT64)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the optimizer has no array \"mean\"");
      assertThatThrownBy(() -> adam.check(reader(larger, Precision.FLOAT64)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of the shape [6], but it must be [5]");
      assertThatThrownBy(() -> adam.check(reader(adam, Precision.FLOAT32)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("that is not float32");
      StateReader more = reader(adam, Precision.FLOAT64);
      plain.check(more);
      assertThatThrownBy(more::requireAllRead)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("more than it should: [mean, square]");
    }
  }

  private static StateReader reader(Optimizer optimizer, Precision precision) {
    return new StateReader("the optimizer", StateWriter.written(optimizer::save), precision, 0, 0);
  }

  /** m = g and v = g²: every step is rate · g/(|g| + ε), whatever the gradients before. */
  @Test
  void adamWithoutMemoryStepsByTheSign() {
    SettingValues values =
        SettingValues.INITIAL.with(AdamType.BETA1, 0.0).with(AdamType.BETA2, 0.0);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Scope _ = new Scope();
        Optimizer adam = of("adam").component().create(workspace, 2, values)) {
      NDArray theta = workspace.array(new double[] {1, 1}, 2);
      adam.step(theta, workspace.array(new double[] {5, -0.1}, 2), 0);
      adam.step(theta, workspace.array(new double[] {-0.2, -3}, 2), 0.5);
      assertThat(Workspace.doubles(theta)).containsExactly(new double[] {1, 1.002}, offset(1e-9));
    }
  }

  @Test
  void aCosineFallsFromTheRateToNothing() {
    LearningRate cosine = LearningRate.cosine(0.2);
    assertThat(cosine.at(0)).isEqualTo(0.2);
    assertThat(cosine.at(0.5)).isCloseTo(0.1, offset(1e-15));
    assertThat(cosine.at(1)).isZero();
  }

  /**
   * The weights after each step.
   *
   * @param stop after so many steps everything resumes from its saved state
   */
  private static List<double[]> trace(String name, Precision precision, int stop) {
    try (Workspace workspace = Workspace.open("cpu", precision);
        Scope _ = new Scope()) {
      FisherSample sample = MethodsNetworks.MLP.sample(workspace, golden);
      try (Optimizer optimizer = optimizer(name, sample.network());
          Optimizer successor = optimizer(name, sample.network())) {
        List<double[]> weights =
            new ArrayList<>(train(sample, optimizer, 0, Math.min(stop, STEPS)));
        StateReader saved = reader(optimizer, precision);
        successor.check(saved);
        successor.load(saved);
        weights.addAll(train(sample, successor, Math.min(stop, STEPS), STEPS));
        return weights;
      }
    }
  }

  private static List<double[]> train(FisherSample sample, Optimizer optimizer, int from, int to) {
    Workspace workspace = sample.network().workspace();
    double[] batches = golden.get("optimiser.batches");
    int size = batches.length / STEPS;
    List<double[]> weights = new ArrayList<>();
    for (int step = from; step < to; step++) {
      int[] batch =
          Arrays.stream(batches, step * size, (step + 1) * size).mapToInt(x -> (int) x).toArray();
      try (Scope _ = new Scope()) {
        int[] labels = MethodsNetworks.MLP.labels(golden);
        ForwardPass pass = sample.network().forward(sample.theta(), sample.images().at(batch));
        NDArray cotangents =
            SoftmaxCrossEntropy.of(
                    workspace,
                    pass.logits(),
                    workspace.indices(Arrays.stream(batch).map(image -> labels[image]).toArray()))
                .cotangents();
        optimizer.step(
            sample.theta(),
            sample
                .network()
                .flat(
                    pass.backward(cotangents).stream()
                        .map(LayerGradientFactors::gradient)
                        .toList()),
            (double) step / STEPS);
      }
      weights.add(Workspace.doubles(sample.theta()));
    }
    return weights;
  }

  private static Optimizer optimizer(String name, Network network) {
    Chosen<OptimizerType> chosen = chosen(name);
    return chosen.component().create(network.workspace(), network.parameters(), chosen.values());
  }

  /** The components whose numbers these are. */
  public static Stream<Component> components() {
    read();
    return optimizers().map(name -> chosen(name).component());
  }

  private static Chosen<OptimizerType> chosen(String name) {
    return switch (name) {
      case "sgd" -> of("sgd", "learning-rate", "0.05");
      case "momentum" -> of("sgd", "learning-rate", "0.05", "momentum", "0.9");
      case "nesterov" -> of("sgd", "learning-rate", "0.05", "momentum", "0.9", "nesterov", "true");
      case "weight-decay" -> of("sgd", "learning-rate", "0.05", "weight-decay", "0.01");
      case "adam" -> of("adam", "learning-rate", "0.01");
      case "adamw" -> of("adamw", "learning-rate", "0.01", "weight-decay", "0.1");
      case "clip-norm-0.1" ->
          of("sgd", "learning-rate", "0.05", "clipping", "norm", "clipping-bound", "0.1");
      case "clip-value-0.01" ->
          of("sgd", "learning-rate", "0.05", "clipping", "value", "clipping-bound", "0.01");
      case "cosine" -> of("sgd", "learning-rate", "0.05", "schedule", "cosine");
      default -> throw new AssertionError(name);
    };
  }

  /** An optimizer with settings, by their keys and texts, as a specification names them. */
  private static Chosen<OptimizerType> of(String key, String... settings) {
    OptimizerType type = Optimizers.ALL.named(key).orElseThrow();
    SettingValues values = SettingValues.INITIAL;
    for (int i = 0; i < settings.length; i += 2) {
      String name = settings[i];
      Setting<?> setting =
          type.settings().stream().filter(one -> one.key().equals(name)).findFirst().orElseThrow();
      values = values.reading(setting, settings[i + 1]);
    }
    return new Chosen<>(type, values);
  }

  private static void compare(String name, List<double[]> trace, double bound) {
    double[] all = golden.get("optimiser." + name + ".weights");
    int size = all.length / ROWS.size();
    for (int row = 0; row < ROWS.size(); row++) {
      assertThat(
              Golden.relativeError(
                  trace.get(ROWS.get(row)), Arrays.copyOfRange(all, row * size, (row + 1) * size)))
          .as("weights after step %d", ROWS.get(row) + 1)
          .isLessThan(bound);
    }
  }
}
