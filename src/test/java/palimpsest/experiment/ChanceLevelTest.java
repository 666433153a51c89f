package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The accuracy of a constant answer. */
class ChanceLevelTest {

  private static ExperimentSpec spec(String tasks, String testLimit) {
    return SpecDraft.initial()
        .with(SpecField.TASKS, tasks)
        .with(SpecField.TEST_LIMIT, testLimit)
        .toSpec();
  }

  @Test
  void aConstantAnswerIsAtChanceAndALearnedTaskIsNot() {
    ExperimentSpec three = spec("0,1,2", "0");
    assertThat(ChanceLevel.isReachedBy(three, 0.1135 / 3)).as("always 1, on MNIST").isTrue();
    assertThat(ChanceLevel.isReachedBy(three, 0)).as("always a class of no task").isTrue();
    assertThat(ChanceLevel.isReachedBy(three, 0.95 / 3)).as("only the last is known").isFalse();
    assertThat(ChanceLevel.isReachedBy(three, 0.15 / 3)).as("little is more than chance").isFalse();
    assertThat(ChanceLevel.isReachedBy(three, Double.NaN)).as("nobody knows").isFalse();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.1)).isTrue();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.3)).isFalse();
  }

  @Test
  void amongFewImagesAClassMayBeMoreFrequent() {
    assertThat(ChanceLevel.isReachedBy(spec("1", "100"), 0.18)).isTrue();
    assertThat(ChanceLevel.isReachedBy(spec("1", "0"), 0.18)).isFalse();
  }
}
