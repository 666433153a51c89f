package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.ConfusionMatrix.Cell;
import palimpsest.experiment.ConfusionMatrix.ClassScore;

class TaskScoreTest {

  /** Of three images of class 1, two are right; class 3 is taken for 1 and once for itself. */
  private final ConfusionMatrix confusion =
      new ConfusionMatrix(
          List.of(new Cell(1, 0, 1), new Cell(1, 1, 2), new Cell(3, 1, 4), new Cell(3, 3, 1)));

  @Test
  void aConfusionMatrixKeepsOnlyThePairsThatOccurred() {
    assertThat(ConfusionMatrix.of(new long[] {0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1}, 4))
        .isEqualTo(confusion);
    assertThat(ConfusionMatrix.of(new long[0], 4)).isEqualTo(ConfusionMatrix.NOT_RECORDED);
    assertThat(confusion.images()).isEqualTo(8);
    assertThat(confusion.correct()).isEqualTo(3);
    assertThat(confusion.byClass())
        .containsExactly(
            java.util.Map.entry(1, new ClassScore(3, 2)),
            java.util.Map.entry(3, new ClassScore(5, 1)));
    assertThat(confusion.byClass().firstEntry().getValue().accuracy()).isEqualTo(2.0 / 3);
    assertThat(confusion.fits(4)).isTrue();
    assertThat(confusion.fits(3)).isFalse();
  }

  @Test
  void aConfusionMatrixFitsItsScoreOrIsRefused() {
    assertThat(new TaskScore(1.5, 3.0 / 8, 8, confusion).correct()).isEqualTo(3);
    for (TaskScore other :
        List.of(
            new TaskScore(1.5, 3.0 / 8),
            new TaskScore(1.5, 3.0 / 9, 9, ConfusionMatrix.NOT_RECORDED),
            new TaskScore(1.5, 4.0 / 8, 8, ConfusionMatrix.NOT_RECORDED),
            TaskScore.NOT_EVALUATED)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.with(confusion))
          .withMessageContaining("its confusion matrix counts 3 of 8 images right");
    }
  }

  @Test
  void numbersThatCountNothingAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell(-1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell(0, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell(0, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfusionMatrix(List.of(new Cell(1, 1, 1), new Cell(1, 1, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskScore(1, 0.5, -1, ConfusionMatrix.NOT_RECORDED));
  }

  @Test
  void whatWasNotEvaluatedIsNeitherLostNorPartOfAMean() {
    EpochScores half =
        new EpochScores(
            0,
            0,
            1,
            1,
            Double.NaN,
            List.of(
                new TaskScore(1, 0.5, 8, ConfusionMatrix.NOT_RECORDED), TaskScore.NOT_EVALUATED),
            1);
    assertThat(half.lostLoss()).isEmpty();
    assertThat(half.meanAccuracy()).isEqualTo(0.5);
    assertThat(half.evaluated()).hasSize(1);
    EpochScores lost =
        new EpochScores(
            0,
            0,
            1,
            1,
            Double.NaN,
            List.of(
                TaskScore.NOT_EVALUATED,
                new TaskScore(Double.NaN, 0.1, 10, ConfusionMatrix.NOT_RECORDED)),
            1);
    assertThat(lost.lostLoss()).contains(Double.NaN);
  }
}
