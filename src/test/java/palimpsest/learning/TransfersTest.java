package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Transfers;
import palimpsest.tensor.Workspace;

/** Images live on the device: a batch sends their numbers, and fetches losses and hits. */
@Isolated
class TransfersTest {

  /** So few that one thread computes, as with a GPU; each share of images has copies of its own. */
  private static final int BATCH = 8;

  static Stream<Arguments> batches() {
    return Strategies.ALL.components().stream()
        .flatMap(strategy ->
            (strategy.preconditions(SettingValues.INITIAL)
                    ? Stream.of(Representation.values())
                    : Stream.of(Representation.KFAC))
                .flatMap(representation ->
                    Optimizers.ALL.components().stream()
                        .map(optimizer ->
                            Arguments.argumentSet(
                                strategy.key() + " " + representation.key() + " " + optimizer.key(),
                                strategy,
                                representation,
                                optimizer))));
  }

  /** Copies beyond those of the notebook's strategies, however many images a batch has. */
  private static final int MORE = 6;

  @ParameterizedTest
  @MethodSource("batches")
  void aBatchCopiesNumbersOfImagesAndFetchesLosses(
      Strategy strategy, Representation representation, OptimizerType optimizer) {
    SettingValues values =
        SettingValues.INITIAL
            .with(FisherSettings.REPRESENTATION, representation)
            .with(BufferSettings.SIZE, 64)
            .with(NaturalReplay.DAMPING, 0.1)
            .with(TaskLength.BATCH_SIZE, BATCH)
            .with(Optimizers.ALL.choice(), optimizer)
            .with(SgdType.MOMENTUM, 0.9);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      try (Trainer trainer = Noise.trainer(workspace, strategy, values)) {
        trainer.beginTask(0);
        trainer.train(trainer.shuffledBatches(0, 0).getFirst(), true, 0);
        trainer.endTask(0, false).run();
        int[] batch = trainer.shuffledBatches(0, 0).getFirst();
        Transfers.Count before = Transfers.count();
        trainer.train(batch, false, 0);
        Transfers.Count copies = Transfers.count().since(before);
        int steps = strategy.rehearses(values) ? 2 : 1;
        // Weights of images, classes that compete, and what a term or a rule holds them against,
        // once for each share of the images.
        int more =
            List.of("fine-tuning", "replay", "ewc", "natural-replay").contains(strategy.key())
                ? 0
                : MORE;
        // For each step, the numbers of its images, and of its labels; for a Fisher matrix those of
        // its images, in one or two chunks.
        assertThat(copies.toDevice())
            .isBetween(1L, 2L * steps + (strategy.preconditions(values) ? 2 : 0) + more);
        // Losses and hits; for a Fisher matrix how many rows it needs, in each chunk.
        assertThat(copies.toProgram())
            .isBetween(1L, 2L * steps + (strategy.preconditions(values) ? 2 : 0) + more);
      }
    }
  }
}
