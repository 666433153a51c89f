package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.queue.ScriptedTraining;
import palimpsest.queue.TrainingQueue;
import palimpsest.setting.SettingValues;

/** Sweeps on a cluster that trains in no time, in threads of this process. */
@SuppressWarnings("NullAway.Init") // each test makes its own
@Timeout(60)
class SweepQueueTest {

  private static final int MANY = 1_000;

  /** Two epochs of each of three tasks. */
  private static final int STEPS_OF_A_RUN = 2 * 3 * ScriptedTraining.BATCHES;

  @TempDir Path folder;

  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Semaphore progress = new Semaphore(0);
  private final Semaphore started = new Semaphore(0);
  private final Semaphore told = new Semaphore(0);
  private Archive archive;
  private ScriptedTraining training;
  private ScriptedCluster cluster;
  private SweepQueue queue;

  @BeforeEach
  void open() {
    archive = Archive.open(folder.resolve("archive"));
    training = ScriptedTraining.stepping();
    cluster = new ScriptedCluster(folder.resolve("shared"), 1, this::train);
    queue = sweeps();
  }

  @AfterEach
  void close() {
    queue.close();
    archive.close();
    cluster.shutDown();
  }

  private RunResult train(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    return training.run(
        spec,
        data,
        control,
        checkpoints,
        event -> {
          listener.accept(event);
          if (failing.get() && event instanceof RunEvent.EpochEnded) {
            throw new Problem("There is no space on the node.");
          }
        });
  }

  private SweepQueue sweeps() {
    SweepQueue opened = new SweepQueue(archive, (address, values) -> cluster, 5);
    opened.listen(
        new QueueListener() {
          @Override
          public void onEvent(long run, RunEvent event) {
            if (event instanceof RunEvent.Progress) {
              progress.release();
            } else if (event instanceof RunEvent.Started) {
              started.release();
            }
          }

          @Override
          public void onError(long run, String sentence) {
            errors.add(sentence);
            told.release();
          }

          @Override
          public void queueChanged() {}
        });
    return opened;
  }

  private List<Long> submit(List<ExperimentSpec> specs) {
    PreparedSweep prepared =
        queue.prepare(specs, folder.resolve("data"), "slurm", SettingValues.INITIAL);
    return queue.submit(prepared, prepared.script());
  }

  private static ExperimentSpec spec(String seed) {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "fellowship")
        .with(TaskLength.EPOCHS, "2")
        .with(CommonSettings.SEED, seed)
        .toSpec();
  }

  @Test
  void aRunIsInTheArchiveAsIfItHadTrainedHere() throws Exception {
    training.allow(MANY);
    List<Long> there = submit(List.of(spec("1"), spec("2")));
    queue.awaitIdle();
    try (TrainingQueue local =
        new TrainingQueue(archive, ScriptedTraining.free(), () -> folder.resolve("data"))) {
      List<Long> here = local.add(List.of(spec("1"), spec("2")));
      local.awaitIdle();
      for (int i = 0; i < 2; i++) {
        RunResult one = archive.result(there.get(i)).orElseThrow();
        RunResult other = archive.result(here.get(i)).orElseThrow();
        assertThat(one.scores()).isEqualTo(other.scores());
        assertThat(one.weights()).isEqualTo(other.weights());
        assertThat(one.data()).isEqualTo(other.data());
        assertThat(archive.get(there.get(i)).metrics())
            .isEqualTo(archive.get(here.get(i)).metrics());
        assertThat(archive.matrices(there.get(i))).hasSameSizeAs(archive.matrices(here.get(i)));
        assertThat(archive.stretches(there.get(i))).hasSize(1);
      }
    }
    assertThat(errors).isEmpty();
    assertThat(archive.get(there.getFirst()).site()).isEqualTo("slurm");
  }

  @Test
  void aLineThatCannotBeIsLeftOutAndTold() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    queue.close();
    // Nothing looks while the file is written and spoilt.
    training.allow(MANY);
    cluster.after(run -> change(run, line -> line.replace("\"epoch\":1", "\"epoch\":99")));
    cluster.awaitOver(1);
    queue = sweeps();
    assertThat(queue.adopt()).isEqualTo(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
    assertThat(errors).isNotEmpty().allMatch(error -> error.contains("was left out"));
    assertThat(archive.scoresWithConfusion(ids.getFirst()).epochs()).hasSize(3);
  }

  private static void change(Path run, UnaryOperator<String> how) {
    try {
      Path file = run.resolve(EventFile.name(1));
      Files.writeString(file, how.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOwnQueueLeavesSweepsAloneAndAnotherProcessFollowsThem() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    queue.close();
    try (TrainingQueue local =
        new TrainingQueue(archive, ScriptedTraining.free(), () -> folder.resolve("data"))) {
      assertThat(local.adopt()).isEmpty();
    }
    assertThat(states(ids)).isSubsetOf(RunState.WAITING, RunState.RUNNING);
    training.allow(MANY);
    queue = sweeps();
    assertThat(queue.adopt()).isEqualTo(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
    assertThat(queue.adopt()).isEmpty();
    assertThat(cluster.submitted).hasSize(1);
  }

  @Test
  void aPausedRunResumesFromItsCheckpoint() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(6);
    progress.acquire(4);
    queue.pause(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.PAUSED);
    training.allow(MANY);
    queue.resume(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
    assertThat(archive.stretches(ids.getFirst())).hasSize(2);
    assertThat(archive.scoresWithConfusion(ids.getFirst()).epochs()).hasSize(6);
  }

  @Test
  void aRunThatIsStoppedIsOverWithTheWeightsThatItHas() throws Exception {
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    training.allow(4);
    progress.acquire(4);
    queue.stop(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.STOPPED);
    RunResult stopped = archive.result(ids.getFirst()).orElseThrow();
    assertThat(stopped.weights()).isNotEmpty();
    assertThat(stopped.epochs()).hasSize(1);
    assertThat(archive.result(ids.getLast()).orElseThrow().epochs()).isEmpty();
  }

  @Test
  void aPausedRunOfAnotherProcessIsStoppedWithoutLosingWhatItMeasured() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(4);
    progress.acquire(4);
    queue.pause(ids);
    queue.awaitIdle();
    queue.close();
    queue = sweeps();
    queue.adopt();
    queue.stop(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.STOPPED);
    assertThat(archive.result(ids.getFirst()).orElseThrow().weights()).isNotEmpty();
    assertThat(archive.scoresWithConfusion(ids.getFirst()).epochs()).hasSize(1);
  }

  @Test
  void aJobThatEndedWhileNoProcessFollowedItIsSubmittedAgainIfTheRunIsToResume() throws Exception {
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    List<String> jobs =
        queue.standings().getFirst().runs().stream().map(SweepStanding.Run::job).toList();
    queue.close();
    cluster.cancel(jobs);
    queue = sweeps();
    assertThat(queue.adopt()).isEqualTo(ids);
    queue.resume(ids);
    training.allow(MANY);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.FINISHED);
  }

  @Test
  void anArchiveFromElsewhereDoesNotDecideWhichClusterIsAsked() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    queue.close();
    List<RunState> left = states(ids);
    Files.delete(UserFolders.lists().resolve("own-sweeps.txt"));
    queue = sweeps();
    assertThat(queue.adopt()).isEmpty();
    assertThat(errors).singleElement().asString().contains("not submitted by you");
    // It may have begun before the first queue was closed.
    assertThat(left).doesNotContain(RunState.FINISHED);
    assertThat(states(ids)).isEqualTo(left);
  }

  @Test
  void runsThatDifferInTheirSeedsAloneAreCheckedOnce() {
    PreparedSweep prepared =
        queue.prepare(
            List.of(spec("1"), spec("2"), spec("3")),
            folder.resolve("data"),
            "slurm",
            SettingValues.INITIAL);
    assertThat(Path.of(prepared.folder(), "check-1")).exists();
    assertThat(Path.of(prepared.folder(), "check-2")).doesNotExist();
  }

  @Test
  void aJobThatEndsWithoutAWordIsSubmittedAgainButNotForEver() throws Exception {
    cluster.crash();
    List<Long> ids = submit(List.of(spec("1")));
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FAILED);
    assertThat(archive.get(ids.getFirst()).reason()).contains("without a word");
    assertThat(cluster.submitted).hasSize(3);
  }

  @Test
  void aRunWhoseJobReachedItsTimeLimitIsSubmittedAgain() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(4);
    progress.acquire(4);
    cluster.reachTimeLimit();
    training.allow(MANY);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
    assertThat(cluster.submitted).hasSize(2);
    assertThat(archive.stretches(ids.getFirst())).hasSize(2);
  }

  @Test
  void aRunWhoseJobsReachTheirTimeLimitsWithoutProgressIsPaused() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(4);
    progress.acquire(4);
    cluster.reachTimeLimit();
    while (states(ids).getFirst() != RunState.PAUSED) {
      cluster.reachTimeLimit();
      Thread.onSpinWait();
    }
    assertThat(cluster.submitted).hasSize(2);
    training.allow(MANY);
    queue.resume(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
  }

  @Test
  void aSiteThatRefusesLeavesNoRun() {
    cluster.refuse("Invalid partition name specified");
    assertThatThrownBy(() -> submit(List.of(spec("1"))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Invalid partition name specified");
    assertThat(archive.runs()).isEmpty();
    assertThat(archive.deleted()).isEmpty();
    assertThat(folder.resolve("shared")).isEmptyDirectory();
    queue.discard(
        queue.prepare(List.of(spec("1")), folder.resolve("data"), "slurm", SettingValues.INITIAL));
    assertThat(folder.resolve("shared")).isEmptyDirectory();
  }

  @Test
  void aStoppedRunResumesFromItsCheckpoint() throws Exception {
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    training.allow(6);
    progress.acquire(4);
    queue.stop(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.STOPPED);
    cluster.refuse("out of order");
    assertThatThrownBy(() -> queue.resume(ids)).hasMessageContaining("out of order");
    assertThat(states(ids)).containsOnly(RunState.STOPPED);
    cluster.refuse("");
    training.allow(MANY);
    assertThat(queue.resume(ids)).containsExactlyElementsOf(ids);
    queue.awaitIdle();
    requireSameAsHere(ids, 2);
    assertThat(queue.resume(ids)).as("nothing to resume").isEmpty();
  }

  @Test
  void anotherProcessResumesAStoppedRunAfterWhichAThirdMayFollowIt() throws Exception {
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    training.allow(6);
    progress.acquire(4);
    queue.stop(ids);
    queue.awaitIdle();
    queue.close();
    queue = sweeps();
    assertThat(queue.adopt()).isEmpty();
    assertThat(queue.resume(ids)).containsExactlyElementsOf(ids);
    queue.close();
    queue = sweeps();
    assertThat(queue.adopt()).containsExactlyElementsOf(ids);
    training.allow(MANY);
    queue.awaitIdle();
    requireSameAsHere(ids, 2);
  }

  @Test
  void aRunThatFailedResumesWhateverItSaidBefore() throws Exception {
    failing.set(true);
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    training.allow(MANY);
    queue.awaitIdle();
    assertThat(states(ids)).containsOnly(RunState.FAILED);
    failing.set(false);
    // One by the process that saw it fail, the other by the next.
    assertThat(queue.resume(ids.subList(0, 1))).isEqualTo(ids.subList(0, 1));
    queue.awaitIdle();
    queue.close();
    queue = sweeps();
    assertThat(queue.resume(ids.subList(1, 2))).isEqualTo(ids.subList(1, 2));
    queue.awaitIdle();
    requireSameAsHere(ids, 2);
    assertThat(archive.log(ids.getLast()))
        .anyMatch(line -> line.text().contains("no space on the node"));
  }

  @Test
  void aResumedRunWhoseJobsEndWithoutAWordIsSubmittedAgainButNotForEver() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(6);
    progress.acquire(4);
    queue.stop(ids);
    queue.awaitIdle();
    cluster.crash();
    queue.resume(ids);
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FAILED);
    assertThat(archive.get(ids.getFirst()).reason()).contains("without a word");
    assertThat(cluster.submitted).hasSize(1 + 3);
  }

  @Test
  void aRefusalSaysWhatMayBeLeftWhereTheClusterDoesNotSay() {
    PreparedSweep prepared =
        queue.prepare(List.of(spec("1")), folder.resolve("data"), "slurm", SettingValues.INITIAL);
    cluster.refuse("Socket timed out");
    cluster.forgetJobs();
    assertThatThrownBy(() -> queue.submit(prepared, prepared.script()))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("Socket timed out", "whether it took jobs", prepared.folder());
    assertThat(archive.runs()).isEmpty();
  }

  @Test
  void jobsOfWhichTheClusterDidNotTellAreCancelled() {
    cluster.afterTaking(() -> {
      throw new Problem("The answer was lost.");
    });
    assertThatThrownBy(() -> submit(List.of(spec("1"), spec("2"))))
        .hasMessage("The answer was lost.");
    assertThat(cluster.cancelled).hasSize(2);
    assertThat(archive.runs()).isEmpty();
  }

  @Test
  void whatLiesInTheSharedFolderIsReadWhileTheClusterDoesNotAnswer() throws Exception {
    List<Long> ids = submit(List.of(spec("1")));
    CountDownLatch answer = cluster.fallSilent();
    try {
      training.allow(MANY);
      queue.awaitIdle();
      assertThat(states(ids)).containsOnly(RunState.FINISHED);
    } finally {
      answer.countDown();
    }
  }

  @Test
  void anAnswerFromBeforeARunBeganDoesNotMakeItWait() throws Exception {
    List<Long> ids = submit(List.of(spec("1"), spec("2")));
    CountDownLatch late = cluster.answerLate();
    cluster.awaitAsked();
    training.allow(STEPS_OF_A_RUN);
    started.acquire(2);
    assertThat(states(ids)).containsExactly(RunState.FINISHED, RunState.RUNNING);
    late.countDown();
    cluster.awaitAsked();
    assertThat(states(ids)).containsExactly(RunState.FINISHED, RunState.RUNNING);
    training.allow(MANY);
    queue.awaitIdle();
  }

  @Test
  void aRunWhoseJobNeedsThisProcessWaitsWhenItEnds() throws Exception {
    cluster.endWithItsDriver();
    List<Long> ids = submit(List.of(spec("1")));
    training.allow(4);
    progress.acquire(4);
    queue.close();
    assertThat(states(ids)).containsOnly(RunState.WAITING);
  }

  /** Runs with the seeds from 1, as they are without anything in between. */
  private void requireSameAsHere(List<Long> ids, int stretches) throws Exception {
    assertThat(states(ids)).containsOnly(RunState.FINISHED);
    try (TrainingQueue local =
        new TrainingQueue(archive, ScriptedTraining.free(), () -> folder.resolve("data"))) {
      List<Long> here = local.add(List.of(spec("1"), spec("2")));
      local.awaitIdle();
      for (int i = 0; i < ids.size(); i++) {
        RunResult one = archive.result(ids.get(i)).orElseThrow();
        RunResult other = archive.result(here.get(i)).orElseThrow();
        assertThat(one.scores()).isEqualTo(other.scores());
        assertThat(one.weights()).isEqualTo(other.weights());
        assertThat(archive.matrices(ids.get(i))).hasSameSizeAs(archive.matrices(here.get(i)));
        assertThat(archive.get(ids.get(i)).reason()).isEmpty();
      }
    }
    assertThat(archive.stretches(ids.getFirst())).hasSize(stretches);
  }

  @Test
  void weightsThatCannotBeReadAreToldAndReadAgain() throws Exception {
    AtomicReference<byte[]> weights = new AtomicReference<>();
    AtomicReference<Path> file = new AtomicReference<>();
    List<Long> ids = submit(List.of(spec("1")));
    queue.close();
    cluster.after(run -> {
      try {
        file.set(run.resolve("weights.npz"));
        weights.set(Files.readAllBytes(file.get()));
        Files.writeString(file.get(), "no weights");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    training.allow(MANY);
    cluster.awaitOver(1);
    queue = sweeps();
    queue.adopt();
    told.acquire();
    assertThat(errors).first().asString().contains("weights.npz");
    assertThat(states(ids)).doesNotContain(RunState.FINISHED);
    Files.write(file.get(), weights.get());
    queue.awaitIdle();
    assertThat(states(ids)).containsExactly(RunState.FINISHED);
  }

  @Test
  void aClusterWithAnotherVersionIsRefusedBeforeAnythingIsSubmitted() {
    cluster.version("Palimpsest 9.9");
    assertThatThrownBy(() -> submit(List.of(spec("1"))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Palimpsest 9.9");
    assertThat(cluster.submitted).isEmpty();
    assertThat(archive.runs()).isEmpty();
  }

  private List<RunState> states(List<Long> ids) {
    return ids.stream().map(archive::get).map(ArchivedRun::state).toList();
  }
}
