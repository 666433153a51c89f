package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import palimpsest.data.Scenario;
import palimpsest.data.Subset;
import palimpsest.fisher.Representation;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Native memory is out of the garbage collector's sight, so its use is measured. */
class NativeMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MIB = 1 << 20;

  @Test
  void aThousandBatchesAndAHundredMatricesLeaveResidentMemoryWhereItWas() {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      // Warm: the allocator's pools, the heap and the compiler's code grow at first.
      work(workspace, 500, 10);
      long before = residentBytes();
      work(workspace, 1000, 17);
      // One batch forgotten out of ten would be over 60 MiB, and so would every tenth matrix.
      assertThat(residentBytes() - before).isLessThan(48 * MIB);
    }
  }

  @Test
  void noArrayIsForgotten() {
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT32)) {
      int before = workspace.liveArrays();
      work(workspace, 4, 2);
      assertThat(workspace.liveArrays()).isEqualTo(before);
    }
  }

  /** Batches of natural replay, and matrices of every representation. */
  private static void work(Workspace workspace, int batches, int matricesOfEach) {
    train(workspace, batches);
    for (Representation representation : Representation.values()) {
      measure(workspace, representation, matricesOfEach);
    }
  }

  private static void train(Workspace workspace, int batches) {
    Scenario scenario = Noise.scenario();
    Network network = new Network(workspace, Architecture.baseNet(3, 8, 30));
    TrainingSettings settings =
        new TrainingSettings(
            StrategyKind.NATURAL_REPLAY, Representation.KFAC, 1, 50, 0.1, 16, 0.01, 1, false);
    try (Trainer trainer =
        new Trainer(workspace, network, scenario, settings, new Noise.Unwatched())) {
      int trained = 0;
      while (trained < batches) {
        for (int[] batch : trainer.shuffledBatches(0)) {
          trainer.train(batch, trained == 0);
          trained++;
        }
      }
      trainer.evaluation().of(0);
    }
  }

  private static void measure(Workspace workspace, Representation representation, int matrices) {
    Network network = new Network(workspace, Architecture.baseNet(3, 8, 30));
    TrainingSettings settings =
        new TrainingSettings(StrategyKind.EWC, representation, 1, 1, 1, 16, 0.01, 1, false);
    try (Trainer trainer =
        new Trainer(workspace, network, Noise.scenario(), settings, new Noise.Unwatched())) {
      for (int i = 0; i < matrices; i++) {
        trainer.observe(0, 8, Subset.STRATIFIED);
      }
      trainer.consolidate(0);
    }
  }

  private static long residentBytes() {
    System.gc();
    try {
      return Files.readAllLines(STATUS).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          * 1024;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
