package palimpsest.bench.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.Runner;
import palimpsest.problem.Problem;

/**
 * The runs of this session: those done, the one under way and those that wait. Used on the window's
 * thread alone; {@link #pulse} is to be called once a frame.
 */
public final class RunViewModel {

  private final Runner runner;
  private final Notices notices;
  private final MatrixBudget budget = MatrixBudget.ofThisMachine();
  private final ObservableList<ObservedRun> runs = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable ObservedRun> shown =
      new SimpleObjectProperty<>(this, "shown", null);
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
  private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper(this, "stopping");
  private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper(this, "waiting");
  private final ReadOnlyObjectWrapper<RunEvent.@Nullable Progress> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", null);
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper(this, "remark", "");
  private final Deque<ObservedRun> queue = new ArrayDeque<>();
  private RunControl control = new RunControl();
  private RunMailbox mailbox = new RunMailbox();
  private @Nullable ObservedRun current;

  /** A session without runs. */
  public RunViewModel(Runner runner, Notices notices) {
    this.runner = runner;
    this.notices = notices;
  }

  /** Every run of the session, the oldest first. */
  public ObservableList<ObservedRun> runs() {
    return runs;
  }

  /** The run that the rooms show. */
  public ObjectProperty<@Nullable ObservedRun> shownProperty() {
    return shown;
  }

  /** Whether a run is under way. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** Whether the run under way was asked to stop. */
  public ReadOnlyBooleanProperty stoppingProperty() {
    return stopping.getReadOnlyProperty();
  }

  /** How many runs wait. */
  public ReadOnlyIntegerProperty waitingProperty() {
    return waiting.getReadOnlyProperty();
  }

  /** How far the run under way is, or the last one was; null before the first batch. */
  public ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** What the run under way is at when it is not training, or how the last run ended. */
  public ReadOnlyStringProperty remarkProperty() {
    return remark.getReadOnlyProperty();
  }

  /** Starts runs one after the other; nothing happens while others are under way. */
  public void start(List<ExperimentSpec> specs) {
    if (running.get() || specs.isEmpty()) {
      return;
    }
    notices.dismiss();
    for (ExperimentSpec spec : specs) {
      ObservedRun run = new ObservedRun(runs.size() + 1, spec);
      runs.add(run);
      queue.add(run);
    }
    running.set(true);
    startNext();
  }

  /** Asks the run under way to end after its batch, and lets those that wait not begin. */
  public void stop() {
    if (!running.get()) {
      return;
    }
    for (ObservedRun run : queue) {
      run.state(RunState.STOPPED);
    }
    queue.clear();
    waiting.set(0);
    stopping.set(true);
    remark.set("stopping after this batch");
    control.stop();
  }

  /** Asks the run under way for the next Fisher matrix that natural replay measures. */
  public void requestMatrix() {
    control.requestMatrix();
  }

  /** Takes in what the training thread told since the last frame. */
  public void pulse() {
    if (running.get()) {
      mailbox.drain(this::heard);
    }
  }

  private void startNext() {
    ObservedRun next = queue.poll();
    waiting.set(queue.size());
    progress.set(null);
    if (next == null) {
      running.set(false);
      stopping.set(false);
      current = null;
      return;
    }
    current = next;
    control = new RunControl();
    mailbox = new RunMailbox();
    next.state(RunState.RUNNING);
    shown.set(next);
    remark.set("reading the images");
    try {
      runner.start(next.spec(), control, mailbox::put);
    } catch (Problem problem) {
      heard(new RunEvent.Failed(problem.getMessage()));
    }
  }

  private void heard(RunEvent event) {
    ObservedRun run = current;
    if (run == null) {
      return;
    }
    run.heard(event);
    switch (event) {
      case RunEvent.Started started -> remark.set("");
      case RunEvent.Resumed resumed -> {}
      case RunEvent.Progress latest -> {
        progress.set(latest);
        if (!stopping.get()) {
          remark.set("");
        }
      }
      case RunEvent.Remark(String text) -> remark.set(text);
      case RunEvent.EpochEnded epoch -> {}
      case RunEvent.FisherMeasured matrix -> budget.enforce(runs, run);
      case RunEvent.Ended ended -> {
        if (run.state() == RunState.DIVERGED) {
          notices.complain(run.name() + ": " + remark.get());
        }
        startNext();
        if (!running.get()) {
          remark.set(run.state().label() + " after " + Durations.text(ended.result().seconds()));
        }
      }
      case RunEvent.Failed(String reason) -> {
        notices.complain("%s failed. %s".formatted(run.name(), reason));
        startNext();
        if (!running.get()) {
          remark.set("failed");
        }
      }
    }
  }
}
