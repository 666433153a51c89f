package palimpsest.bench.run;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.Checkpoint.Place;
import palimpsest.experiment.Durations;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.RunResult.Ending;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;

/**
 * The queue of this window and the run that its rooms show. Used on the window's thread alone,
 * which never waits here: what asks the archive is done in the background. {@link #pulse} is to be
 * called once a frame.
 */
public final class RunViewModel {

  /**
   * Nanoseconds between two looks at how far training is. Nobody reads faster, and each look lays
   * the window out and paints it again, on a core that training wants.
   */
  private static final long PROGRESS_EVERY = 100_000_000;

  /** Why a run cannot be taken out of the queue. */
  public static final String UNDER_WAY =
      "A run under way is not removed. Stop ends it; once it is paused, it can be removed.";

  private final TrainingQueue trainer;
  private final Archive archive;
  private final Notices notices;
  private final Background background;
  private final ShownRun shown;
  private final RunMailbox mailbox = new RunMailbox();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private final Latest<List<ArchivedRun>> latest;
  private final ObservableList<ArchivedRun> queue = FXCollections.observableArrayList();
  // One for all: listeners hold a view of a list only weakly.
  private final ObservableList<ArchivedRun> visibleQueue =
      FXCollections.unmodifiableObservableList(queue);
  private final IntegerBinding waiting =
      Bindings.createIntegerBinding(() -> Math.max(0, queue.size() - 1), queue);
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(this, "paused");
  private final ReadOnlyBooleanWrapper pausing = new ReadOnlyBooleanWrapper(this, "pausing");
  private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(this, "stopping");
  private final ReadOnlyObjectWrapper<RunEvent.@Nullable Progress> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", null);
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper(this, "remark", "");
  private final ReadOnlyObjectWrapper<@Nullable ArchivedRun> removed =
      new ReadOnlyObjectWrapper<>(this, "removed", null);
  private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper(this, "obstacle", "");
  private long current;
  private boolean pulsed;
  private long progressShown;

  /**
   * The runs of a window.
   *
   * @param trainer trains them
   * @param archive where they are kept
   * @param notices told what failed
   * @param background where the archive is asked
   */
  public RunViewModel(
      TrainingQueue trainer, Archive archive, Notices notices, Background background) {
    this.trainer = trainer;
    this.archive = archive;
    this.notices = notices;
    this.background = background;
    latest = new Latest<>(background);
    shown = new ShownRun(archive, background);
    trainer.listen(ears());
  }

  /** What the training thread tells its news to. */
  QueueListener ears() {
    return new QueueListener() {
      @Override
      public void heard(long run, RunEvent event) {
        mailbox.put(run, event);
      }

      @Override
      public void complained(long run, String sentence) {
        complaints.add(sentence);
      }

      @Override
      public void queueChanged() {
        changed.set(true);
      }
    };
  }

  /** Takes over what sessions that ended have left, and says so. To be called once. */
  public void adopt() {
    background.ask(
        trainer::adopt,
        adopted -> {
          if (!adopted.isEmpty()) {
            notices.tell(Adoption.sentence(adopted));
          }
        });
  }

  /** The run that the rooms show; null if there is none. */
  public ReadOnlyObjectProperty<@Nullable ObservedRun> shownProperty() {
    return shown.runProperty();
  }

  /** Shows an archived run; its curves and its log are read in the background. */
  public void show(long id) {
    shown.show(id, id == current);
  }

  /** Takes in all runs as the archive has them, for those that other processes train. */
  public void archiveRead(List<ArchivedRun> all) {
    shown.archiveRead(all);
  }

  /** The run under way or paused first, then those that wait. */
  public ObservableList<ArchivedRun> queue() {
    return visibleQueue;
  }

  /** What the first run of the queue lacks, so that all wait; empty if nothing. */
  public ReadOnlyStringProperty obstacleProperty() {
    return obstacle.getReadOnlyProperty();
  }

  /** How many runs wait behind the first. */
  public IntegerBinding waitingProperty() {
    return waiting;
  }

  /** Whether a run is under way or about to be. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** Whether the first run of the queue is paused, so that all wait. */
  public ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  /** Whether the run under way was asked to pause. */
  public ReadOnlyBooleanProperty pausingProperty() {
    return pausing.getReadOnlyProperty();
  }

  /** Whether the run under way was asked to stop. */
  public ReadOnlyBooleanProperty stoppingProperty() {
    return stopping.getReadOnlyProperty();
  }

  /** How far the first run of the queue is, or the last one was; null before the first batch. */
  public ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** What the run under way is at when it is not training, or how the last run ended. */
  public ReadOnlyStringProperty remarkProperty() {
    return remark.getReadOnlyProperty();
  }

  /** The run last removed from the queue, which can be put back; null if none. */
  public ReadOnlyObjectProperty<@Nullable ArchivedRun> removedProperty() {
    return removed.getReadOnlyProperty();
  }

  /** Puts runs at the end of the queue; the first begins if nothing else is under way. */
  public void start(List<ExperimentSpec> specs) {
    if (!specs.isEmpty()) {
      begin();
      background.run(() -> trainer.add(specs));
    }
  }

  /** What is told or shown of before is over; what is still lacking is told once more. */
  private void begin() {
    notices.dismiss();
    obstacle.set("");
    shown.follow();
  }

  /** Asks the run under way to pause after its batch. */
  public void pause() {
    if (running.get() && !pausing.get() && !stopping.get()) {
      pausing.set(true);
      long id = current;
      trainer.askToPause(id);
      background.run(() -> trainer.pause(id), () -> {}, () -> pausing.set(false));
    }
  }

  /** Lets the paused run go on. */
  public void resume() {
    if (paused.get()) {
      // What else is told, such as why another run failed, may not have been read yet.
      obstacle.set("");
      shown.follow();
      background.run(trainer::resume);
    }
  }

  /** Lets runs go on that failed, were stopped, or were left behind by another process. */
  public void goOn(List<Long> ids) {
    if (!ids.isEmpty()) {
      begin();
      ids.forEach(id -> background.run(() -> trainer.goOn(id)));
    }
  }

  /** Whether a run broke off, and nobody has it in a queue: it may go on from its checkpoint. */
  public boolean isLeft(ArchivedRun run) {
    return switch (run.state()) {
      case FAILED, STOPPED -> true;
      case WAITING, PAUSED, RUNNING ->
          !run.elsewhere() && queue.stream().noneMatch(mine -> mine.id() == run.id());
      case FINISHED, DIVERGED -> false;
    };
  }

  /** Ends the first run of the queue, after its batch if it trains; the next begins. */
  public void stop() {
    if (!queue.isEmpty() && !stopping.get()) {
      stopping.set(true);
      long id = current;
      trainer.askToStop(id);
      background.run(() -> trainer.stop(id), () -> {}, () -> stopping.set(false));
    }
  }

  /** Takes a run that waits or is paused out of the queue; of the one under way it says why not. */
  public void remove(long id) {
    queue.stream()
        .filter(run -> run.id() == id)
        .findFirst()
        .ifPresent(run -> {
          if (run.state() == RunState.RUNNING) {
            notices.complain(UNDER_WAY, isUnderWay(id));
          } else {
            background.run(() -> trainer.remove(id), () -> removed.set(run));
          }
        });
  }

  private BooleanBinding isUnderWay(long id) {
    return Bindings.createBooleanBinding(
        () -> queue.stream().anyMatch(run -> run.id() == id && run.state() == RunState.RUNNING),
        queue);
  }

  /** Takes a run out of the queue that was put back before. */
  public void removeAgain(long id) {
    background.run(() -> trainer.remove(id));
  }

  /** Puts a removed run back to its place. */
  public void putBack(long id) {
    ArchivedRun last = removed.get();
    if (last != null && last.id() == id) {
      removed.set(null);
    }
    background.run(() -> trainer.putBack(id));
  }

  /** Moves a run that waits up (negative) or down by places. */
  public void move(long id, int places) {
    background.run(() -> trainer.move(id, places));
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
   * Takes in what the training thread told since the last frame.
   *
   * @param now nanoseconds on any clock
   */
  public void pulse(long now) {
    boolean progressDue = !pulsed || now - progressShown >= PROGRESS_EVERY;
    if (progressDue) {
      pulsed = true;
      progressShown = now;
    }
    mailbox.drain(progressDue, this::heard);
    for (String sentence = complaints.poll(); sentence != null; sentence = complaints.poll()) {
      notices.complain(sentence);
    }
    if (changed.getAndSet(false)) {
      latest.ask(trainer::runs, this::queueIs);
      shown.refresh();
    }
    shown.pulse();
  }

  private void queueIs(List<ArchivedRun> runs) {
    if (!queue.equals(runs)) {
      queue.setAll(runs);
    }
    boolean first = !runs.isEmpty();
    boolean pausedNow = first && (runs.getFirst().state() == RunState.PAUSED || trainer.isHalted());
    if (runs.stream().noneMatch(run -> run.id() == current)) {
      current(first ? runs.getFirst().id() : 0);
    }
    paused.set(pausedNow);
    running.set(first && !pausedNow);
    obstacle.set(trainer.obstacle());
    if (pausedNow || !first) {
      pausing.set(false);
    }
    if (!first) {
      stopping.set(false);
    }
    runs.forEach(shown::update);
  }

  /** Another run is the first of the queue: nothing of the one before it holds any more. */
  private void current(long id) {
    if (id == current) {
      return;
    }
    current = id;
    pausing.set(false);
    stopping.set(false);
    if (id != 0) {
      progress.set(null);
      remark.set("");
      shown.begun(id, queue.stream().filter(run -> run.id() == id).findFirst());
    }
  }

  private void heard(long run, RunEvent event) {
    if (event instanceof RunEvent.Started) {
      current(run);
    }
    shown.heard(run, event);
    boolean first = run == current;
    switch (event) {
      case RunEvent.Progress now when first -> {
        progress.set(now);
        remark.set("");
      }
      case RunEvent.Started started when first -> remark.set("");
      case RunEvent.Resumed(Place place, var epochs) when first -> remark.set(goesOn(place));
      case RunEvent.Remark(String text) when first -> remark.set(text);
      case RunEvent.Ended(RunResult result) -> {
        if (result.ending() == Ending.DIVERGED) {
          complain(run, "");
        }
        ended(run, ending(result));
      }
      case RunEvent.Failed(String reason) -> {
        complain(run, reason);
        ended(run, "failed");
      }
      default -> {}
    }
  }

  /** How a run ended is told until another begins. */
  private void ended(long run, String how) {
    if (run == current || current == 0) {
      remark.set(how);
    }
  }

  /**
   * Says why a run went wrong.
   *
   * @param reason why; if it is empty, the archive knows
   */
  private void complain(long run, String reason) {
    background.ask(
        () -> archive.find(run),
        found ->
            found.ifPresent(row ->
                notices.complain(
                    row.title()
                        + (row.state() == RunState.FAILED ? " failed. " : ": ")
                        + (reason.isEmpty() ? row.reason() : reason))));
  }

  private static String ending(RunResult result) {
    String time = Durations.text(result.seconds());
    return switch (result.ending()) {
      case COMPLETE -> "finished after " + time;
      case PAUSED -> "";
      case STOPPED -> "stopped after " + time;
      case DIVERGED -> "diverged after " + time;
    };
  }

  private static String goesOn(Place place) {
    return "goes on from task %d, epoch %d, batch %,d"
        .formatted(place.task() + 1, place.epoch() + 1, place.batch() + 1);
  }
}
