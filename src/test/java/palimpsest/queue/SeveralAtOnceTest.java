package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.machine.SystemMemory;
import palimpsest.network.Mlp;
import palimpsest.network.Networks;
import palimpsest.problem.Problem;

/** A queue that trains several of its runs at one time. */
@SuppressWarnings("NullAway.Init") // each test makes its own
@Timeout(60)
class SeveralAtOnceTest {

  private static final int MANY = 1_000;

  @TempDir Path folder;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private final Semaphore changed = new Semaphore(0);
  private final AtomicInteger training = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ScriptedTraining script = ScriptedTraining.stepping();
  private Archive archive;
  private TrainingQueue queue;

  @BeforeEach
  void open() {
    archive = Archive.open(folder.resolve("archive"));
    queue = two(counted(script));
  }

  @AfterEach
  void close() {
    queue.close();
    archive.close();
  }

  private TrainingQueue two(RunExecutor executor) {
    TrainingQueue opened =
        new TrainingQueue(
            archive, executor, () -> folder.resolve("data"), 30, SeveralAtOnceTest::enough);
    opened.trainAtOnce(2);
    opened.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Started) {
              begun.release();
            }
          }

          @Override
          public void onError(long run, String sentence) {
            throw new AssertionError(sentence);
          }

          @Override
          public void queueChanged() {
            changed.release();
          }
        });
    return opened;
  }

  private static MemoryCheck enough() {
    return new MemoryCheck(
        new SystemMemory(Long.MAX_VALUE, false, OptionalLong.empty()), Long.MAX_VALUE, 2);
  }

  private RunExecutor counted(RunExecutor executor) {
    return (spec, data, control, checkpoints, listener) -> {
      most.accumulateAndGet(training.incrementAndGet(), Math::max);
      try {
        return executor.run(spec, data, control, checkpoints, listener);
      } finally {
        training.decrementAndGet();
        ended.release();
      }
    };
  }

  @Test
  void soManyTrainAtOneTimeAndTheNextBeginsWhenOneHasEnded() throws Exception {
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    assertThat(states()).containsExactly(RunState.RUNNING, RunState.RUNNING, RunState.WAITING);
    assertThatThrownBy(() -> queue.remove(ids.get(1)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("is under way");
    queue.move(ids.get(2), -2);
    assertThat(order()).as("those under way stay first").isEqualTo(ids);
    assertThat(queue.stop(ids.getFirst())).isTrue();
    begun.acquire();
    assertThat(states()).containsExactly(RunState.RUNNING, RunState.RUNNING);
    script.allow(MANY);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsExactly(RunState.STOPPED, RunState.FINISHED, RunState.FINISHED);
    assertThat(most).hasValue(2);
  }

  @Test
  void aPauseIsForAllAndSoIsItsEnd() throws Exception {
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    queue.pause();
    queue.awaitIdle();
    assertThat(states()).containsExactly(RunState.PAUSED, RunState.PAUSED, RunState.WAITING);
    queue.resume();
    begun.acquire(2);
    script.allow(MANY);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsOnly(RunState.FINISHED);
  }

  @Test
  void behindOneThatIsPausedAloneNothingBegins() throws Exception {
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    assertThat(queue.pause(ids.getFirst())).isTrue();
    assertThat(queue.pause(ids.get(2))).as("it is not next").isFalse();
    ended.acquire();
    script.allow(MANY);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsExactly(RunState.PAUSED, RunState.FINISHED, RunState.WAITING);
    assertThat(queue.stop(ids.getFirst())).isTrue();
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsExactly(RunState.STOPPED, RunState.FINISHED, RunState.FINISHED);
  }

  @Test
  void nothingBeginsWhileOneThatIsToPauseIsStillInItsBatch() throws Exception {
    CountDownLatch inBatch = new CountDownLatch(1);
    queue.close();
    queue =
        two(
            counted((spec, data, control, checkpoints, listener) -> {
              RunResult result = script.run(spec, data, control, checkpoints, listener);
              if (control.isPausing()) {
                await(inBatch);
              }
              return result;
            }));
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    queue.pause(ids.getFirst());
    assertThat(queue.stop(ids.get(1))).isTrue();
    while (archive.get(ids.get(1)).state() != RunState.STOPPED) {
      changed.acquire();
    }
    ended.acquire();
    inBatch.countDown();
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsExactly(RunState.PAUSED, RunState.STOPPED, RunState.WAITING);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatLacksItsImagesHoldsThoseBehindItAndNotTheOneThatTrains() throws Exception {
    queue.waitFor(spec -> spec.epochs() == 2 ? "Its images are gone." : "");
    List<Long> ids = queue.add(specs(1, 2, 3).stream().map(SeveralAtOnceTest::onFiles).toList());
    begun.acquire();
    while (!queue.isHalted()) {
      changed.acquire();
    }
    assertThat(queue.obstacle()).isEqualTo("Its images are gone.");
    script.allow(MANY);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsExactly(RunState.FINISHED, RunState.WAITING, RunState.WAITING);
    queue.waitFor(spec -> "");
    queue.resume();
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsOnly(RunState.FINISHED);
  }

  @Test
  void aRunThatDoesNotFitBesideAnotherWaitsForItsEnd() throws Exception {
    queue.close();
    SystemMemory little = new SystemMemory(1L << 20, false, OptionalLong.empty());
    queue =
        new TrainingQueue(
            archive,
            counted(ScriptedTraining.free()),
            () -> folder.resolve("data"),
            30,
            () -> new MemoryCheck(little, 1L << 30, 2));
    queue.trainAtOnce(2);
    List<Long> ids;
    try (Session session = archive.openSession()) {
      ids = session.add(specs(1, 2, 3), folder);
    }
    assertThat(queue.adopt()).hasSize(3);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsOnly(RunState.FINISHED);
    assertThat(most).hasValue(1);
  }

  @Test
  void aRunThatIsPausedBesideAnotherIsRemovedAndPutBackBehindIt() throws Exception {
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    queue.pause(ids.getFirst());
    removeOnceItRests(ids.getFirst());
    begun.acquire();
    queue.putBack(ids.getFirst());
    assertThat(order()).containsExactly(ids.get(1), ids.get(2), ids.getFirst());
    assertThat(states()).containsExactly(RunState.RUNNING, RunState.RUNNING, RunState.WAITING);
    script.allow(MANY);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsOnly(RunState.FINISHED);
  }

  @Test
  void allKeepTheirStatesWhenTheQueueIsClosedAndTrainOnInTheNext() throws Exception {
    List<Long> ids = queue.add(specs(1, 2, 3));
    begun.acquire(2);
    queue.close();
    assertThat(ofAll(ids)).containsOnly(RunState.PAUSED, RunState.WAITING);
    queue = two(counted(ScriptedTraining.free()));
    assertThat(queue.adopt()).hasSize(3);
    queue.awaitIdle();
    assertThat(ofAll(ids)).containsOnly(RunState.FINISHED);
  }

  @Test
  void runsBesideOthersComeToTheSameBitsAsAlone() throws Exception {
    List<ExperimentSpec> specs = Grid.read("strategy=der++,ewc; seeds=1-2").over(tiny());
    queue.close();
    queue = two(counted(Experiment::run));
    List<Long> beside = queue.add(specs);
    queue.awaitIdle();
    assertThat(most).hasValue(2);
    List<Long> alone = new ArrayList<>();
    try (TrainingQueue one =
        new TrainingQueue(archive, Experiment::run, () -> folder.resolve("data"))) {
      alone.addAll(one.add(specs));
      one.awaitIdle();
    }
    for (int i = 0; i < specs.size(); i++) {
      RunResult together = archive.result(beside.get(i)).orElseThrow();
      RunResult apart = archive.result(alone.get(i)).orElseThrow();
      assertThat(together.device()).startsWith("CPU, 1 thread");
      assertThat(together.weights()).isNotEmpty().isEqualTo(apart.weights());
      assertThat(together.scores().epochs())
          .extracting(epoch -> epoch.trainingLoss())
          .isEqualTo(apart.scores().epochs().stream().map(epoch -> epoch.trainingLoss()).toList());
    }
  }

  private void removeOnceItRests(long id) throws InterruptedException {
    boolean removed = false;
    while (!removed) {
      try {
        queue.remove(id);
        removed = true;
      } catch (Problem underWay) {
        changed.acquire();
      }
    }
  }

  private static SpecDraft tiny() {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "glyphs")
        .with(TaskLength.EPOCHS, "1")
        .with(ScenarioSettings.JOINED_TASKS, "0,1")
        .with(DataSettings.TRAIN_LIMIT, "100")
        .with(DataSettings.TEST_LIMIT, "30")
        .with(Networks.ALL.choice(), "mlp")
        .with(Mlp.WIDTHS, "200")
        .with(TaskLength.BATCH_SIZE, "64")
        .with(CommonSettings.OBSERVE_FISHER, "false");
  }

  private static List<ExperimentSpec> specs(int... epochs) {
    return Arrays.stream(epochs).mapToObj(MadeUpRuns::spec).toList();
  }

  /** The same on images that are not there. */
  private static ExperimentSpec onFiles(ExperimentSpec spec) {
    return SpecDraft.of(spec).with(DataSettings.IMAGES, "fellowship").toSpec();
  }

  private Stream<ArchivedRun> waiting() {
    return queue.runs().stream();
  }

  private List<RunState> states() {
    return waiting().map(ArchivedRun::state).toList();
  }

  private List<Long> order() {
    return waiting().map(ArchivedRun::id).toList();
  }

  private List<RunState> ofAll(List<Long> ids) {
    return ids.stream().map(archive::get).map(ArchivedRun::state).toList();
  }
}
