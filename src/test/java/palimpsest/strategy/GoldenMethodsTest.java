package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.Golden;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.Trainer;
import palimpsest.learning.TrainerState;
import palimpsest.learning.TrainingPlan;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.Network;
import palimpsest.setting.Chosen;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Whole runs of methods agree with PyTorch. */
public class GoldenMethodsTest {

  private static final int OUTPUTS = 10;
  private static final int BATCH = 12;

  /** The batches, from 0, after which the reference has the weights. */
  private static final List<Integer> ROWS = List.of(0, 5, 14);

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.methods();
  }

  /** The strategies whose parts are compared. */
  public static Stream<Component> components() {
    return Stream.of(
            "replay",
            "der",
            "der++",
            "er-ace",
            "a-gem",
            "gem",
            "ewc",
            "online-ewc",
            "si",
            "mas",
            "lwf",
            "ocar",
            "ncl",
            "owm",
            "gpm")
        .map(key -> Strategies.ALL.named(key).orElseThrow());
  }

  static Stream<String> runs() {
    return Golden.methods().names().stream()
        .filter(name -> name.startsWith("method.") && name.endsWith(".weights"))
        .map(name -> name.substring("method.".length(), name.length() - ".weights".length()))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runsAgreeInFloat64(String name) {
    compare(name, Precision.FLOAT64, 1e-8);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runsAgreeInFloat32(String name) {
    compare(name, Precision.FLOAT32, 1e-3);
  }

  private static void compare(String name, Precision precision, double tolerance) {
    List<double[]> weights = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    run(name, precision, weights, losses);
    double[] expectedLosses = golden.get("method." + name + ".losses");
    assertThat(losses).hasSameSizeAs(expectedLosses);
    for (int i = 0; i < expectedLosses.length; i++) {
      assertThat(Math.abs(losses.get(i) - expectedLosses[i]))
          .as("the loss before step %d", i + 1)
          .isLessThan(tolerance * Math.max(1, Math.abs(expectedLosses[i])));
    }
    double[] expected = golden.get("method." + name + ".weights");
    int parameters = weights.getFirst().length;
    for (int row = 0; row < ROWS.size(); row++) {
      assertThat(
              Golden.relativeError(
                  weights.get(ROWS.get(row)),
                  Arrays.copyOfRange(expected, row * parameters, (row + 1) * parameters)))
          .as("weights after batch %d", ROWS.get(row) + 1)
          .isLessThan(tolerance);
    }
  }

  /** The parts of a method at the reference's settings. */
  private static Parts parts(String name, Draws draws, StrategyContext context) {
    return switch (name) {
      case "fine-tuning", "active-task", "active-seen" ->
          MethodParts.of("fine-tuning", draws, context);
      case "replay-joined" -> MethodParts.of("replay", draws, context, "mixing", "joined");
      case "replay-added" -> MethodParts.of("replay", draws, context, "mixing", "added");
      case "replay-balanced" -> MethodParts.of("replay", draws, context, "mixing", "balanced");
      case "der" -> MethodParts.of("der", draws, context, "logit-weight", "4");
      case "der++" ->
          MethodParts.of("der++", draws, context, "logit-weight", "4", "label-weight", "0.5");
      case "er-ace" -> MethodParts.of("er-ace", draws, context);
      case "a-gem" -> MethodParts.of("a-gem", draws, context, "replayed", Integer.toString(BATCH));
      case "gem" -> MethodParts.of("gem", draws, context, "margin", "0.5");
      case "ewc-list-dense" ->
          MethodParts.of("ewc", draws, context, "importance", "20", "representation", "dense");
      case "ewc-list-diag" ->
          MethodParts.of("ewc", draws, context, "importance", "20", "representation", "diagonal");
      case "ewc-online-diag" -> online(context, "20", "0.5", "exact");
      case "ewc-online-empirical" -> online(context, "20", "1", "empirical");
      case "ewc-online-batched-12" -> online(context, "200", "1", "batched");
      case "mas" -> MethodParts.of("mas", draws, context, "importance", "2");
      case "si" -> MethodParts.of("si", draws, context, "importance", "5", "si-damping", "0.1");
      case "lwf" ->
          MethodParts.of("lwf", draws, context, "distillation-weight", "4", "temperature", "2");
      case "owm" -> MethodParts.of("owm", draws, context, "projection-damping", "0.1");
      case "gpm" -> MethodParts.of("gpm", draws, context, "energy", "0.95", "project-head", "true");
      case "ncl-dense" -> natural(context, "dense");
      case "ncl-diag" -> natural(context, "diagonal");
      case "ncl-kfac" -> natural(context, "k-fac");
      case "ocar" ->
          MethodParts.of(
              "ocar",
              draws,
              context,
              "average-share",
              "0.3",
              "damping",
              "0.05",
              "damping-rise",
              "0.01",
              "passes",
              "3");
      default -> throw new IllegalArgumentException("no such method: " + name);
    };
  }

  private static Parts online(
      StrategyContext context, String importance, String decay, String estimator) {
    return MethodParts.of(
        "online-ewc",
        new Draws(false),
        context,
        "representation",
        "diagonal",
        "importance",
        importance,
        "decay",
        decay,
        "estimator",
        estimator,
        "fisher-batch",
        Integer.toString(BATCH));
  }

  private static Parts natural(StrategyContext context, String representation) {
    return MethodParts.of(
        "ncl",
        new Draws(false),
        context,
        "representation",
        representation,
        "damping",
        "0.05",
        "pull",
        "0.1");
  }

  private static void run(
      String name, Precision precision, List<double[]> weights, List<Double> losses) {
    ActiveClasses active =
        switch (name) {
          case "active-task" -> ActiveClasses.TASK;
          case "active-seen" -> ActiveClasses.SEEN;
          default -> ActiveClasses.ALL;
        };
    boolean together = name.equals("replay-joined") || name.equals("ocar");
    int batches = (int) golden.shape("stream.replay1.task1")[0];
    Scenario scenario = scenario(batches * BATCH, active);
    SettingValues values = SettingValues.INITIAL.with(StepSettings.LEARNING_RATE, 0.05);
    Draws draws = new Draws(name.equals("gem"));
    try (Workspace workspace = Workspace.open("cpu", precision);
        Trainer trainer =
            new Trainer(
                new Network(workspace, architecture()),
                scenario,
                new TrainingPlan(together ? 2 * BATCH : BATCH, 1, 0, false, true, 1),
                new Chosen<OptimizerType>(Optimizers.ALL.named("sgd").orElseThrow(), values),
                context -> parts(name, draws, context),
                FisherObserver.NONE)) {
      TrainerState first = trainer.state(false);
      trainer.restore(
          new TrainerState(golden.get("stream.init"), first.streams(), first.parts()), 0);
      for (int task = 0; task < scenario.tasks().size(); task++) {
        trainer.beginTask(task);
        for (int batch = 0; batch < batches; batch++) {
          int from = (task * batches + batch) * BATCH;
          draws.at(task, batch);
          trainer.train(
              IntStream.range(from, from + BATCH).toArray(),
              true,
              0,
              counted -> losses.add((together ? counted.all() : counted.current()).meanLoss()));
          weights.add(trainer.weights());
        }
        // The reference measures in the order of the images.
        trainer
            .endTask(
                task,
                task == scenario.tasks().size() - 1,
                IntStream.range(0, trainer.trainingImages(task)).toArray())
            .run();
      }
    }
  }

  /** Recalls what the reference drew. */
  private static final class Draws extends MethodParts.Memory {

    private final boolean whole;
    private final Map<Integer, double[]> logits = new HashMap<>();
    private int task;
    private int batch;
    private int drawn;

    /**
     * Draws of the reference.
     *
     * @param whole whether its slots are the images that the reference remembers of each task
     */
    Draws(boolean whole) {
      this.whole = whole;
    }

    void at(int newTask, int newBatch) {
      task = newTask;
      batch = newBatch;
      drawn = 0;
    }

    @Override
    public int size() {
      return whole ? (int) (golden.shape("stream.memory")[1] * task) : logits.size();
    }

    @Override
    public int image(int slot) {
      return whole ? (int) golden.get("stream.memory")[slot] : slot;
    }

    @Override
    public double[] logits(int slot) {
      return Objects.requireNonNull(logits.get(slot));
    }

    @Override
    public int[] draw(int most) {
      drawn++;
      return task == 0
          ? new int[0]
          : Arrays.stream(golden.get("stream.replay%d.task%d".formatted(drawn, task)))
              .skip((long) batch * BATCH)
              .limit(BATCH)
              .mapToInt(position -> (int) position)
              .toArray();
    }

    @Override
    public void offer(int[] images, Supplier<NDArray> given) {
      double[] all = Workspace.doubles(given.get());
      for (int i = 0; i < images.length; i++) {
        double[] own = new double[OUTPUTS];
        for (int k = 0; k < OUTPUTS; k++) {
          own[k] = all[k * images.length + i];
        }
        logits.put(images[i], own);
      }
    }
  }

  private static Architecture architecture() {
    long[] shape = golden.shape("stream.images");
    return Architecture.mlp(
        new FeatureShape((int) shape[1], (int) shape[2], (int) shape[3]),
        List.of(16, 12),
        OUTPUTS,
        true);
  }

  private static Scenario scenario(int imagesOfTask, ActiveClasses active) {
    double[] values = golden.get("stream.images");
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (int) values[i];
    }
    int[] labels =
        Arrays.stream(golden.get("stream.labels")).mapToInt(label -> (int) label).toArray();
    long[] shape = golden.shape("stream.images");
    ImageSet all = new ImageSet("stream", (int) shape[2], (int) shape[3], pixels, labels);
    List<Task> tasks = new ArrayList<>();
    for (int from = 0; from < labels.length; from += imagesOfTask) {
      int[] positions = IntStream.range(from, from + imagesOfTask).toArray();
      int[] own = Arrays.copyOfRange(labels, from, from + imagesOfTask);
      TaskImages images =
          new TaskImages(
              List.of(new ImageSlice(all, positions, own, PixelMap.IDENTITY, tasks.size())));
      tasks.add(
          new Task(
              "task " + (tasks.size() + 1),
              images,
              images,
              Arrays.stream(own).distinct().sorted().toArray()));
    }
    return new Scenario(
        "stream",
        tasks,
        OUTPUTS,
        new Scenario.Active(active, ActiveClasses.ALL, true),
        PixelScaling.UNIT,
        () -> DataRecord.NOT_RECORDED);
  }
}
