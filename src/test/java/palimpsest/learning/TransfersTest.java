package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.fisher.Representation;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Transfers;
import palimpsest.tensor.Workspace;

/** Images live on the device: a batch sends their numbers, and fetches losses and hits. */
class TransfersTest {

  /** So few that one thread computes, as with a GPU; each share of images has copies of its own. */
  private static final int BATCH = 8;

  static Stream<Arguments> batches() {
    return Stream.of(StrategyKind.values())
        .flatMap(strategy ->
            (strategy.preconditions()
                    ? Stream.of(Representation.values())
                    : Stream.of(Representation.KFAC))
                .map(representation -> Arguments.of(strategy, representation)));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void aBatchCopiesNumbersOfImagesAndFetchesLosses(
      StrategyKind strategy, Representation representation) {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      Network network = new Network(workspace, Architecture.baseNet(3, 8, 30));
      TrainingSettings settings =
          new TrainingSettings(strategy, representation, 1, 64, 0.1, BATCH, 0.01, 1, false);
      try (Trainer trainer =
          new Trainer(workspace, network, Noise.scenario(), settings, new Noise.Unwatched())) {
        trainer.train(trainer.shuffledBatches(0).getFirst(), true);
        if (strategy.penalises()) {
          trainer.consolidate(0);
        }
        int[] batch = trainer.shuffledBatches(0).getFirst();
        Transfers.Count before = Transfers.count();
        trainer.train(batch, false);
        Transfers.Count copies = Transfers.count().since(before);
        int steps = strategy.rehearses() ? 2 : 1;
        // For each step, the numbers of its images, and of its labels; for a Fisher matrix those of
        // its images, in one or two chunks.
        assertThat(copies.toDevice())
            .isBetween(1L, 2L * steps + (strategy.preconditions() ? 2 : 0));
        // Losses and hits; for a Fisher matrix how many rows it needs, in each chunk.
        assertThat(copies.toProgram())
            .isBetween(1L, 2L * steps + (strategy.preconditions() ? 2 : 0));
      }
    }
  }
}
