package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The parts of a strategy, and what a trainer shows them. */
class PartsTest {

  private static final SettingValues VALUES = SettingValues.INITIAL.with(TaskLength.BATCH_SIZE, 24);

  /** Images of the two tasks of noise. */
  private static final int IMAGES = 128;

  /** Asks for the gradient of more images than are computed at once, and of each of them. */
  private static final class Asking implements GradientRule {

    /** Every image four times, and the first ones once more. */
    private final int[] many = IntStream.range(0, 4 * IMAGES + 50).map(i -> i % IMAGES).toArray();

    private final double[] mean;
    private double[] ofMany = {};

    Asking(int parameters) {
      mean = new double[parameters];
    }

    @Override
    public UnaryOperator<NDArray> prepare(View view) {
      assertThat(many.length).isGreaterThan(2 * CHUNK);
      ofMany = Workspace.doubles(view.gradient(many));
      for (int image = 0; image < IMAGES; image++) {
        try (Scope _ = new Scope()) {
          double share = (image < 50 ? 5.0 : 4.0) / many.length;
          double[] own = Workspace.doubles(view.gradient(image));
          for (int i = 0; i < own.length; i++) {
            mean[i] += share * own[i];
          }
        }
      }
      return gradient -> gradient;
    }
  }

  @Test
  void theGradientOfManyImagesIsTheMeanOverThem() {
    List<Asking> rules = new ArrayList<>();
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Trainer trainer =
            Noise.trainer(
                workspace,
                context -> {
                  rules.add(new Asking(context.network().parameters()));
                  return Parts.of(rules.getFirst());
                },
                VALUES)) {
      trainer.beginTask(0);
      trainer.train(trainer.shuffledBatches(0, 0).getFirst(), true, 0);
    }
    double[] expected = rules.getFirst().mean;
    assertThat(Arrays.stream(expected).map(Math::abs).max().orElse(0)).isGreaterThan(1e-3);
    assertThat(rules.getFirst().ofMany).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(rules.getFirst().ofMany[i]).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void aTaskEndsWithItsImagesInBatchesOfAnOrderOfItsOwnOrOfTheCallers() {
    List<int[]> batches = new ArrayList<>();
    Part listening =
        new Part() {
          @Override
          public Runnable endTask(LearnedTask task) {
            batches.clear();
            batches.addAll(task.batches());
            return () -> {};
          }
        };
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32);
        Trainer trainer = Noise.trainer(workspace, _ -> Parts.of(listening), VALUES)) {
      trainer.endTask(0, false).run();
      int[] drawn = batches.stream().flatMapToInt(Arrays::stream).toArray();
      assertThat(batches).extracting(batch -> batch.length).containsExactly(24, 24, 16);
      assertThat(drawn).isNotEqualTo(IntStream.range(0, 64).toArray());
      assertThat(Arrays.stream(drawn).sorted()).containsExactlyElementsOf(allOf(64));
      trainer.endTask(0, false).run();
      assertThat(batches.stream().flatMapToInt(Arrays::stream).toArray())
          .as("the same order whenever it ends")
          .isEqualTo(drawn);
      trainer.endTask(1, true).run();
      assertThat(batches.stream().flatMapToInt(Arrays::stream).toArray()).isNotEqualTo(drawn);

      int[] own = IntStream.range(0, 64).map(i -> 63 - i).toArray();
      trainer.endTask(0, false, own).run();
      assertThat(batches).extracting(batch -> batch.length).containsExactly(24, 24, 16);
      assertThat(batches.stream().flatMapToInt(Arrays::stream).toArray()).isEqualTo(own);
    }
  }

  private static List<Integer> allOf(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
