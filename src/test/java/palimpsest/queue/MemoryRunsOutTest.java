package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;

/** A device without memory left ends the run, and nothing else. */
@Timeout(120)
class MemoryRunsOutTest {

  @TempDir Path folder;

  @Test
  void theRunEndsWithAMessageAndItsCheckpointAndTheNextOneTrains() throws Exception {
    AtomicInteger epochs = new AtomicInteger();
    // What PyTorch throws, thrown in the middle of the second epoch of the first run.
    RunExecutor scarce =
        (spec, data, control, checkpoints, listener) ->
            Experiment.run(
                spec,
                data,
                control,
                checkpoints,
                event -> {
                  listener.accept(event);
                  if (event instanceof RunEvent.EpochEnded) {
                    epochs.incrementAndGet();
                  }
                  if (event instanceof RunEvent.Progress && spec.seed() == 1 && epochs.get() == 1) {
                    throw new EngineException(
                        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total"
                            + " capacity of 14.56 GiB of which 1.2 GiB is free.");
                  }
                });
    try (Archive archive = Archive.open(folder);
        TrainingQueue queue = new TrainingQueue(archive, scarce, () -> folder)) {
      List<Long> ids = queue.add(List.of(spec(1), spec(2)));
      queue.awaitIdle();
      assertThat(archive.runs())
          .extracting(ArchivedRun::state)
          .containsExactly(RunState.FAILED, RunState.FINISHED);
      assertThat(archive.runs().getFirst().reason())
          .isEqualTo(
              "There is not enough memory on the device cpu for this run: a smaller batch, network"
                  + " or representation needs less. What the last checkpoint holds is kept.");
      assertThat(checkpoints(archive.folderOf(ids.getFirst()))).isPositive();
      assertThat(checkpoints(archive.folderOf(ids.getLast()))).isZero();
    }
  }

  private static long checkpoints(Path run) throws Exception {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(file -> file.getFileName().toString().contains("checkpoint")).count();
    }
  }

  private static ExperimentSpec spec(long seed) {
    return SpecDraft.initial()
        .with(DataSettings.TRAIN_LIMIT, "60")
        .with(DataSettings.TEST_LIMIT, "30")
        .with(TaskLength.BATCH_SIZE, "30")
        .with(TaskLength.EPOCHS, "2")
        .with(ScenarioSettings.JOINED_TASKS, "0")
        .with(CommonSettings.SEED, Long.toString(seed))
        .toSpec();
  }
}
