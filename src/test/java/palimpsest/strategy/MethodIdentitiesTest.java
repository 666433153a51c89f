package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.Golden;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.ImageValues;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.Images;
import palimpsest.fisher.KfacDamping;
import palimpsest.fisher.RandomNetworks;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.GradientRule;
import palimpsest.learning.Part;
import palimpsest.learning.Parts;
import palimpsest.learning.Penalty;
import palimpsest.learning.StepListener;
import palimpsest.learning.Trainer;
import palimpsest.learning.TrainingPlan;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.AffineLayer;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.LayerSpec;
import palimpsest.network.Network;
import palimpsest.setting.Chosen;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Methods on random networks of every kind: what no table of the reference holds. */
class MethodIdentitiesTest {

  private static final int OF_TASK = 12;
  private static final int BATCH = 4;
  private static final int TASKS = 2;

  static Stream<RandomNetworks.Case> networks() {
    return RandomNetworks.all().filter(network -> network.seed() % 3 == 1);
  }

  /** A step: the gradient of the loss alone, and the weights before and after. */
  private record Step(double[] gradient, double[] before, double[] after) {}

  /** Notes every step. */
  private static final class Steps implements StepListener {

    final List<Step> all = new ArrayList<>();

    @Override
    public void stepMade(NDArray gradient, NDArray before, NDArray after) {
      all.add(
          new Step(
              Workspace.doubles(gradient), Workspace.doubles(before), Workspace.doubles(after)));
    }
  }

  /** A run of two tasks in float64 that can be looked into. */
  private static final class Run implements AutoCloseable {

    final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
    final Network network;
    final Trainer trainer;
    final FixedDraws memory;
    final Steps steps = new Steps();
    final List<Double> losses = new ArrayList<>();
    Parts parts = Parts.NONE;

    Run(Architecture architecture, Map<String, String> optimizer, String key, String... settings) {
      this(architecture, optimizer, BATCH, key, settings);
    }

    /**
     * Before the first task.
     *
     * @param remembered images of the first task that join every batch of the second
     */
    Run(
        Architecture architecture,
        Map<String, String> optimizer,
        int remembered,
        String key,
        String... settings) {
      network = new Network(workspace, architecture);
      memory = new FixedDraws(remembered, outputs(architecture));
      OptimizerType type =
          Optimizers.ALL.named(optimizer.getOrDefault("optimizer", "sgd")).orElseThrow();
      SettingValues values = SettingValues.INITIAL.with(StepSettings.LEARNING_RATE, 0.05);
      for (Setting<?> setting : type.settings()) {
        if (optimizer.containsKey(setting.key())) {
          values = values.reading(setting, optimizer.getOrDefault(setting.key(), ""));
        }
      }
      trainer =
          new Trainer(
              network,
              scenario(architecture),
              new TrainingPlan(BATCH, 1, 0, false, true, 1),
              new Chosen<>(type, values),
              context -> {
                parts = MethodParts.of(key, memory, context, settings).and(Parts.of(steps));
                return parts;
              },
              FisherObserver.NONE);
    }

    /** Learns both tasks. */
    Run train() {
      for (int task = 0; task < TASKS; task++) {
        train(task);
      }
      return this;
    }

    /** Learns one task. */
    void train(int task) {
      memory.at(task);
      trainer.beginTask(task);
      for (int from = 0; from < OF_TASK; from += BATCH) {
        step(task, from, from + BATCH);
      }
      trainer.endTask(task, task == TASKS - 1, IntStream.range(0, OF_TASK).toArray()).run();
    }

    void step(int task, int from, int to) {
      trainer.train(
          IntStream.range(task * OF_TASK + from, task * OF_TASK + to).toArray(),
          true,
          0,
          counted -> losses.add(counted.current().meanLoss()));
    }

    <T extends Part> T part(Class<T> kind) {
      return parts.all().stream()
          .filter(part -> kind.isInstance(part) && part != steps)
          .map(kind::cast)
          .findFirst()
          .orElseThrow();
    }

    /** The images of a task at given weights. */
    FisherSample sample(int task, double[] theta) {
      FeatureShape input = network.architecture().input();
      byte[] bytes = pixels(input);
      int size = input.size();
      double[] pixels = new double[OF_TASK * size];
      for (int i = 0; i < OF_TASK; i++) {
        for (int pixel = 0; pixel < size; pixel++) {
          pixels[pixel * OF_TASK + i] = (bytes[(task * OF_TASK + i) * size + pixel] & 0xff) / 255.0;
        }
      }
      return new FisherSample(
          network,
          workspace.array(theta, theta.length),
          Images.of(
              workspace,
              workspace.array(pixels, input.channels(), input.height(), input.width(), OF_TASK)));
    }

    double[] logits(int task, double[] theta) {
      FisherSample sample = sample(task, theta);
      return Workspace.doubles(
          network.forward(sample.theta(), sample.images().range(0, OF_TASK)).logits());
    }

    @Override
    public void close() {
      trainer.close();
      workspace.close();
    }
  }

  /** Draws the same images of the first task in every batch of the second. */
  private static final class FixedDraws extends MethodParts.Memory {

    private final int[] drawn;
    private final int outputs;
    private boolean begun;

    FixedDraws(int number, int outputs) {
      drawn = IntStream.range(0, number).toArray();
      this.outputs = outputs;
    }

    @Override
    public int size() {
      return begun ? drawn.length : 0;
    }

    @Override
    public int image(int slot) {
      return slot;
    }

    @Override
    public double[] logits(int slot) {
      return new double[outputs];
    }

    void at(int task) {
      begun = task > 0;
    }

    @Override
    public int[] draw(int most) {
      return begun ? drawn.clone() : new int[0];
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gpmThatKeepsEveryDirectionKeepsTheOutputsOfEarlierImages(boolean bias) {
    // Every layer has more columns than the first task has inputs for it.
    Architecture architecture =
        new Architecture(
            new FeatureShape(8, 4, 4),
            List.of(
                new LayerSpec.Convolution("conv1", 4, 3, bias),
                new LayerSpec.Relu(),
                new LayerSpec.Linear("fc1", 20, bias),
                new LayerSpec.Relu(),
                new LayerSpec.Linear("fc2", 5, bias)));
    try (Run run = new Run(architecture, Map.of(), "gpm", "energy", "1", "project-head", "true")) {
      run.train(0);
      double[] reached = last(run);
      double[] logits = run.logits(0, reached);
      double[] others = run.logits(1, reached);
      run.train(1);
      assertClose(run.logits(0, last(run)), logits, 1e-5);
      assertThat(Golden.relativeError(run.logits(1, last(run)), others)).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void owmIsTheExactSolveOfTheMeanInputsOfBatches(RandomNetworks.Case kind) {
    double alpha = 0.3;
    try (Run run =
        new Run(kind.architecture(), Map.of(), "owm", "projection-damping", "" + alpha)) {
      run.train(0);
      FisherSample sample = run.sample(0, last(run));
      Network network = run.network;
      List<NDArray> arrays = new ArrayList<>();
      for (AffineLayer layer : network.affineLayers()) {
        arrays.add(run.workspace.eye(layer.units()));
        arrays.add(run.workspace.zeros(layer.columns(), layer.columns()));
      }
      for (int from = 0; from < OF_TASK; from += BATCH) {
        FisherSample batch =
            new FisherSample(
                network,
                sample.theta(),
                Images.of(run.workspace, sample.images().range(from, from + BATCH)));
        List<NDArray> factors = Representation.KFAC.measure(batch).arrays();
        int layer = 0;
        for (AffineLayer affine : network.affineLayers()) {
          // The last column of A has the sum over positions of what the bias is multiplied with.
          NDArray mean =
              factors
                  .get(2 * layer + 1)
                  .get(":, " + (affine.columns() - 1) + ":")
                  .div(affine.positions());
          arrays.get(2 * layer + 1).addi(mean.matMul(mean.transpose()));
          layer++;
        }
      }
      NDArray gradient = run.workspace.array(noise(network.parameters()), network.parameters());
      NDArray expected =
          KfacDamping.EXACT
              .inverse(Representation.KFAC.restore(network, arrays), alpha)
              .apply(gradient)
              .mul(alpha);
      NDArray found = run.part(GradientRule.class).prepare(view(run)).apply(gradient);
      List<NDArray> layersFound = network.matrices(found);
      List<NDArray> layersExpected = network.matrices(expected);
      for (AffineLayer affine : network.affineLayers()) {
        int layer = network.affineLayers().indexOf(affine);
        if (affine.bias()) {
          assertClose(
              Workspace.doubles(layersFound.get(layer)),
              Workspace.doubles(layersExpected.get(layer)),
              1e-8);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"sgd, 0.9, false", "adam, 0, false", "sgd, 0.9, true"})
  void siFollowsTheStepsThatWereReallyMadeAndKeepsNegativeImportanceUnlessCut(
      String optimizer, String momentum, boolean cut) {
    try (Run run =
        new Run(
            anyNetwork(),
            Map.of(
                "optimizer",
                optimizer,
                "momentum",
                momentum,
                "learning-rate",
                "0.1",
                "weight-decay",
                "1"),
            "si",
            "importance",
            "5",
            "si-damping",
            "0.1",
            "cut-negative",
            "" + cut)) {
      run.train();
      double[] end = last(run);
      double[] importance = new double[end.length];
      int each = run.steps.all.size() / TASKS;
      boolean negative = false;
      for (int task = 0; task < TASKS; task++) {
        List<Step> steps = run.steps.all.subList(task * each, (task + 1) * each);
        double[] way = combined(steps.getLast().after(), -1, steps.getFirst().before());
        for (int i = 0; i < end.length; i++) {
          double path = 0;
          for (Step step : steps) {
            path -= step.gradient()[i] * (step.after()[i] - step.before()[i]);
          }
          double omega = path / (way[i] * way[i] + 0.1);
          negative |= omega < 0;
          importance[i] += cut ? Math.max(omega, 0) : omega;
        }
      }
      assertThat(negative).as("weight decay takes weights uphill").isTrue();
      double[] away = noise(end.length);
      NDArray theta = run.workspace.array(combined(end, 1, away), end.length);
      Penalty penalty = run.part(Penalty.class);
      double[] expected =
          IntStream.range(0, end.length)
              .mapToDouble(i -> 2 * 5 * importance[i] * away[i])
              .toArray();
      assertClose(
          Workspace.doubles(penalty.addGradient(run.workspace.zeros(end.length), theta)),
          expected,
          1e-10);
      double value =
          IntStream.range(0, end.length)
              .mapToDouble(i -> 5 * importance[i] * away[i] * away[i])
              .sum();
      assertThat(penalty.value(theta)).isCloseTo(value, within(1e-10 * Math.abs(value)));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theSumOfSisPathIsTheFallOfTheLossWhereStepsAreSmall(RandomNetworks.Case kind) {
    try (Run run =
        new Run(kind.architecture(), Map.of("learning-rate", "1e-5"), "si", "importance", "1")) {
      run.trainer.beginTask(0);
      for (int i = 0; i < 5; i++) {
        run.step(0, 0, OF_TASK);
      }
      double path = 0;
      for (Step step : run.steps.all.subList(0, 4)) {
        path -= dot(step.gradient(), combined(step.after(), -1, step.before()));
      }
      double fall = run.losses.getFirst() - run.losses.getLast();
      assertThat(fall).isPositive();
      assertThat(path).isCloseTo(fall, within(1e-3 * fall));
    }
  }

  @ParameterizedTest
  @CsvSource({"sgd, 0", "sgd, 0.9", "adam, 0"})
  void nclsDirectionGoesIntoTheOptimizerAndIsTheGradientInTheFirstTask(
      String optimizer, double momentum) {
    double rate = 0.01;
    try (Run run =
        new Run(
            anyNetwork(),
            Map.of("optimizer", optimizer, "momentum", "" + momentum, "learning-rate", "" + rate),
            "ncl",
            "representation",
            "dense",
            "damping",
            "0.05",
            "pull",
            "0.1")) {
      run.train();
      int each = run.steps.all.size() / TASKS;
      double[] anchor = run.steps.all.get(each).before();
      FisherMatrix fisher = Representation.DENSE.measure(run.sample(0, anchor));
      for (int task = 0; task < TASKS; task++) {
        double[] buffer = new double[anchor.length];
        for (Step step : run.steps.all.subList(task * each, (task + 1) * each)) {
          double[] direction = step.gradient();
          if (task > 0) {
            NDArray gradient = run.workspace.array(step.gradient(), anchor.length);
            direction =
                combined(
                    Workspace.doubles(fisher.solve(gradient, 0.05).mul(0.05)),
                    0.1,
                    combined(step.before(), -1, anchor));
          }
          if (optimizer.equals("adam")) {
            // Its averages are new in every task: the first step has the length of the rate.
            double[] signs =
                DoubleStream.of(direction).map(d -> d / (Math.abs(d) + 1e-8)).toArray();
            assertClose(step.after(), combined(step.before(), -rate, signs), 1e-8);
            break;
          }
          buffer = combined(direction, momentum, buffer);
          assertClose(step.after(), combined(step.before(), -rate, buffer), 1e-10);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void naturalReplayWithAVeryLargeDampingIsReplay(RandomNetworks.Case kind) {
    for (String form : List.of("factored", "exact")) {
      try (Run natural =
              new Run(
                  kind.architecture(),
                  Map.of("learning-rate", "1e3"),
                  "natural-replay",
                  "damping",
                  "2e4",
                  "kfac-damping",
                  form);
          Run replay = new Run(kind.architecture(), Map.of(), "replay", "mixing", "joined")) {
        assertClose(
            last(natural.train()), last(replay.train()), form.equals("exact") ? 1e-4 : 1e-2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void derPlusPlusOnLabelsAloneIsReplayAdded(RandomNetworks.Case kind) {
    try (Run der =
            new Run(
                kind.architecture(), Map.of(), "der++", "logit-weight", "0", "label-weight", "1");
        Run replay = new Run(kind.architecture(), Map.of(), "replay", "mixing", "added");
        Run without = new Run(kind.architecture(), Map.of(), "fine-tuning")) {
      assertClose(last(der.train()), last(replay.train()), 1e-12);
      assertThat(Golden.relativeError(last(der), last(without.train()))).isGreaterThan(1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"lwf, distillation-weight", "ewc, importance", "si, importance", "mas, importance"})
  void aWeightOf0IsFineTuning(String key, String weight) {
    try (Run method = new Run(anyNetwork(), Map.of(), key, weight, "0");
        Run plain = new Run(anyNetwork(), Map.of(), "fine-tuning")) {
      assertClose(last(method.train()), last(plain.train()), 1e-14);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-gem", "gem", "replay", "er-ace"})
  void anEmptyMemoryIsFineTuning(String key) {
    try (Run method = new Run(anyNetwork(), Map.of(), 0, key);
        Run plain = new Run(anyNetwork(), Map.of(), "fine-tuning")) {
      plain.train();
      method.train();
      if (key.equals("er-ace")) {
        // From the second task on, current images compete among fewer classes.
        assertClose(method.steps.all.get(2).after(), plain.steps.all.get(2).after(), 1e-14);
      } else {
        assertClose(last(method), last(plain), 1e-14);
      }
    }
  }

  private static GradientRule.View view(Run run) {
    return new GradientRule.View() {
      @Override
      public int task() {
        return 1;
      }

      @Override
      public FisherSample sample() {
        return run.sample(1, last(run));
      }

      @Override
      public int[] sources() {
        return new int[OF_TASK];
      }

      @Override
      public NDArray theta() {
        return sample().theta();
      }

      @Override
      public NDArray gradient(int... images) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Architecture anyNetwork() {
    return networks()
        .filter(network -> network.name().startsWith("convolutional"))
        .findFirst()
        .orElseThrow()
        .architecture();
  }

  private static double[] noise(int size) {
    return new Random(9).doubles(size, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static byte[] pixels(FeatureShape input) {
    byte[] pixels = new byte[TASKS * OF_TASK * input.size()];
    new Random(7).nextBytes(pixels);
    return pixels;
  }

  private static Scenario scenario(Architecture architecture) {
    FeatureShape input = architecture.input();
    int outputs = outputs(architecture);
    int[] labels = new Random(8).ints((long) TASKS * OF_TASK, 0, outputs).toArray();
    ImageSet all =
        new ImageSet(
            "random",
            input.channels(),
            input.height(),
            input.width(),
            new ImageValues.Bytes(pixels(input)),
            labels);
    List<Task> tasks = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      int[] positions = IntStream.range(task * OF_TASK, (task + 1) * OF_TASK).toArray();
      int[] own = Arrays.copyOfRange(labels, task * OF_TASK, (task + 1) * OF_TASK);
      TaskImages images =
          new TaskImages(List.of(new ImageSlice(all, positions, own, PixelMap.IDENTITY, task)));
      tasks.add(
          new Task("task " + (task + 1), images, images, IntStream.range(0, outputs).toArray()));
    }
    return new Scenario(
        "random",
        tasks,
        outputs,
        new Scenario.Active(ActiveClasses.ALL, ActiveClasses.ALL, true),
        PixelScaling.UNIT,
        () -> DataRecord.NOT_RECORDED);
  }

  private static int outputs(Architecture architecture) {
    return architecture.layers().getLast() instanceof LayerSpec.Linear head ? head.units() : 0;
  }

  private static double[] last(Run run) {
    return run.steps.all.getLast().after();
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(Golden.relativeError(actual, expected)).isLessThan(tolerance);
  }

  private static double[] combined(double[] a, double factor, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + factor * b[i]).toArray();
  }
}
