package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.problem.Problem;

@Timeout(60)
class TrainingQueueTest {

  private final List<String> errors = new CopyOnWriteArrayList<>();
  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final LinkedBlockingQueue<RunEvent> heard = new LinkedBlockingQueue<>();
  private Archive archive;

  @BeforeEach
  void openTheArchive() {
    archive = Archive.open(folder);
    open.add(archive);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void runsAreTrainedOneAfterTheOtherAndKept() throws InterruptedException {
    TrainingQueue queue = queue(ScriptedTraining.free());
    List<Long> ids = queue.add(specs(1, 2, 3));
    queue.awaitIdle();
    assertThat(archive.runs()).extracting(ArchivedRun::id).containsExactlyElementsOf(ids);
    assertThat(archive.runs()).allMatch(run -> run.state() == RunState.FINISHED);
    assertThat(queue.runs()).isEmpty();
    ArchivedRun first = archive.runs().getFirst();
    assertThat(first.seconds()).isEqualTo(12);
    assertThat(first.done()).isEqualTo(1);
    assertThat(first.taskNames()).containsExactly("digits", "letters", "kana");
    assertThat(first.metrics()).containsKey("average-accuracy");
    assertThat(archive.folderOf(first.id()).resolve("weights.npz")).exists();
    assertThat(archive.folderOf(first.id()).resolve("checkpoint.npz")).doesNotExist();
  }

  @Test
  void everyEventIsInTheArchiveBeforeItIsTold() throws InterruptedException {
    List<String> late = new ArrayList<>();
    TrainingQueue queue = queue(ScriptedTraining.free());
    queue.listen(
        new QueueListener() {
          private int epochs;

          @Override
          public void onEvent(long run, RunEvent event) {
            switch (event) {
              case RunEvent.EpochEnded ended -> {
                epochs++;
                if (scores(run).epochs().size() != epochs) {
                  late.add("epoch " + epochs);
                }
              }
              case RunEvent.Ended ended -> {
                if (archive.find(run).orElseThrow().state() != RunState.FINISHED) {
                  late.add("end");
                }
              }
              default -> {}
            }
          }

          @Override
          public void onError(long run, String sentence) {
            errors.add(sentence);
          }

          @Override
          public void queueChanged() {}
        });
    queue.add(specs(1));
    queue.awaitIdle();
    assertThat(late).isEmpty();
  }

  @Test
  void aPausedRunKeepsItsStateAndThoseBehindItWait() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2));
    training.allow(6);
    awaitProgress(6);
    queue.pause();
    training.allow(1);
    queue.awaitIdle();
    assertThat(states(queue)).containsExactly(RunState.PAUSED, RunState.WAITING);
    queue.resume();
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs()).allMatch(run -> run.state() == RunState.FINISHED);
    assertThat(archive.log(ids.getFirst()))
        .extracting(LogLine::kind)
        .containsSubsequence("running", "started", "paused", "waiting", "running", "resumed");
    assertSameNumbers(ids.getFirst(), uninterrupted());
  }

  @Test
  void aRunGoesOnWhenItIsResumedBeforeItHasPaused() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    queue.add(specs(1));
    training.allow(2);
    awaitProgress(2);
    queue.pause();
    queue.resume();
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void aPauseThatComesTooLateForARunHoldsForTheNext() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2));
    List<RunEvent> ends = atTheFirstEndOf(ids.getFirst(), queue, queue::pause);
    training.allow(1000);
    queue.awaitIdle();
    assertThat(ends).hasSize(1);
    assertThat(states(queue)).containsExactly(RunState.PAUSED);
  }

  @Test
  void whoLetsARunGoOnThatHasJustBrokenOffIsHeeded() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    long id = queue.add(specs(1)).getFirst();
    atTheFirstEndOf(id, queue, queue::resume);
    training.allow(5);
    awaitProgress(5);
    queue.pause();
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.find(id).orElseThrow().state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void whoStopsARunThatHasJustBrokenOffIsHeeded() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    long id = queue.add(specs(1)).getFirst();
    atTheFirstEndOf(id, queue, () -> queue.stop(id));
    training.allow(5);
    awaitProgress(5);
    queue.pause();
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.find(id).orElseThrow().state()).isEqualTo(RunState.STOPPED);
  }

  /** Does something when a run is first heard to end; gives the ends heard so far. */
  private static List<RunEvent> atTheFirstEndOf(long id, TrainingQueue queue, Runnable action) {
    List<RunEvent> ends = new CopyOnWriteArrayList<>();
    queue.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Ended && run == id) {
              if (ends.isEmpty()) {
                action.run();
              }
              ends.add(event);
            }
          }

          @Override
          public void onError(long run, String sentence) {}

          @Override
          public void queueChanged() {}
        });
    return ends;
  }

  @Test
  void aStopIsForTheRunThatWasMeantAndNoOther() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2));
    training.allow(5);
    awaitProgress(5);
    queue.askToStop(ids.getLast());
    assertThat(queue.stop(ids.getLast())).isFalse();
    assertThat(queue.pause(ids.getLast())).isFalse();
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs()).allMatch(run -> run.state() == RunState.FINISHED);
  }

  @Test
  void aStoppedRunIsOverAndTheNextBegins() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    queue.add(specs(1, 2));
    training.allow(5);
    awaitProgress(5);
    queue.stop(queue.runs().getFirst().id());
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs())
        .extracting(ArchivedRun::state)
        .containsExactly(RunState.STOPPED, RunState.FINISHED);
  }

  @Test
  void aPausedRunCanBeStoppedAndKeepsItsWeights() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2));
    training.allow(5);
    awaitProgress(5);
    queue.pause();
    training.allow(1);
    queue.awaitIdle();
    training.allow(1000);
    queue.stop(ids.getFirst());
    queue.awaitIdle();
    assertThat(archive.runs())
        .extracting(ArchivedRun::state)
        .containsExactly(RunState.STOPPED, RunState.FINISHED);
    assertThat(archive.folderOf(ids.getFirst()).resolve("weights.npz")).exists();
  }

  @Test
  void aRunThatFailsKeepsItsReasonAndTheOthersGoOn() throws InterruptedException {
    RunExecutor fussy =
        (spec, data, control, checkpoints, listener) ->
            switch ((int) spec.seed()) {
              case 1 -> throw new Problem("The images are missing.");
              case 2 -> throw new OutOfMemoryError();
              case 3 -> throw new IllegalStateException("a fault");
              default -> ScriptedTraining.free().run(spec, data, control, checkpoints, listener);
            };
    TrainingQueue queue = queue(fussy);
    List<Long> ids = queue.add(specs(1, 2, 3, 4));
    queue.awaitIdle();
    assertThat(archive.runs())
        .extracting(ArchivedRun::state)
        .containsExactly(RunState.FAILED, RunState.FAILED, RunState.FAILED, RunState.FINISHED);
    assertThat(archive.runs().getFirst().reason()).isEqualTo("The images are missing.");
    assertThat(archive.runs().get(1).reason()).contains("not enough memory");
    assertThat(archive.runs().get(2).reason()).contains("a fault");
    assertThat(archive.log(ids.getFirst()))
        .extracting(LogLine::text)
        .contains("The images are missing.");
  }

  @Test
  void runsMoveAndAreRemovedAndPutBack() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2, 3, 4));
    training.allow(1);
    awaitProgress(1);
    queue.move(ids.get(3), -5);
    assertThat(order(queue)).containsExactly(ids.get(0), ids.get(3), ids.get(1), ids.get(2));
    queue.move(ids.get(0), 2);
    queue.move(ids.get(3), 1);
    assertThat(order(queue)).containsExactly(ids.get(0), ids.get(1), ids.get(3), ids.get(2));
    queue.remove(ids.get(3));
    assertThat(order(queue)).containsExactly(ids.get(0), ids.get(1), ids.get(2));
    assertThat(archive.deleted()).extracting(ArchivedRun::id).containsExactly(ids.get(3));
    queue.putBack(ids.get(3));
    assertThat(order(queue)).containsExactly(ids.get(0), ids.get(1), ids.get(3), ids.get(2));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> queue.remove(ids.get(0)))
        .withMessageContaining("under way");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> archive.delete(List.of(ids.get(1))))
        .withMessageContaining("is in a queue");
    training.allow(1000);
    queue.awaitIdle();
    assertThat(training.trained).extracting(ExperimentSpec::seed).containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  void aRunRemovedWhilePausedComesBackBehindTheOneUnderWay() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    List<Long> ids = queue.add(specs(1, 2, 3));
    training.allow(1);
    awaitProgress(1);
    queue.pause();
    training.allow(1);
    queue.awaitIdle();
    queue.remove(ids.getFirst());
    training.allow(1);
    awaitProgress(1);
    queue.putBack(ids.getFirst());
    assertThat(order(queue)).containsExactly(ids.get(1), ids.get(0), ids.get(2));
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs()).allMatch(run -> run.state() == RunState.FINISHED);
  }

  @Test
  void aRunIsNeverInTheArchiveWithoutItsDataFolder() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TRIGGER breaks_off BEFORE UPDATE OF data_folder ON run"
              + " BEGIN SELECT raise(ABORT, 'the process ends here'); END");
    }
    TrainingQueue queue = queue(ScriptedTraining.free());
    queue.pause();
    long id = queue.add(specs(1)).getFirst();
    assertThat(archive.dataFolder(id)).contains(folder);
  }

  @Test
  void aQueueThatIsClosedIsGoneOnWithByTheNext() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue first = queue(training);
    List<Long> ids = first.add(specs(1, 2));
    training.allow(6);
    awaitProgress(6);
    training.allow(1);
    Thread closing = Thread.ofVirtual().start(first::close);
    closing.join();
    TrainingQueue second = queue(ScriptedTraining.free());
    assertThat(second.adopt()).extracting(ArchivedRun::id).containsExactlyElementsOf(ids);
    second.awaitIdle();
    assertThat(archive.runs()).allMatch(run -> run.state() == RunState.FINISHED);
    assertSameNumbers(ids.getFirst(), uninterrupted());
  }

  @Test
  void adoptedRunsComeBeforeOwnOnesButBehindTheOneUnderWay() throws InterruptedException {
    TrainingQueue first = queue(ScriptedTraining.stepping());
    List<Long> left = first.add(specs(1, 2));
    first.pause();
    first.close();
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue second = queue(training);
    List<Long> own = second.add(specs(3, 4));
    training.allow(1);
    awaitProgress(1);
    assertThat(second.adopt(List.of(left.get(1)))).hasSize(1);
    assertThat(order(second)).containsExactly(own.get(0), left.get(1), own.get(1));
  }

  @Test
  void theQueueOfALivingSessionIsNotTaken() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue first = queue(training);
    first.add(specs(1));
    try (Archive other = Archive.open(folder);
        TrainingQueue second = new TrainingQueue(other, ScriptedTraining.free(), () -> folder)) {
      assertThat(second.adopt()).isEmpty();
      assertThat(other.runs().getFirst().elsewhere()).isTrue();
      assertThat(archive.runs().getFirst().elsewhere()).isFalse();
    }
    training.allow(1000);
    first.awaitIdle();
  }

  private static void place(Path obstacle) {
    try {
      Files.createDirectories(obstacle.getParent());
      Files.createFile(obstacle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenForAWhileIsToldAndCostsNoNumber()
      throws InterruptedException, IOException {
    ScriptedTraining training = ScriptedTraining.stepping();
    Path obstacle = archive.folderOf(1);
    CountDownLatch placed = new CountDownLatch(1);
    TrainingQueue queue =
        queue((spec, data, control, checkpoints, listener) -> {
          // Before the first batch: behind each, a checkpoint is kept in that folder.
          place(obstacle);
          placed.countDown();
          return training.run(spec, data, control, checkpoints, listener);
        });
    List<Long> ids = queue.add(specs(1));
    assertThat(ids).containsExactly(1L);
    placed.await();
    training.allow(5);
    awaitProgress(5);
    Files.delete(obstacle);
    training.allow(1000);
    queue.awaitIdle();
    assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.FINISHED);
    assertThat(archive.log(ids.getFirst()))
        .filteredOn(line -> line.kind().equals("complaint"))
        .extracting(LogLine::text)
        .anyMatch(text -> text.contains("checkpoint was not kept"));
    assertThat(errors).anyMatch(text -> text.contains("checkpoint was not kept"));
    assertSameNumbers(ids.getFirst(), uninterrupted());
  }

  @Test
  void anArchiveThatCannotBeWrittenHasAnEmptyQueueAndSaysWhyNothingCanBeAdded() {
    try (Archive read = Archive.openForReading(folder, "the disk is read-only");
        TrainingQueue queue = new TrainingQueue(read, ScriptedTraining.free(), () -> folder)) {
      assertThat(queue.adopt()).isEmpty();
      assertThat(queue.runs()).isEmpty();
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> queue.add(specs(1)))
          .withMessageContaining("can only be read: the disk is read-only");
    }
  }

  @Test
  void whoeverWaitsForTheEndIsFreedWhenTheQueueIsClosed() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.stepping();
    TrainingQueue queue = queue(training);
    queue.add(specs(1));
    CountDownLatch freed = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try {
            queue.awaitIdle();
            freed.countDown();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    training.allow(1);
    awaitProgress(1);
    training.allow(1);
    queue.close();
    freed.await();
    assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.PAUSED);
  }

  @Test
  void aListenersFaultHaltsTheQueueUntilItIsAskedToGoOn() throws InterruptedException {
    ScriptedTraining training = ScriptedTraining.free();
    TrainingQueue queue =
        queue((spec, data, control, checkpoints, listener) -> {
          if (spec.seed() == 1) {
            throw new Problem("The first one fails.");
          }
          return training.run(spec, data, control, checkpoints, listener);
        });
    queue.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Failed) {
              throw new IllegalStateException("a fault of a listener");
            }
          }

          @Override
          public void onError(long run, String sentence) {}

          @Override
          public void queueChanged() {}
        });
    queue.add(specs(1, 2));
    queue.awaitIdle();
    assertThat(queue.isHalted()).isTrue();
    assertThat(training.trained).isEmpty();
    queue.resume();
    queue.awaitIdle();
    assertThat(training.trained).extracting(ExperimentSpec::seed).containsExactly(2L);
  }

  @Test
  void aRunThatLacksSomethingHoldsTheQueueAndFailsNot() throws InterruptedException {
    Set<Long> lacking = ConcurrentHashMap.newKeySet();
    lacking.addAll(List.of(1L, 2L));
    ScriptedTraining training = ScriptedTraining.free();
    TrainingQueue queue = queue(training);
    queue.waitFor(spec -> lacking.contains(spec.seed()) ? "Images are missing." : "");
    List<Long> ids = queue.add(fellowship(1, 2, 3));
    queue.awaitIdle();
    assertThat(states(queue)).containsOnly(RunState.WAITING).hasSize(3);
    assertThat(queue.isHalted()).isTrue();
    assertThat(queue.obstacle()).isEqualTo("Images are missing.");

    queue.resume();
    queue.awaitIdle();
    assertThat(queue.obstacle()).as("still").isEqualTo("Images are missing.");
    lacking.remove(1L);
    queue.resume();
    queue.awaitIdle();
    assertThat(order(queue)).as("the next one lacks them too").isEqualTo(ids.subList(1, 3));
    queue.remove(ids.get(1));
    queue.awaitIdle();
    assertThat(queue.isHalted()).isFalse();
    assertThat(training.trained).extracting(ExperimentSpec::seed).containsExactly(1L, 3L);
  }

  @Test
  void aRunThatIsStoppedWhileItIsAskedWhatItLacksIsOver() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    TrainingQueue queue = queue(ScriptedTraining.free());
    queue.waitFor(spec -> {
      asked.countDown();
      await(answer);
      return "Images are missing.";
    });
    List<Long> ids = queue.add(fellowship(1, 2));
    asked.await();
    queue.stop(ids.getFirst());
    answer.countDown();
    queue.awaitIdle();
    assertThat(archive.find(ids.getFirst()).orElseThrow().state()).isEqualTo(RunState.STOPPED);
    assertThat(order(queue)).containsExactly(ids.getLast());
    assertThat(queue.obstacle()).as("of the next").isEqualTo("Images are missing.");
  }

  @Test
  void whoGoesOnWhileItIsAskedWhatARunLacksIsNotToldWhatHeldBefore() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    TrainingQueue queue = queue(ScriptedTraining.free());
    queue.waitFor(spec -> {
      boolean lacking = asked.getCount() > 0;
      asked.countDown();
      await(answer);
      return lacking ? "Images are missing." : "";
    });
    queue.add(fellowship(1));
    asked.await();
    queue.resume();
    answer.countDown();
    queue.awaitIdle();
    assertThat(queue.obstacle()).isEmpty();
    assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void aRunOfWhichNobodyCanTellWhatItLacksIsTried() throws InterruptedException {
    TrainingQueue queue = queue(ScriptedTraining.free());
    queue.waitFor(spec -> {
      throw new IllegalStateException("The folder has gone.");
    });
    queue.add(fellowship(1, 2));
    queue.awaitIdle();
    assertThat(archive.runs())
        .hasSize(2)
        .extracting(ArchivedRun::state)
        .containsOnly(RunState.FINISHED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRunReadsFromItsOwnFolderAndFromThePresentOneWhereThatLacksItsImages() throws Exception {
    List<Path> read = new CopyOnWriteArrayList<>();
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    AtomicReference<Path> present = new AtomicReference<>(first);
    TrainingQueue queue =
        new TrainingQueue(
            archive,
            (spec, data, control, checkpoints, listener) -> {
              read.add(data);
              throw new Problem("Only the folder matters here.");
            },
            present::get);
    open.add(queue);
    ExperimentSpec glyphs = specs(1).getFirst();
    ExperimentSpec fellowship =
        SpecDraft.of(glyphs).with(DataSettings.IMAGES, "fellowship").toSpec();
    CountDownLatch gate = new CountDownLatch(1);
    queue.waitFor(spec -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "";
    });
    List<Long> ids = queue.add(List.of(fellowship, glyphs));
    present.set(second);
    gate.countDown();
    queue.awaitIdle();
    assertThat(read).as("the first lacked its images").containsExactly(second, first);
    assertThat(archive.dataFolder(ids.getFirst())).contains(second);
    assertThat(archive.dataFolder(ids.getLast())).contains(first);
  }

  private TrainingQueue queue(RunExecutor runExecutor) {
    TrainingQueue queue = new TrainingQueue(archive, runExecutor, () -> folder, 0);
    queue.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Progress) {
              heard.add(event);
            }
          }

          @Override
          public void onError(long run, String sentence) {
            errors.add(sentence);
          }

          @Override
          public void queueChanged() {}
        });
    open.add(queue);
    return queue;
  }

  private void awaitProgress(int batches) throws InterruptedException {
    for (int i = 0; i < batches; i++) {
      heard.take();
    }
  }

  private static List<ExperimentSpec> specs(long... seeds) {
    return LongStream.of(seeds)
        .mapToObj(seed ->
            SpecDraft.of(MadeUpRuns.spec(2))
                .with(CommonSettings.SEED, Long.toString(seed))
                .toSpec())
        .toList();
  }

  /** Runs that need files, of which the folder has none. */
  private static List<ExperimentSpec> fellowship(long... seeds) {
    return specs(seeds).stream()
        .map(spec -> SpecDraft.of(spec).with(DataSettings.IMAGES, "fellowship").toSpec())
        .toList();
  }

  private static List<Long> order(TrainingQueue queue) {
    return queue.runs().stream().map(ArchivedRun::id).toList();
  }

  private static List<RunState> states(TrainingQueue queue) {
    return queue.runs().stream().map(ArchivedRun::state).toList();
  }

  private RunResult uninterrupted() {
    return ScriptedTraining.free()
        .run(
            specs(1).getFirst(),
            folder,
            new palimpsest.experiment.RunControl(),
            palimpsest.experiment.Checkpoints.NONE,
            event -> {});
  }

  private Scores scores(long run) {
    return Objects.requireNonNull(archive.scores(List.of(run)).get(run));
  }

  private void assertSameNumbers(long id, RunResult expected) {
    List<EpochScores> epochs = scores(id).epochs();
    assertThat(epochs).isEqualTo(expected.epochs());
    assertThat(scores(id).initial()).isEqualTo(expected.initial());
  }
}
