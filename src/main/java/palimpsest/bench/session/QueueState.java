package palimpsest.bench.session;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.MemoryCheck;

/**
 * The runs of the queue and how it stands: training, paused, asked to pause or to stop, or held.
 */
final class QueueState {

  private final LongConsumer begun;
  private final ObservableList<ArchivedRun> runs = FXCollections.observableArrayList();
  // One for all: listeners hold a view of a list only weakly.
  private final ObservableList<ArchivedRun> visibleRuns =
      FXCollections.unmodifiableObservableList(runs);
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
  private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper(this, "paused");
  private final ReadOnlyBooleanWrapper pausing = new ReadOnlyBooleanWrapper(this, "pausing");
  private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(this, "stopping");
  private final ReadOnlyIntegerWrapper atOnce = new ReadOnlyIntegerWrapper(this, "atOnce", 0);
  private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper(this, "obstacle", "");
  private final Supplier<MemoryCheck> measure;
  private MemoryCheck memory;
  private long first;

  /** Whether the first run has ended, of which the queue may not have been asked yet. */
  private boolean firstEnded;

  /**
   * An empty queue.
   *
   * @param begun told the number of each run that becomes the first
   * @param measure finds out what memory this machine has
   */
  QueueState(LongConsumer begun, Supplier<MemoryCheck> measure) {
    this.begun = begun;
    this.measure = measure;
    memory = measure.get();
  }

  /** The run under way or paused first, then those that wait. */
  ObservableList<ArchivedRun> runs() {
    return visibleRuns;
  }

  /** The number of the first run; 0 while there is none. */
  long first() {
    return first;
  }

  ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty pausedProperty() {
    return paused.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty pausingProperty() {
    return pausing.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty stoppingProperty() {
    return stopping.getReadOnlyProperty();
  }

  ReadOnlyIntegerProperty atOnceProperty() {
    return atOnce.getReadOnlyProperty();
  }

  ReadOnlyStringProperty obstacleProperty() {
    return obstacle.getReadOnlyProperty();
  }

  /** A run of the queue, if it is there. */
  Optional<ArchivedRun> find(long id) {
    return runs.stream().filter(run -> run.id() == id).findFirst();
  }

  /** The runs that train, in their order. */
  List<Long> underWay() {
    return runs.stream()
        .filter(run -> run.state() == RunState.RUNNING)
        .map(ArchivedRun::id)
        .toList();
  }

  /** Whether a run is there and under way. */
  BooleanBinding isUnderWay(long id) {
    return Bindings.createBooleanBinding(
        () -> find(id).filter(run -> run.state() == RunState.RUNNING).isPresent(), runs);
  }

  /**
   * Whether a run was interrupted or failed, it is in no queue, and it has a chance: one that
   * failed before it began has nothing to resume from, and one that is too large would only fail
   * again. A run on a cluster may resume there, unless another process follows it.
   */
  boolean isLeft(ArchivedRun run) {
    if (!run.site().isEmpty()) {
      return run.state().canResume() || (run.state() == RunState.PAUSED && !run.elsewhere());
    }
    return switch (run.state()) {
      case FAILED -> run.started() != null && memory.fits(run.spec());
      case STOPPED -> true;
      case WAITING, PAUSED, RUNNING, INTERRUPTED -> !run.elsewhere() && find(run.id()).isEmpty();
      case FINISHED, DIVERGED -> false;
    };
  }

  /** Finds out again what memory there is: views ask for many runs what fits into it. */
  void measureMemory() {
    memory = measure.get();
  }

  /**
   * Takes in what the queue says of itself.
   *
   * @param halted whether it holds its first run back
   * @param why the obstacle of that run; empty if there is none
   */
  void is(List<ArchivedRun> now, boolean halted, String why) {
    if (!runs.equals(now)) {
      runs.setAll(now);
    }
    boolean some = !now.isEmpty();
    boolean pausedNow = some && (now.getFirst().state() == RunState.PAUSED || halted);
    boolean overtaken = pausedNow && now.getFirst().id() != first;
    List<Long> training = underWay();
    if (training.size() > 1) {
      begins(training.getFirst());
    } else if (overtaken || find(first).isEmpty()) {
      begins(some ? now.getFirst().id() : 0);
    }
    atOnce.set(training.size());
    paused.set(pausedNow);
    running.set(some && !pausedNow);
    obstacle.set(why);
    if (pausedNow || !some) {
      pausing.set(false);
    }
    if (!some) {
      stopping.set(false);
    }
  }

  /** A run has begun to train: it is the first, unless others train before it. */
  void started(long id) {
    List<Long> training = underWay();
    if (first == 0 || firstEnded || !training.contains(first)) {
      Optional<Long> beside =
          training.size() > 1
              ? training.stream().filter(other -> other != first).findFirst()
              : Optional.empty();
      begins(beside.orElse(id));
    }
  }

  /** A run has ended, or paused. */
  void ended(long id) {
    firstEnded |= id == first;
  }

  /** Another run is the first: nothing of what was asked of the one before it holds any more. */
  private void begins(long id) {
    firstEnded = false;
    if (id == first) {
      return;
    }
    first = id;
    pausing.set(false);
    stopping.set(false);
    if (id != 0) {
      begun.accept(id);
    }
  }

  /** The first run was asked to pause, or could not be. */
  void pausing(boolean asked) {
    pausing.set(asked);
  }

  /** The first run was asked to stop, or could not be. */
  void stopping(boolean asked) {
    stopping.set(asked);
  }

  /** A request to continue shows once more what is still missing. */
  void forgetObstacle() {
    obstacle.set("");
  }
}
