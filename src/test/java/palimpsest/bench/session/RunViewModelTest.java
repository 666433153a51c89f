package palimpsest.bench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.bench.ScriptedTraining;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.queue.TrainingQueue;

/**
 * On a real archive and queue, without a window: the test's own thread stands in for its thread.
 */
class RunViewModelTest {

  @TempDir Path folder;

  private final ScriptedTraining training = new ScriptedTraining();
  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final Notices notices = new Notices();
  private Archive archive;
  private TrainingQueue queue;
  private RunViewModel runs;

  @BeforeEach
  void open() {
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, training, () -> folder);
    runs =
        new RunViewModel(
            queue,
            archive,
            notices,
            new BackgroundExecutor(background, window::add, notices::showError));
  }

  @AfterEach
  void close() {
    queue.close();
    background.shutdown();
    archive.close();
  }

  @Test
  void noEpochIsLostAndOnlyTheLatestProgressIsSeen() throws InterruptedException {
    runs.start(List.of(spec("a", 40)));
    await("it to begin", () -> runs.runningProperty().get() && shownIs("a"));
    List<Integer> seen = new ArrayList<>();
    runs.progressProperty()
        .subscribe(progress -> {
          if (progress != null) {
            seen.add(progress.batch());
          }
        });
    training.allowEpochs(120);
    queue.awaitIdle();
    assertThat(seen).as("between frames").isEmpty();

    await("the end", () -> !runs.runningProperty().get());
    assertThat(seen).containsExactly(235);
    assertThat(shown().curves().epochs())
        .hasSize(120)
        .isEqualTo(
            Objects.requireNonNull(archive.scores(List.of(shown().id())).get(shown().id()))
                .epochs());
    assertThat(runs.remarkProperty().get()).isEqualTo("finished after 1:12");
  }

  @Test
  void runsStartedWhileAnotherTrainsWaitTheirTurn() {
    runs.start(List.of(spec("a"), spec("b")));
    await("both in the queue", () -> runs.queue().size() == 2);
    runs.start(List.of(spec("c")));
    await("the third behind them", () -> titles().equals(List.of("a", "b", "c")));

    training.allowEpochs(6);
    await("the second", () -> titles().equals(List.of("b", "c")) && shownIs("b"));
    assertThat(runs.runningProperty().get()).isTrue();
    training.allowEpochs(12);
    await("all of them", () -> runs.queue().isEmpty());
    assertThat(runs.runningProperty().get()).isFalse();
    assertThat(archive.runs())
        .extracting(ArchivedRun::state)
        .containsOnly(RunState.FINISHED)
        .hasSize(3);
  }

  @Test
  void stopEndsTheRunUnderWayForGoodAndTheNextBegins() {
    runs.start(List.of(spec("a"), spec("b")));
    training.allowEpochs(1);
    await("an epoch", () -> runs.progressProperty().get() != null);
    runs.stop();
    assertThat(runs.stoppingProperty().get()).isTrue();

    await("the next", () -> titles().equals(List.of("b")) && shownIs("b"));
    assertThat(runs.stoppingProperty().get()).isFalse();
    assertThat(archive.runs().getFirst().state()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void aPausedRunGoesOnWhereItWasAndThoseBehindItWait() {
    runs.start(List.of(spec("a"), spec("b")));
    training.allowEpochs(3);
    await("three epochs", () -> shown() != null && shown().curves().epochs().size() == 3);
    runs.pause();
    assertThat(runs.pausingProperty().get()).isTrue();
    await("the pause", () -> runs.pausedProperty().get());
    assertThat(runs.pausingProperty().get()).isFalse();
    assertThat(runs.runningProperty().get()).isFalse();
    assertThat(titles()).containsExactly("a", "b");
    assertThat(training.started).as("nothing else began").hasSize(1);

    runs.resume();
    await("it to continue", () -> runs.runningProperty().get() && training.resumedAt.size() == 1);
    assertThat(training.resumedAt).containsExactly(3);
    training.allowEpochs(3);
    await("its end", () -> titles().equals(List.of("b")));
    assertThat(Objects.requireNonNull(archive.scores(List.of(1L)).get(1L)).epochs()).hasSize(6);
  }

  @Test
  void aFailureIsToldInItsOwnWordsAndTheNextRunGoesOn() {
    training.failWith("MNIST is missing in data.");
    runs.start(List.of(spec("a"), spec("b")));

    await("the next", () -> titles().equals(List.of("b")));
    await("the notice", () -> notices.currentProperty().get() != null);
    assertThat(notices.currentProperty().get())
        .isEqualTo(new Notice("a failed. MNIST is missing in data.", true));
  }

  @Test
  void aRunThatDivergedSaysSo() {
    runs.start(List.of(spec("a")));
    training.diverge();
    training.allowEpochs(1);

    await("the notice", () -> notices.currentProperty().get() != null);
    assertThat(notices.currentProperty().get())
        .isEqualTo(new Notice("a: The run diverged: the loss is not finite.", true));
    await("its state", () -> shown().state() == RunState.DIVERGED);
    assertThat(runs.remarkProperty().get()).isEqualTo("diverged after 1:12");
  }

  @Test
  void waitingRunsAreMovedRemovedAndPutBack() {
    runs.start(List.of(spec("a"), spec("b"), spec("c"), spec("d")));
    await("all", () -> runs.queue().size() == 4);
    await("the first to train", () -> runs.queue().getFirst().state() == RunState.RUNNING);
    long d = runs.queue().getLast().id();
    runs.move(d, -1);
    await("d before c", () -> titles().equals(List.of("a", "b", "d", "c")));

    runs.remove(d);
    await("d gone", () -> titles().equals(List.of("a", "b", "c")));
    assertThat(Objects.requireNonNull(runs.removedProperty().get()).title()).isEqualTo("d");
    runs.putBack(d);
    await("d back in its place", () -> titles().equals(List.of("a", "b", "d", "c")));
    assertThat(runs.removedProperty().get()).isNull();
    runs.remove(runs.queue().getFirst().id());
    assertThat(runs.queue()).as("the one under way stays").hasSize(4);
  }

  @Test
  void anArchivedRunCanBeShownAndStaysShownWhileOthersTrain() {
    runs.start(List.of(spec("old")));
    training.allowEpochs(6);
    await("the old run", () -> runs.queue().isEmpty() && shownIs("old"));
    runs.start(List.of(spec("a"), spec("b")));
    await("the new one", () -> shownIs("a"));

    runs.show(1);
    await("the old one again", () -> shownIs("old"));
    assertThat(shown().curves().epochs()).hasSize(6);
    assertThat(shown().log()).extracting(LogLine::kind).isNotEmpty();
    training.allowEpochs(7);
    await(
        "b to train", () -> titles().equals(List.of("b")) && runs.progressProperty().get() != null);
    assertThat(shownIs("old")).as("no one asked for another").isTrue();
    assertThat(shown().curves().epochs()).as("epochs of others are not its").hasSize(6);

    runs.show(runs.queue().getFirst().id());
    await("b", () -> shownIs("b") && shown().curves().epochs().size() == 1);
    training.allowEpochs(1);
    await("its next epoch, as it happens", () -> shown().curves().epochs().size() == 2);
    await("its log", () -> shown().log().stream().anyMatch(line -> line.kind().equals("epoch")));
  }

  @Test
  void anotherSessionGoesOnWithTheQueueAndSaysFromWhere() {
    runs.start(List.of(spec("a"), spec("b")));
    training.allowEpochs(3);
    await("three epochs", () -> shown() != null && shown().curves().epochs().size() == 3);
    queue.close();
    archive.close();
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, training, () -> folder);
    runs =
        new RunViewModel(
            queue,
            archive,
            notices,
            new BackgroundExecutor(background, window::add, notices::showError));
    runs.adopt();

    await("the queue as it was", () -> titles().equals(List.of("a", "b")));
    await("the notice", () -> notices.currentProperty().get() != null);
    assertThat(Objects.requireNonNull(notices.currentProperty().get()).text())
        .contains("“a”", "resumes from", "50 %", "Another run waits");
    await("it to continue", () -> training.resumedAt.size() == 1);
    assertThat(training.resumedAt).containsExactly(3);
    await("its epochs", () -> shownIs("a") && shown().curves().epochs().size() == 3);
    training.allowEpochs(9);
    await("both to end", () -> runs.queue().isEmpty());
    assertThat(Objects.requireNonNull(archive.scores(List.of(1L)).get(1L)).epochs())
        .extracting(EpochScores::epoch)
        .containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void theFirstRunIsShownAsSoonAsItIsKnownOf() throws InterruptedException {
    queue.add(List.of(spec("a")));
    while (runs.queue().isEmpty()) {
      runs.pulse(System.nanoTime());
      Runnable task = window.poll(30, TimeUnit.SECONDS);
      assertThat(task).as("an answer of the archive").isNotNull();
      task.run();
    }
    assertThat(shownIs("a")).as("before more is read").isTrue();
    training.allowEpochs(1);
    await("its curves", () -> shown().curves().epochs().size() == 1);
  }

  @Test
  void aRunOfAnotherProcessIsShownWhileThereIsNoOther() {
    queue.add(List.of(spec("a")));
    Archive other = Archive.open(folder.resolve("archive"));
    try (other;
        TrainingQueue own = new TrainingQueue(other, new ScriptedTraining(), () -> folder)) {
      runs =
          new RunViewModel(
              own,
              other,
              notices,
              new BackgroundExecutor(background, window::add, notices::showError));
      await(
          "it to train",
          () -> {
            runs.archiveRead(other.runs());
            return shown() != null;
          });
      assertThat(shownIs("a")).isTrue();
      own.add(List.of(spec("b")));
      await("its own", () -> shownIs("b"));
    }
  }

  /** Stands in for the window's thread until something is so. */
  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      runs.pulse(System.nanoTime());
      if (condition.getAsBoolean()) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for: " + what);
      }
      try {
        Runnable task = window.poll(5, TimeUnit.MILLISECONDS);
        while (task != null) {
          task.run();
          task = window.poll();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private RunModel shown() {
    return runs.shownProperty().get();
  }

  private boolean shownIs(String title) {
    return shown() != null && shown().name().equals(title);
  }

  private List<String> titles() {
    return runs.queue().stream().map(ArchivedRun::title).toList();
  }

  private static ExperimentSpec spec(String name) {
    return spec(name, 2);
  }

  private static ExperimentSpec spec(String name, int epochs) {
    return SpecDraft.initial()
        .with(CommonSettings.NAME, name)
        .with(TaskLength.EPOCHS, Integer.toString(epochs))
        .with(CommonSettings.OBSERVE_FISHER, "false")
        .toSpec();
  }
}
