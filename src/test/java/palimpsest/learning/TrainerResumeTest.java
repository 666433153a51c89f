package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.FineTuning;
import palimpsest.strategy.Replay;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** A trainer that takes over another's state between any two batches comes to the same bits. */
class TrainerResumeTest {

  /** Four batches an epoch, so that the second epoch of each task is cut short. */
  private static final SettingValues VALUES =
      SettingValues.INITIAL
          .with(TaskLength.BATCH_SIZE, 16)
          .with(TaskLength.ITERATIONS, 7)
          .with(BufferSettings.SIZE, 20)
          .with(SgdType.MOMENTUM, 0.9)
          .with(SgdType.NESTEROV, true)
          .with(StepSettings.WEIGHT_DECAY, 0.01)
          .with(StepSettings.SCHEDULE, StepSettings.Schedule.COSINE)
          .with(StepSettings.CLIPPING, StepSettings.Bound.NORM)
          .with(StepSettings.CLIPPING_BOUND, 0.5);

  private static final int BATCHES = 2 * 7;

  static Stream<Arguments> settings() {
    return Optimizers.ALL.components().stream()
        .flatMap(optimizer ->
            Stream.of(true, false)
                .map(reset ->
                    Arguments.argumentSet(
                        optimizer.key() + (reset ? ", reset" : ", kept"),
                        VALUES
                            .with(Optimizers.ALL.choice(), optimizer)
                            .with(TaskLength.RESET_OPTIMIZER, reset))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSameBitsComeOutWhereverItIsInterrupted(SettingValues values) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      List<double[]> whole = trained(workspace, values, BATCHES);
      assertThat(whole).hasSize(BATCHES);
      for (int stop = 0; stop < BATCHES; stop++) {
        assertThat(trained(workspace, values, stop).getLast())
            .as("interrupted after %d batches", stop)
            .isEqualTo(whole.getLast());
      }
    }
  }

  @Test
  void aResetOptimizerForgetsOneTaskInTheNext() {
    SettingValues values =
        VALUES.with(Optimizers.ALL.choice(), Optimizers.ALL.named("adam").orElseThrow());
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      List<double[]> reset = trained(workspace, values, BATCHES);
      List<double[]> kept =
          trained(workspace, values.with(TaskLength.RESET_OPTIMIZER, false), BATCHES);
      assertThat(kept.get(6)).isEqualTo(reset.get(6));
      assertThat(kept.get(7)).isNotEqualTo(reset.get(7));
    }
  }

  @Test
  void aRateThatFallsStartsAgainWithEachTask() {
    SettingValues values =
        VALUES
            .with(SgdType.MOMENTUM, 0.0)
            .with(StepSettings.CLIPPING_BOUND, 1e-3)
            .with(StepSettings.WEIGHT_DECAY, 0.0)
            .with(TaskLength.RESET_OPTIMIZER, false);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Trainer trainer = Noise.trainer(workspace, new FineTuning(), values)) {
      List<double[]> weights = new ArrayList<>(List.of(trainer.weights()));
      train(trainer, 0, BATCHES, weights);
      // Every gradient is clipped to one length, so that the step's length is the rate's.
      double first = distance(weights.get(0), weights.get(1));
      for (int batch = 0; batch < BATCHES; batch++) {
        double share = distance(weights.get(batch), weights.get(batch + 1)) / first;
        assertThat(share)
            .as("batch %d", batch)
            .isCloseTo(
                (1 + Math.cos(Math.PI * (batch % 7) / 7)) / 2,
                org.assertj.core.data.Offset.offset(1e-3));
      }
    }
  }

  /** The weights after each batch, the trainer replaced by another after so many of them. */
  private static List<double[]> trained(Workspace workspace, SettingValues values, int stop) {
    List<double[]> weights = new ArrayList<>();
    try (Trainer first = Noise.trainer(workspace, new Replay(), values);
        Trainer second = Noise.trainer(workspace, new Replay(), values)) {
      train(first, 0, stop, weights);
      if (stop < BATCHES) {
        boolean amidEpoch = stop % 7 % 4 != 0;
        TrainerState state = first.state(amidEpoch);
        second.check(state, stop / 7);
        second.restore(state, stop / 7);
        train(second, stop, BATCHES, weights);
      }
    }
    return weights;
  }

  /** Trains from one batch of both tasks, all counted from 0, to another. */
  private static void train(Trainer trainer, int from, int to, List<double[]> weights) {
    int batch = 0;
    for (int task = 0; task < 2; task++) {
      if (from <= batch && batch < to) {
        trainer.beginTask(task);
      }
      TaskPlan plan = trainer.plan(task);
      for (int epoch = 0; epoch < plan.epochs(); epoch++) {
        int end = batch + plan.batches(epoch);
        if (end > from && batch < to) {
          List<int[]> batches = trainer.shuffledBatches(task, epoch);
          for (int i = Math.max(0, from - batch); i < batches.size() && batch + i < to; i++) {
            trainer.train(batches.get(i), epoch == 0, plan.passed(epoch, i));
            weights.add(trainer.weights());
          }
        }
        batch = end;
      }
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
