package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import palimpsest.data.Subset;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** Native memory is out of the garbage collector's sight, so its use is measured. */
@Isolated
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
    SettingValues values =
        SettingValues.INITIAL
            .with(FisherSettings.REPRESENTATION, Representation.KFAC)
            .with(BufferSettings.SIZE, 50)
            .with(NaturalReplay.DAMPING, 0.1)
            .with(TaskLength.BATCH_SIZE, 16)
            .with(StepSettings.LEARNING_RATE, 0.01)
            .with(Optimizers.ALL.choice(), Optimizers.ALL.named("adam").orElseThrow());
    try (Trainer trainer = Noise.trainer(workspace, new NaturalReplay(), values)) {
      int trained = 0;
      while (trained < batches) {
        trainer.beginTask(0);
        for (int[] batch : trainer.shuffledBatches(0, 0)) {
          trainer.train(batch, trained == 0, 0);
          trained++;
        }
      }
      trainer.evaluation().of(0);
    }
  }

  private static void measure(Workspace workspace, Representation representation, int matrices) {
    SettingValues values =
        SettingValues.INITIAL
            .with(FisherSettings.REPRESENTATION, representation)
            .with(TaskLength.BATCH_SIZE, 16);
    try (Trainer trainer = Noise.trainer(workspace, new Ewc(), values)) {
      for (int i = 0; i < matrices; i++) {
        trainer.observe(representation, 0, 8, Subset.STRATIFIED);
      }
      trainer.endTask(0, false).run();
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
