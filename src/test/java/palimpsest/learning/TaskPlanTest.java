package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskPlanTest {

  /** Images, batch size, epochs, iterations, drop last; then epochs, batches, trained images. */
  static Stream<Arguments> plans() {
    return Stream.of(
        Arguments.of(40, 16, 2, 0, false, 2, 6, 80),
        Arguments.of(40, 16, 2, 0, true, 2, 4, 64),
        Arguments.of(48, 16, 2, 0, true, 2, 6, 96),
        // The only batch is not smaller than the others.
        Arguments.of(10, 16, 3, 0, true, 3, 3, 30),
        Arguments.of(40, 16, 2, 5, false, 2, 5, 72),
        Arguments.of(40, 16, 2, 6, false, 2, 6, 80),
        Arguments.of(40, 16, 2, 7, false, 3, 7, 96),
        Arguments.of(40, 16, 2, 5, true, 3, 5, 80),
        Arguments.of(40, 16, 2, 1, false, 1, 1, 16),
        Arguments.of(10, 16, 2, 7, false, 7, 7, 70));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void epochsAndBatchesAddUp(
      int images,
      int batch,
      int epochs,
      int iterations,
      boolean dropLast,
      int expectedEpochs,
      int expectedBatches,
      int expectedImages) {
    TaskPlan plan = new TrainingPlan(batch, epochs, iterations, dropLast, true, 1).task(images);
    assertThat(plan.epochs()).isEqualTo(expectedEpochs);
    assertThat(plan.batches()).isEqualTo(expectedBatches);
    assertThat(IntStream.range(0, expectedEpochs).map(plan::batches).sum())
        .isEqualTo(expectedBatches);
    assertThat(IntStream.range(0, expectedEpochs).map(plan::batches)).allMatch(n -> n > 0);
    assertThat(plan.batches(expectedEpochs)).isZero();
    assertThat(plan.trainedImages()).isEqualTo(expectedImages);
    assertThat(IntStream.range(0, expectedEpochs).map(e -> plan.images(plan.batches(e))).sum())
        .isEqualTo(expectedImages);
    assertThat(plan.passed(0, 0)).isZero();
    int last = expectedEpochs - 1;
    assertThat(plan.passed(last, plan.batches(last))).isEqualTo(1);
    assertThat(plan.passed(last, plan.batches(last) - 1)).isLessThan(1);
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    TaskPlan plan = new TrainingPlan(1, 10_000, 0, false, true, 1).task(Integer.MAX_VALUE);
    assertThat(plan.batches()).isEqualTo(10_000L * Integer.MAX_VALUE);
    assertThat(plan.trainedImages()).isEqualTo(10_000L * Integer.MAX_VALUE);
    assertThat(plan.batches(9_999)).isEqualTo(Integer.MAX_VALUE);
  }
}
