package palimpsest.bench.session;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.RunEvent;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;

/**
 * The queue of this window and the run that its pages show. Used on the window's thread alone,
 * which never waits here: what asks the archive is done in the background. {@link #pulse} is to be
 * called several times a second.
 */
public final class RunViewModel {

  /** The reason why a run cannot be taken out of the queue. */
  public static final String UNDER_WAY =
      "The current run cannot be removed: stop or pause it first.";

  private final TrainingQueue trainer;
  private final Archive archive;
  private final Notices notices;
  private final BackgroundExecutor backgroundExecutor;
  private final RunNews news = new RunNews();
  private final QueueState state = new QueueState(this::begun, MemoryCheck::now);
  private final RunProgress progress = new RunProgress();
  private final RunLoader shown;
  private final RunFailures failures;
  private final Latest<List<ArchivedRun>> latest;
  private final Removals removals;
  private Consumer<List<Long>> resumeThere = ids -> {};

  /**
   * The runs of a window.
   *
   * @param trainer trains them
   * @param archive the archive of the runs
   * @param notices told what failed
   * @param backgroundExecutor the executor that reads the archive
   */
  public RunViewModel(
      TrainingQueue trainer,
      Archive archive,
      Notices notices,
      BackgroundExecutor backgroundExecutor) {
    this.trainer = trainer;
    this.archive = archive;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
    latest = new Latest<>(backgroundExecutor);
    shown = new RunLoader(archive, backgroundExecutor);
    failures = new RunFailures(archive, notices, backgroundExecutor);
    removals = new Removals(trainer, backgroundExecutor);
    trainer.listen(news);
  }

  /**
   * Has runs on clusters resumed there.
   *
   * @param resume submits runs again, by their numbers
   */
  public void resumeOnClusters(Consumer<List<Long>> resume) {
    resumeThere = resume;
  }

  /** Takes in an event of a run that a cluster trains. */
  public void onClusterEvent(long run, RunEvent event) {
    shown.onEvent(run, event);
    failures.onEvent(run, event);
  }

  /** Takes in that runs on clusters have changed. */
  public void clustersChanged() {
    shown.refresh();
  }

  /** The listener that receives the training thread's news. */
  QueueListener listener() {
    return news;
  }

  /** Takes over what sessions that ended have left, and says so. To be called once. */
  public void adopt() {
    backgroundExecutor.ask(
        trainer::adopt,
        adopted -> {
          if (!adopted.isEmpty()) {
            notices.show(RecoveredRunsMessage.sentence(adopted));
          }
        });
  }

  /** The run that the pages show; null if there is none. */
  public ReadOnlyObjectProperty<@Nullable RunModel> shownProperty() {
    return shown.runProperty();
  }

  /** Whether the pages show whichever run is under way, rather than one that was opened. */
  public ReadOnlyBooleanProperty followingProperty() {
    return shown.followingProperty();
  }

  /** Shows the run under way from now on, and those after it. */
  public void follow() {
    shown.follow();
    if (state.first() != 0) {
      shown.begun(state.first(), state.find(state.first()));
    }
  }

  /** Shows an archived run; its curves and its log are read in the background. */
  public void show(long id) {
    shown.show(id, id == state.first());
  }

  /** Takes in all runs as the archive has them, for those that other processes train. */
  public void archiveRead(List<ArchivedRun> all) {
    state.measureMemory();
    shown.archiveRead(all);
  }

  /** The run under way or paused first, then those that wait. */
  public ObservableList<ArchivedRun> queue() {
    return state.runs();
  }

  /** The number of runs that train at one time now. */
  public ReadOnlyIntegerProperty atOnceProperty() {
    return state.atOnceProperty();
  }

  /** The obstacle of the queue's first run, for which all wait; empty if there is none. */
  public ReadOnlyStringProperty obstacleProperty() {
    return state.obstacleProperty();
  }

  /** Whether a run is under way or about to be. */
  public ReadOnlyBooleanProperty runningProperty() {
    return state.runningProperty();
  }

  /** Whether the first run of the queue is paused, so that all wait. */
  public ReadOnlyBooleanProperty pausedProperty() {
    return state.pausedProperty();
  }

  /** Whether the run under way was asked to pause. */
  public ReadOnlyBooleanProperty pausingProperty() {
    return state.pausingProperty();
  }

  /** Whether the run under way was asked to stop. */
  public ReadOnlyBooleanProperty stoppingProperty() {
    return state.stoppingProperty();
  }

  /** The progress of the queue's first run, or of the last one; null before the first batch. */
  public ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty() {
    return progress.progressProperty();
  }

  /** The progress of one of the runs that train; null before its first batch. */
  public ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty(long run) {
    return progress.progressProperty(run);
  }

  /** The activity of the current run while it is not training, or the result of the last run. */
  public ReadOnlyStringProperty remarkProperty() {
    return progress.remarkProperty();
  }

  /** The run last removed from the queue, which can be put back; null if none. */
  public ReadOnlyObjectProperty<@Nullable ArchivedRun> removedProperty() {
    return removals.lastProperty();
  }

  /** Puts runs at the end of the queue; the first begins if nothing else is under way. */
  public void start(List<ExperimentSpec> specs) {
    if (!specs.isEmpty()) {
      begin();
      backgroundExecutor.run(() -> trainer.add(specs));
    }
  }

  /** Clears the messages of the run before and follows the new one. */
  private void begin() {
    notices.dismiss();
    state.forgetObstacle();
    shown.follow();
  }

  /** Lets so many runs train at one time from now on. */
  public void trainAtOnce(int count) {
    backgroundExecutor.run(() -> trainer.trainAtOnce(count));
  }

  /** Asks the runs under way to pause after their batches. */
  public void pause() {
    if (runningProperty().get() && !pausingProperty().get() && !stoppingProperty().get()) {
      state.pausing(true);
      List<Long> ids = state.underWay().isEmpty() ? List.of(state.first()) : state.underWay();
      ids.forEach(trainer::askToPause);
      backgroundExecutor.ask(
          () -> ids.stream().filter(trainer::pause).count() > 0,
          heeded -> state.pausing(heeded && pausingProperty().get()),
          () -> state.pausing(false));
    }
  }

  /** Resumes the paused run. */
  public void resume() {
    if (pausedProperty().get()) {
      // What else is told, such as why another run failed, may not have been read yet.
      state.forgetObstacle();
      shown.follow();
      backgroundExecutor.run(trainer::resume);
    }
  }

  /** Resumes runs that failed, were stopped, or were left behind by another process. */
  public void goOn(List<ArchivedRun> left) {
    List<Long> here = ids(left, run -> run.site().isEmpty());
    List<Long> there = ids(left, run -> !run.site().isEmpty());
    if (!here.isEmpty()) {
      begin();
      here.forEach(id -> backgroundExecutor.run(() -> trainer.goOn(id)));
    }
    if (!there.isEmpty()) {
      resumeThere.accept(there);
    }
  }

  private static List<Long> ids(List<ArchivedRun> runs, Predicate<ArchivedRun> which) {
    return runs.stream().filter(which).map(ArchivedRun::id).toList();
  }

  /**
   * Whether a run was interrupted or failed, and it is in no queue: it may resume from its
   * checkpoint.
   */
  public boolean isLeft(ArchivedRun run) {
    return state.isLeft(run);
  }

  /**
   * Ends the run that is shown, if it trains beside others, or else the first run of the queue,
   * after its batch if it trains; the next begins.
   */
  public void stop() {
    RunModel now = shown.runProperty().get();
    if (now != null && now.id() != state.first() && state.underWay().contains(now.id())) {
      long id = now.id();
      trainer.askToStop(id);
      backgroundExecutor.run(() -> trainer.stop(id));
    } else if (!queue().isEmpty() && !stoppingProperty().get()) {
      state.stopping(true);
      long id = state.first();
      trainer.askToStop(id);
      backgroundExecutor.ask(
          () -> trainer.stop(id),
          heeded -> state.stopping(heeded && stoppingProperty().get()),
          () -> state.stopping(false));
    }
  }

  /** Takes a run that waits or is paused out of the queue; of the one under way it says why not. */
  public void remove(long id) {
    state
        .find(id)
        .ifPresent(run -> {
          if (run.state() == RunState.RUNNING) {
            notices.showError(UNDER_WAY, state.isUnderWay(id));
          } else {
            removals.remove(run);
          }
        });
  }

  /** Takes a run out of the queue that was put back before. */
  public void removeAgain(long id) {
    removals.removeAgain(id);
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    removals.putBack(id);
  }

  /** Moves a run that waits up (negative) or down by places. */
  public void move(long id, int places) {
    backgroundExecutor.run(() -> trainer.move(id, places));
  }

  /** Asks the run under way for the next Fisher matrix that natural replay measures. */
  public void requestMatrix() {
    trainer.requestMatrix();
  }

  /** Reads a matrix from its file; to be called in the background. */
  public FisherSnapshot read(ArchivedMatrix matrix) {
    return archive.read(matrix);
  }

  /**
   * Takes in what the training thread told since it was last called.
   *
   * @param now nanoseconds on any clock
   */
  public void pulse(long now) {
    if (news.fetch(now, this::onEvent, notices::showError)) {
      latest.ask(trainer::runs, this::queueIs);
      shown.refresh();
    }
    shown.pulse();
  }

  private void queueIs(List<ArchivedRun> runs) {
    state.is(runs, trainer.isHalted(), trainer.obstacle());
    progress.retain(runs.stream().map(ArchivedRun::id).toList());
    runs.forEach(shown::update);
  }

  private void begun(long id) {
    progress.begin(id);
    shown.begun(id, state.find(id));
  }

  private void onEvent(long run, RunEvent event) {
    switch (event) {
      case RunEvent.Started _ -> state.started(run);
      case RunEvent.Ended _, RunEvent.Failed _ -> state.ended(run);
      default -> {}
    }
    progress.ofEach(run, event);
    shown.onEvent(run, event);
    failures.onEvent(run, event);
    if (run == state.first()) {
      progress.onEvent(event);
    } else if (state.first() == 0) {
      progress.heardEnd(event);
    }
  }
}
