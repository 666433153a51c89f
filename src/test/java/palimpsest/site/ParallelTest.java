package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.network.Mlp;
import palimpsest.network.Networks;
import palimpsest.queue.TrainingQueue;
import palimpsest.setting.SettingValues;

/** Several runs of this process at one time. */
@SuppressWarnings("NullAway.Init") // each test makes its own
@Timeout(60)
class ParallelTest {

  @TempDir Path folder;

  private final AtomicInteger training = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private Archive archive;
  private SweepQueue queue;

  @BeforeEach
  void open() {
    archive = Archive.open(folder.resolve("archive"));
    queue = sweeps(Experiment::run);
  }

  @AfterEach
  void close() {
    queue.close();
    archive.close();
  }

  private SweepQueue sweeps(RunExecutor executor) {
    return new SweepQueue(archive, (address, values) -> new Parallel(2, executor), 5);
  }

  private List<Long> submit(List<ExperimentSpec> specs) {
    PreparedSweep prepared =
        queue.prepare(specs, folder.resolve("data"), "parallel", SettingValues.INITIAL);
    return queue.submit(prepared, prepared.script());
  }

  @Test
  void asManyTrainAtOneTimeAsAreWantedAndNothingIsKeptTwice() throws Exception {
    queue.close();
    queue = sweeps(this::trainBehindTheGate);
    List<Long> ids = submit(Grid.read("seeds=1-3").over(tiny()));
    await(() -> training.get() == 2);
    await(() ->
        queue.standings().getFirst().runs().stream()
            .anyMatch(run -> run.status().equals("WAITING (for a processor)")));
    Path sweep = sweepFolder();
    gate.countDown();
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.FINISHED);
    assertThat(mostAtOnce).hasValue(2);
    await(() -> !Files.exists(sweep));
    assertThat(archive.result(ids.getFirst()).orElseThrow().weights()).isNotEmpty();
  }

  private RunResult trainBehindTheGate(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    mostAtOnce.accumulateAndGet(training.incrementAndGet(), Math::max);
    try {
      gate.await();
      return Experiment.run(spec, data, control, checkpoints, listener);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      training.decrementAndGet();
    }
  }

  @Test
  void aRunKeepsItsStateWhenItIsPausedAndWhenTheProcessEnds() throws Exception {
    List<ExperimentSpec> specs =
        Grid.read("strategy=der++; seeds=1-2").over(tiny().with(TaskLength.EPOCHS, "150"));
    List<Long> ids = submit(specs);
    await(() -> ids.stream().allMatch(id -> archive.get(id).done() > 0));
    queue.pause(List.of(ids.getFirst()));
    await(() -> archive.get(ids.getFirst()).state() == RunState.PAUSED);
    queue.close();
    assertThat(archive.get(ids.getLast()).state()).isEqualTo(RunState.WAITING);
    queue = sweeps(Experiment::run);
    queue.adopt();
    queue.resume(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.FINISHED);
    assertThat(archive.stretches(ids.getFirst()).size()).isGreaterThan(1);
    requireSameAlone(ids, specs);
  }

  @Test
  void runsBesideOthersComeToTheSameBitsAsAlone() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++,ewc; seeds=1-2").over(tiny());
    List<Long> ids = submit(specs);
    queue.awaitIdle();
    requireSameAlone(ids, specs);
  }

  private void requireSameAlone(List<Long> ids, List<ExperimentSpec> specs)
      throws InterruptedException {
    try (TrainingQueue alone =
        new TrainingQueue(archive, Experiment::run, () -> folder.resolve("data"))) {
      List<Long> here = alone.add(specs);
      alone.awaitIdle();
      for (int i = 0; i < ids.size(); i++) {
        RunResult one = archive.result(ids.get(i)).orElseThrow();
        RunResult other = archive.result(here.get(i)).orElseThrow();
        assertThat(one.weights()).isNotEmpty().isEqualTo(other.weights());
      }
    }
  }

  private static SpecDraft tiny() {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "glyphs")
        .with(TaskLength.EPOCHS, "2")
        .with(ScenarioSettings.JOINED_TASKS, "0,1")
        .with(DataSettings.TRAIN_LIMIT, "100")
        .with(DataSettings.TEST_LIMIT, "30")
        .with(Networks.ALL.choice(), "mlp")
        .with(Mlp.WIDTHS, "20")
        .with(TaskLength.BATCH_SIZE, "32")
        .with(CommonSettings.OBSERVE_FISHER, "false");
  }

  private List<RunState> states(List<Long> ids) {
    return ids.stream().map(archive::get).map(ArchivedRun::state).toList();
  }

  private static Path sweepFolder() throws IOException {
    try (Stream<Path> sweeps = Files.list(Path.of(new Parallel(1, Experiment::run).folder()))) {
      return sweeps
          .max(java.util.Comparator.comparingLong(path -> path.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }
}
