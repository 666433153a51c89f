package palimpsest.bench.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Checkpoint.Position;
import palimpsest.experiment.Durations;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.RunResult;

/** The progress and activity of the queue's first run, and then its result. */
final class RunProgress {

  private final ReadOnlyObjectWrapper<RunEvent.@Nullable Progress> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", null);
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper(this, "remark", "");

  /** The progress of each run that trains, beside the first or being it. */
  private final Map<Long, ReadOnlyObjectWrapper<RunEvent.@Nullable Progress>> each =
      new HashMap<>();

  private RunLength length = new RunLength(List.of());

  ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  ReadOnlyStringProperty remarkProperty() {
    return remark.getReadOnlyProperty();
  }

  /** The progress of one of the runs that train; null before its first batch. */
  ReadOnlyObjectProperty<RunEvent.@Nullable Progress> progressProperty(long run) {
    return of(run).getReadOnlyProperty();
  }

  private ReadOnlyObjectWrapper<RunEvent.@Nullable Progress> of(long run) {
    return each.computeIfAbsent(run, id -> new ReadOnlyObjectWrapper<>(this, "progress", null));
  }

  /** Forgets the progress of all runs but some. */
  void retain(Collection<Long> runs) {
    each.keySet().retainAll(runs);
  }

  /** Another run is the first: nothing of the one before it holds any more. */
  void begin(long run) {
    progress.set(of(run).get());
    remark.set("");
  }

  /** Takes in the progress of a run that may or may not be the first. */
  void ofEach(long run, RunEvent event) {
    switch (event) {
      case RunEvent.Progress now -> of(run).set(now);
      case RunEvent.Ended _, RunEvent.Failed _ -> each.remove(run);
      default -> {}
    }
  }

  /** Takes in an event of the first run. */
  void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.Progress now -> {
        progress.set(now);
        remark.set("");
      }
      case RunEvent.Started started -> {
        length = RunLength.of(started.spec(), started.data());
        remark.set("");
      }
      case RunEvent.Resumed(Position position, var scores) ->
          remark.set("resumes from " + position.words(length));
      case RunEvent.LogMessage(String text) -> remark.set(text);
      case RunEvent.Evaluated evaluated -> {}
      case RunEvent.EpochEnded ended -> {}
      case RunEvent.FisherMeasured measured -> {}
      case RunEvent.Ended ended -> heardEnd(ended);
      case RunEvent.Failed failed -> heardEnd(failed);
    }
  }

  /** Takes in how the last run ended, of which the queue may know nothing any more. */
  void heardEnd(RunEvent event) {
    switch (event) {
      case RunEvent.Ended(RunResult result) -> remark.set(ending(result));
      case RunEvent.Failed failed -> remark.set("failed");
      default -> {}
    }
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
}
