package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.state.SavedState;
import palimpsest.setting.Component;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** The images that turns go through where they are not the task's own, two tasks of 64 images. */
public class LearnedImagesTest {

  private static final int IMAGES = 64;

  private static final SettingValues VALUES =
      SettingValues.INITIAL
          .with(TaskLength.BATCH_SIZE, 16)
          .with(TaskLength.EPOCHS, 3)
          .with(BufferSettings.SIZE, 20);

  /** The strategies that choose images; a test of the registries asks for them. */
  public static Stream<Component> components() {
    return Stream.of("joint", "cumulative", "gdumb").map(LearnedImagesTest::strategy);
  }

  private static Strategy strategy(String key) {
    return Strategies.ALL.named(key).orElseThrow();
  }

  private static int[] epoch(Trainer trainer, int task, int epoch) {
    return trainer.shuffledBatches(task, epoch).stream().flatMapToInt(Arrays::stream).toArray();
  }

  @Test
  void jointTrainingLearnsEveryImageOnceAnEpochOverAllTurns() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32);
        Trainer trainer = Noise.trainer(workspace, strategy("joint"), VALUES)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] first = epoch(trainer, 0, epoch);
        int[] second = epoch(trainer, 1, epoch);
        assertThat(first).hasSize(IMAGES);
        assertThat(Arrays.stream(first).filter(image -> image >= IMAGES).count())
            .as("images of the second task in the first turn")
            .isBetween(15L, 49L);
        assertThat(IntStream.concat(Arrays.stream(first), Arrays.stream(second)).sorted().toArray())
            .isEqualTo(IntStream.range(0, 2 * IMAGES).toArray());
      }
      assertThat(sorted(epoch(trainer, 0, 0))).isNotEqualTo(sorted(epoch(trainer, 0, 1)));
    }
  }

  private static int[] sorted(int... numbers) {
    return Arrays.stream(numbers).sorted().toArray();
  }

  @Test
  void cumulativeTrainingLearnsAllImagesSoFar() {
    Strategy strategy = strategy("cumulative");
    assertThat(strategy.learnedImages(VALUES, List.of(5, 7, 1))).containsExactly(5, 12, 13);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32);
        Trainer trainer = Noise.trainer(workspace, strategy, VALUES)) {
      assertThat(trainer.plan(0).batches()).isEqualTo(3 * 4);
      assertThat(trainer.plan(1).batches()).isEqualTo(3 * 8);
      assertThat(sorted(epoch(trainer, 0, 0))).isEqualTo(IntStream.range(0, IMAGES).toArray());
      assertThat(sorted(epoch(trainer, 1, 2))).isEqualTo(IntStream.range(0, 2 * IMAGES).toArray());
    }
  }

  @Test
  void gdumbLearnsABalancedMemoryWithANewNetwork() {
    Strategy strategy = strategy("gdumb");
    assertThat(strategy.learnedImages(VALUES, List.of(5, 7, 90))).containsExactly(5, 12, 20);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Trainer trainer = Noise.trainer(workspace, strategy, VALUES)) {
      double[] drawn = trainer.weights();
      trainer.beginTask(0);
      double[] begun = trainer.weights();
      assertThat(begun).as("the first weights of every strategy").isEqualTo(drawn);
      int[] first = epoch(trainer, 0, 0);
      assertThat(first).hasSize(20).doesNotHaveDuplicates();
      // Ten classes of noise: two images of each, as far as there are two.
      int[] labels = Noise.scenario().tasks().getFirst().training().labels();
      int[] counts = new int[10];
      Arrays.stream(first).forEach(image -> counts[labels[image]]++);
      assertThat(counts).containsOnly(2);
      trainer.shuffledBatches(0, 0).forEach(batch -> trainer.train(batch, true, 0));
      assertThat(trainer.weights()).isNotEqualTo(begun);
      trainer.endTask(0, false).run();
      trainer.beginTask(1);
      double[] afresh = trainer.weights();
      assertThat(Arrays.stream(epoch(trainer, 1, 0)).anyMatch(image -> image >= IMAGES)).isTrue();
      try (Trainer other = Noise.trainer(workspace, strategy, VALUES)) {
        other.beginTask(0);
        other.beginTask(1);
        assertThat(other.weights()).as("nothing learned before is left").isEqualTo(afresh);
      }
      assertThat(afresh).isNotEqualTo(begun);
    }
  }

  @Test
  void aMovingAverageOfMatricesIsOne() {
    SettingValues values =
        VALUES
            .with(FisherSettings.REPRESENTATION, Representation.DIAGONAL)
            .with(Ewc.IMPORTANCE, 0.0);
    Strategy online = strategy("online-ewc");
    SettingValues average = values.reading(setting(online, "accumulation"), "average");
    average = average.reading(setting(online, "newest-share"), "0.25");
    double[] running = matrices(online, average).getFirst();
    List<double[]> each = matrices(strategy("ewc"), values);
    assertThat(each).hasSize(2);
    for (int i = 0; i < running.length; i++) {
      assertThat(running[i])
          .isCloseTo(0.75 * each.get(0)[i] + 0.25 * each.get(1)[i], within(1e-15));
    }
  }

  private static Setting<?> setting(Strategy strategy, String key) {
    return strategy.settings().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** The diagonals that a strategy holds after both tasks. */
  private static List<double[]> matrices(Strategy strategy, SettingValues values) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Trainer trainer = Noise.trainer(workspace, strategy, values)) {
      for (int task = 0; task < 2; task++) {
        trainer.beginTask(task);
        trainer.shuffledBatches(task, 0).forEach(batch -> trainer.train(batch, true, 0));
        trainer.endTask(task, false).run();
      }
      SavedState state = Objects.requireNonNull(trainer.state(false).parts().get(strategy.key()));
      return Stream.concat(Stream.of(state), state.terms().values().stream().map(Supplier::get))
          .map(LearnedImagesTest::diagonal)
          .filter(diagonal -> diagonal.length > 0)
          .toList();
    }
  }

  private static double[] diagonal(SavedState state) {
    return state.arrays().entrySet().stream()
        .filter(array -> array.getKey().startsWith("fisher"))
        .flatMapToDouble(array -> Arrays.stream(((PlainArray.Doubles) array.getValue()).values()))
        .toArray();
  }
}
