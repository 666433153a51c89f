package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.Checkpoint.Position;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.TaskPlan;
import palimpsest.learning.TrainerState;
import palimpsest.learning.TrainingPlan;

/** Every number of a checkpoint is held against the run before it is believed. */
class RunFitTest {

  private static final int EPOCHS = 2;
  private static final int BATCH = 16;
  private static final int IMAGES = 40;

  private final RunFit fit = fit(0, false);

  private static RunFit fit(int iterations, boolean dropLast) {
    TaskPlan plan = new TrainingPlan(BATCH, EPOCHS, iterations, dropLast, true, 1).task(IMAGES);
    return new RunFit(
        List.of(plan, plan),
        16,
        (state, task) -> {
          if (state.weights().length != 3) {
            throw new IllegalArgumentException("it is another state");
          }
        },
        (score, task) -> {
          if (score.images() > IMAGES) {
            throw new IllegalArgumentException("it is another score");
          }
        },
        () -> MadeUpRuns.DATA);
  }

  @Test
  void aCheckpointOfTheRunFitsWhereverItStands() {
    for (int task = 0; task < 2; task++) {
      for (int epoch = 0; epoch <= EPOCHS; epoch++) {
        for (int batch = 0; batch <= (epoch == EPOCHS ? 0 : 3); batch++) {
          Position position = new Position(task, epoch, batch);
          assertThatNoException().as("%s", position).isThrownBy(() -> fit.require(at(position)));
        }
      }
    }
  }

  @Test
  void aPlaceThatTheRunDoesNotHaveIsRefused() {
    for (Position position :
        List.of(
            new Position(2, 0, 0),
            new Position(0, 5, 2_000_000),
            new Position(0, 3, 0),
            new Position(0, 0, 4),
            new Position(0, 2, 1),
            new Position(-1, 0, 0),
            new Position(0, -1, 0),
            new Position(Integer.MAX_VALUE, 0, 0))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as("%s", position)
          .isThrownBy(() -> fit.require(with(position)))
          .withMessageContaining("it stands");
    }
  }

  @Test
  void whatTheEpochBroughtSoFarMustFitItsBatches() {
    refuses(
        tallies(new EvaluationSums(31, 1, 3), EvaluationSums.NONE, 1),
        "it counts 31 images of this epoch");
    refuses(
        tallies(new EvaluationSums(32, 1, 33), EvaluationSums.NONE, 1),
        "it counts 33.0 correct among 32 images");
    refuses(
        tallies(new EvaluationSums(32, Double.NaN, 3), EvaluationSums.NONE, 1), "a loss of NaN");
    refuses(
        tallies(new EvaluationSums(32, 1, 3), new EvaluationSums(33, 1, 3), 1),
        "it counts 33 replayed images");
    refuses(
        tallies(new EvaluationSums(32, 1, 3), EvaluationSums.NONE, -1),
        "it has taken -1.0 seconds");
    refuses(
        tallies(new EvaluationSums(32, 1, 3), EvaluationSums.NONE, Double.NaN),
        "it has taken NaN seconds");
  }

  @Test
  void theScoresMustBeThoseOfTheEpochsBehindIt() {
    Checkpoint good = at(new Position(1, 1, 0));
    refuses(scores(good, good.initial(), good.epochs().subList(0, 2)), "the scores of 2 epochs");
    List<EpochScores> swapped = new ArrayList<>(good.epochs());
    swapped.set(0, good.epochs().get(1));
    refuses(scores(good, good.initial(), swapped), "its epochs are out of order at number 1");
    refuses(scores(good, MadeUpRuns.scores(0.5), good.epochs()), "it holds scores of 1 tasks");
    refuses(scores(good, MadeUpRuns.scores(0.5, 1.5), good.epochs()), "an accuracy in it is 1.5");
  }

  @Test
  void theScoresWithinEpochsMustBeOfBatchesBehindIt() {
    Checkpoint good = at(new Position(1, 1, 2));
    BatchScores early = within(0, 1, 2, 3);
    BatchScores late = within(1, 1, 2, 3);
    assertThatNoException().isThrownBy(() -> fit.require(evaluated(good, early, late)));
    refuses(evaluated(good, late, early), "its evaluations within epochs are out of order");
    refuses(evaluated(good, early, early), "its evaluations within epochs are out of order");
    refuses(evaluated(at(new Position(1, 1, 1)), late), "which it has not come to");
    refuses(evaluated(good, within(1, 2, 1, 3)), "which it has not come to");
    refuses(evaluated(good, within(1, 0, 1, 4)), "after batch 1 of 4, which it has not come to");
    refuses(evaluated(good, within(0, 7, 1, 3)), "which it has not come to");
    refuses(evaluated(good, within(2, 0, 1, 3)), "while task 3 was learned");
    refuses(evaluated(good, within(-1, 0, 1, 3)), "while task 0 was learned");
    refuses(
        evaluated(good, new BatchScores(0, 0, 1, 3, MadeUpRuns.scores(0.5))),
        "it holds scores of 1 tasks");
  }

  private static BatchScores within(int task, int epoch, int batch, int batches) {
    return new BatchScores(task, epoch, batch, batches, MadeUpRuns.scores(0.5, 0.25));
  }

  private static Checkpoint evaluated(Checkpoint good, BatchScores... batches) {
    return new Checkpoint(
        good.position(),
        good.current(),
        good.replayed(),
        good.epochSeconds(),
        good.seconds(),
        new Scores(good.initial(), good.epochs(), List.of(batches)),
        good.trainer());
  }

  @Test
  void theScoresMustBeOfTheRunsTestImages() {
    Checkpoint good = at(new Position(0, 1, 0));
    assertThatNoException()
        .isThrownBy(() -> fit.require(scores(good, MadeUpRuns.counted(IMAGES, 30), good.epochs())));
    TaskScore more = new TaskScore(1, 0.5, IMAGES + 1, ConfusionMatrix.NOT_RECORDED);
    refuses(scores(good, List.of(more, more), good.epochs()), "it is another score");
  }

  @Test
  void theStateMustBeOneOfTheTrainer() {
    Checkpoint good = at(new Position(0, 0, 2));
    refuses(
        new Checkpoint(
            good.position(),
            good.current(),
            good.replayed(),
            good.epochSeconds(),
            good.seconds(),
            good.scores(),
            state(4)),
        "it is another state");
  }

  @Test
  void theLastEpochOfCountedIterationsIsCutShort() {
    // Three batches an epoch: five make one whole epoch and two batches of another.
    RunFit counted = fit(5, false);
    assertThatNoException().isThrownBy(() -> counted.require(at(new Position(1, 1, 2))));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> counted.require(at(new Position(1, 1, 3))))
        .withMessageContaining("it stands behind batch 3 of 2");
    // Two batches an epoch once the smaller one is dropped.
    RunFit dropping = fit(5, true);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> dropping.require(at(new Position(0, 1, 3))))
        .withMessageContaining("it stands behind batch 3 of 2");
    assertThatNoException().isThrownBy(() -> dropping.require(at(new Position(0, 2, 1))));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> dropping.require(at(new Position(0, 2, 2))))
        .withMessageContaining("it stands behind batch 2 of 1");
  }

  private void refuses(Checkpoint checkpoint, String reason) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> fit.require(checkpoint))
        .withMessageContaining(reason);
  }

  private static TrainerState state(int weights) {
    return new TrainerState(new double[weights], Map.of(), new LinkedHashMap<>());
  }

  private static Checkpoint with(Position position) {
    return at(new Position(0, 0, 0), position);
  }

  private static Checkpoint at(Position position) {
    return at(position, position);
  }

  /** The state of a run at one place, passed off as that of another. */
  private static Checkpoint at(Position position, Position told) {
    long trained = Math.min(position.batch() * BATCH, IMAGES);
    List<EpochScores> epochs = new ArrayList<>();
    for (int i = 0; i < position.task() * EPOCHS + position.epoch(); i++) {
      epochs.add(
          new EpochScores(
              i / EPOCHS, i % EPOCHS, 1, 0.5, Double.NaN, MadeUpRuns.scores(0.5, 0.1), 2));
    }
    return new Checkpoint(
        told,
        new EvaluationSums(trained, 1, 0),
        new EvaluationSums(0, 0, 0),
        1,
        2,
        new Scores(MadeUpRuns.scores(0.1, 0.2), epochs),
        state(3));
  }

  private static Checkpoint tallies(
      EvaluationSums current, EvaluationSums replayed, double seconds) {
    Checkpoint good = at(new Position(0, 0, 2));
    return new Checkpoint(
        good.position(), current, replayed, seconds, good.seconds(), good.scores(), good.trainer());
  }

  private static Checkpoint scores(
      Checkpoint good, List<TaskScore> initial, List<EpochScores> epochs) {
    return new Checkpoint(
        good.position(),
        good.current(),
        good.replayed(),
        good.epochSeconds(),
        good.seconds(),
        new Scores(initial, epochs),
        good.trainer());
  }
}
