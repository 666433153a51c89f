package palimpsest.bench.run;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import palimpsest.archive.RunState;
import palimpsest.chart.Course;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.TaskScore;

/** One run of this session, as far as the window has heard of it. */
public final class ObservedRun {

  private final int number;
  private final ExperimentSpec spec;
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<FisherSnapshot> matrices = new ArrayList<>();
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision");
  private List<String> taskNames = List.of();
  private List<TaskScore> initial = List.of();
  private String device = "";
  private RunState state = RunState.WAITING;

  ObservedRun(int number, ExperimentSpec spec) {
    this.number = number;
    this.spec = spec;
  }

  /** What is run. */
  public ExperimentSpec spec() {
    return spec;
  }

  /** How it stands. */
  public RunState state() {
    return state;
  }

  /** Where it computes; empty until it has begun. */
  public String device() {
    return device;
  }

  /** What a list calls the run. */
  public String label() {
    return "%d · %s · %s".formatted(number, name(), state.label());
  }

  /** What a legend or a sentence calls the run. */
  public String name() {
    return spec.name().isEmpty() ? spec.method() : spec.name();
  }

  /** Whether there is anything to draw. */
  public boolean hasCourse() {
    return !taskNames.isEmpty();
  }

  /** Its scores so far. */
  public Course course() {
    return new Course(name(), spec, taskNames, initial, epochs);
  }

  /** Its Fisher matrices still in memory, in the order in which they were measured. */
  public List<FisherSnapshot> matrices() {
    return List.copyOf(matrices);
  }

  /** Counts the changes, so that views know when to look again. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  void heard(RunEvent event) {
    switch (event) {
      case RunEvent.Started started -> {
        taskNames = List.copyOf(started.taskNames());
        initial = List.copyOf(started.initial());
        device = started.device();
      }
      case RunEvent.Resumed resumed -> {
        epochs.clear();
        epochs.addAll(resumed.epochs());
      }
      case RunEvent.EpochEnded(EpochScores scores) -> epochs.add(scores);
      case RunEvent.FisherMeasured(FisherSnapshot matrix) -> {
        matrices.removeIf(
            other -> other.task() == matrix.task() && other.moment().equals(matrix.moment()));
        matrices.add(matrix);
      }
      case RunEvent.Ended ended ->
          state =
              switch (ended.result().ending()) {
                case COMPLETE -> RunState.FINISHED;
                case PAUSED -> RunState.PAUSED;
                case STOPPED -> RunState.STOPPED;
                case DIVERGED -> RunState.DIVERGED;
              };
      case RunEvent.Failed failed -> state = RunState.FAILED;
      case RunEvent.Progress progress -> {
        return;
      }
      case RunEvent.Remark remark -> {
        return;
      }
    }
    changed();
  }

  void state(RunState next) {
    state = next;
    changed();
  }

  /** Lets go of the matrices. */
  void forgetMatrices() {
    matrices.clear();
    changed();
  }

  private void changed() {
    revision.set(revision.get() + 1);
  }
}
