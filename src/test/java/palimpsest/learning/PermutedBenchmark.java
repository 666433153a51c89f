package palimpsest.learning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.machine.ResidentMemory;
import palimpsest.network.Architecture;
import palimpsest.network.FeatureShape;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.Strategies;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/**
 * Twenty permuted tasks of MNIST beside twenty unpermuted ones, in turn: the time of both, each
 * evaluated on all tasks at the end of each task, and how much resident memory the tasks take. MLP
 * of 2 × 100 units, batches of 128, one epoch a task. Nothing is asserted, for times belong to
 * machines.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.learning.PermutedBenchmark -Dmain.args="DATA 3"}
 */
public final class PermutedBenchmark {

  private static final int TASKS = 20;

  private PermutedBenchmark() {}

  /** Measures; the arguments are the data root and the number of rounds. */
  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0]);
    ImageSet training = Catalogue.images("mnist", root, false);
    ImageSet test = Catalogue.images("mnist", root, true);
    double image = training.values().length() + test.values().length();
    System.out.printf(Locale.ROOT, "one task's images: %.1f MB%n", image / 1e6);
    for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
      double plain = seconds(training, test, false);
      double permuted = seconds(training, test, true);
      System.out.printf(
          Locale.ROOT,
          "round %d: unpermuted %.1f s, permuted %.1f s, ratio %.3f%n",
          round + 1,
          plain,
          permuted,
          permuted / plain);
    }
  }

  private static double seconds(ImageSet training, ImageSet test, boolean permuted) {
    SettingValues values = SettingValues.INITIAL;
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      long before = ResidentMemory.bytes().orElse(0);
      try (Trainer trainer =
          new Trainer(
              new Network(
                  workspace,
                  Architecture.mlp(new FeatureShape(1, 28, 28), List.of(100, 100), 10, true)),
              scenario(training, test, permuted),
              new TrainingPlan(128, 1, 0, false, true, 1),
              Optimizers.ALL.chosen(values),
              context -> Strategies.FINE_TUNING.create(values, context),
              FisherObserver.NONE)) {
        System.out.printf(
            Locale.ROOT,
            "  tasks on the device: %.1f MB resident%n",
            (ResidentMemory.bytes().orElse(0) - before) / 1e6);
        long start = System.nanoTime();
        for (int task = 0; task < TASKS; task++) {
          trainer.beginTask(task);
          for (int[] batch : trainer.shuffledBatches(task, 0)) {
            CurrentAndReplayed _ = trainer.train(batch, true, 0);
          }
          trainer.endTask(task, task == TASKS - 1).run();
          for (int tested = 0; tested < TASKS; tested++) {
            EvaluationSums _ = trainer.evaluation().of(tested);
          }
        }
        return (System.nanoTime() - start) / 1e9;
      }
    }
  }

  private static Scenario scenario(ImageSet training, ImageSet test, boolean permuted) {
    List<Task> tasks = new ArrayList<>();
    int[] classes = IntStream.range(0, 10).toArray();
    for (int task = 0; task < TASKS; task++) {
      PixelMap map =
          permuted
              ? PixelMap.permutation(
                  training.imageSize(), RandomStream.of(1, RandomUse.SCENARIO, task))
              : PixelMap.IDENTITY;
      tasks.add(
          new Task("task " + task, images(training, map, task), images(test, map, task), classes));
    }
    return new Scenario(
        "MNIST",
        tasks,
        10,
        new Scenario.Active(ActiveClasses.ALL, ActiveClasses.ALL, false),
        PixelScaling.UNIT,
        () -> DataRecord.NOT_RECORDED);
  }

  private static TaskImages images(ImageSet set, PixelMap map, int task) {
    return new TaskImages(
        List.of(
            new ImageSlice(
                set, IntStream.range(0, set.size()).toArray(), set.labels(), map, task)));
  }
}
