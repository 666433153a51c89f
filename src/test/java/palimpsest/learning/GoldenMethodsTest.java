package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.Network;
import palimpsest.setting.Chosen;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Whole runs of methods agree with PyTorch. */
class GoldenMethodsTest {

  private static final int OUTPUTS = 10;

  /** The batches, from 0, after which the reference has the weights. */
  private static final List<Integer> ROWS = List.of(0, 5, 14);

  private static Golden golden;

  @BeforeAll
  static void read() {
    golden = Golden.methods();
  }

  static Stream<String> runs() {
    return Stream.of("fine-tuning", "active-task", "active-seen", "replay-joined");
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
    ActiveClasses active =
        switch (name) {
          case "active-task" -> ActiveClasses.TASK;
          case "active-seen" -> ActiveClasses.SEEN;
          default -> ActiveClasses.ALL;
        };
    boolean replays = name.equals("replay-joined");
    List<double[]> weights = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    run(precision, active, replays, weights, losses);
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
    double[] expectedLosses = golden.get("method." + name + ".losses");
    for (int i = 0; i < expectedLosses.length; i++) {
      assertThat(Math.abs(losses.get(i) - expectedLosses[i]))
          .as("the loss before batch %d", i + 1)
          .isLessThan(tolerance * Math.max(1, Math.abs(expectedLosses[i])));
    }
  }

  private static void run(
      Precision precision,
      ActiveClasses active,
      boolean replays,
      List<double[]> weights,
      List<Double> losses) {
    int batches = (int) golden.shape("stream.replay1.task1")[0];
    int size = (int) golden.shape("stream.replay1.task1")[1];
    Scenario scenario = scenario(batches * size, active);
    SettingValues values = SettingValues.INITIAL.with(StepSettings.LEARNING_RATE, 0.05);
    Draws draws = new Draws(replays);
    try (Workspace workspace = Workspace.open("cpu", precision);
        Trainer trainer =
            new Trainer(
                new Network(workspace, architecture()),
                scenario,
                new TrainingPlan(replays ? 2 * size : size, 1, 0, false, true, 1),
                new Chosen<OptimizerType>(Optimizers.ALL.named("sgd").orElseThrow(), values),
                context -> Parts.of(draws),
                FisherObserver.NONE)) {
      TrainerState first = trainer.state(false);
      trainer.restore(
          new TrainerState(golden.get("stream.init"), first.streams(), first.parts()), 0);
      for (int task = 0; task < scenario.tasks().size(); task++) {
        trainer.beginTask(task);
        for (int batch = 0; batch < batches; batch++) {
          int from = (task * batches + batch) * size;
          draws.at(task, batch, size);
          CurrentAndReplayed counted =
              trainer.train(IntStream.range(from, from + size).toArray(), true, 0);
          losses.add(counted.all().meanLoss());
          weights.add(trainer.weights());
        }
        trainer.endTask(task, false).run();
      }
    }
  }

  /** Recalls what the reference drew. */
  private static final class Draws implements Rehearsal {

    private final boolean replays;
    private int[] drawn = {};

    Draws(boolean replays) {
      this.replays = replays;
    }

    void at(int task, int batch, int size) {
      drawn =
          replays && task > 0
              ? Arrays.stream(golden.get("stream.replay1.task" + task))
                  .skip((long) batch * size)
                  .limit(size)
                  .mapToInt(position -> (int) position)
                  .toArray()
              : new int[0];
    }

    @Override
    public Recall recall(int task, int batchSize) {
      return new Recall.Mixed(drawn);
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
