package palimpsest.bench;

import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.site.SweepsViewModel;
import palimpsest.text.NumberText;

/**
 * The requests to pause, resume and stop. They are about the runs on clusters that are chosen, or
 * else about the run that trains here. If there is neither, Pause and Resume are about all runs on
 * clusters, and Stop is about the one in Live, or the only one.
 */
final class PauseAndStop {

  private final RunViewModel runs;
  private final SweepsViewModel sweeps;
  private final Supplier<Collection<Long>> chosen;
  private final Supplier<Collection<Long>> chosenInTable;
  private final Supplier<Collection<Long>> shown;
  private final Observable[] causes;

  /**
   * Requests about runs.
   *
   * @param chosen the runs that are chosen in the list of sweeps
   * @param chosenInTable the runs that are chosen in the table; they count while nothing trains
   *     here
   * @param shown the run that is looked at
   * @param causes change with what is chosen and shown
   */
  PauseAndStop(
      RunViewModel runs,
      SweepsViewModel sweeps,
      Supplier<Collection<Long>> chosen,
      Supplier<Collection<Long>> chosenInTable,
      Supplier<Collection<Long>> shown,
      List<Observable> causes) {
    this.runs = runs;
    this.sweeps = sweeps;
    this.chosen = chosen;
    this.chosenInTable = chosenInTable;
    this.shown = shown;
    this.causes =
        Stream.concat(
                Stream.of(
                    runs.queue(),
                    runs.runningProperty(),
                    runs.pausedProperty(),
                    runs.stoppingProperty(),
                    sweeps.underWayProperty(),
                    sweeps.countProperty(),
                    sweeps.revisionProperty(),
                    sweeps.askingProperty()),
                causes.stream())
            .toArray(Observable[]::new);
  }

  /** Whether something can be paused or resumed. */
  BooleanBinding canPause() {
    return binding(() ->
        isHere()
            ? runs.pausedProperty().get()
                // Also while it pauses: a button that is disabled for a moment gives the focus
                // to Stop.
                || (runs.runningProperty().get() && !runs.stoppingProperty().get())
            : !sweeps.askingProperty().get() && !runsToPause().isEmpty());
  }

  /** Whether a request to pause or resume would resume. */
  BooleanBinding resumes() {
    return binding(this::isPaused);
  }

  /** Whether something can be stopped. */
  BooleanBinding canStop() {
    return binding(() ->
        isHere()
            ? !runs.stoppingProperty().get()
            : !sweeps.askingProperty().get() && !sweeps.stoppable(runsToStop()).isEmpty());
  }

  private BooleanBinding binding(BooleanSupplier value) {
    return Bindings.createBooleanBinding(
        () -> {
          // What is not read does not report further changes.
          for (Observable cause : causes) {
            if (cause instanceof ObservableValue<?> read) {
              read.getValue();
            }
          }
          return value.getAsBoolean();
        },
        causes);
  }

  void pauseOrResume() {
    if (!isHere()) {
      Collection<Long> ids = runsToPause();
      if (isPaused()) {
        sweeps.resume(ids);
      } else {
        sweeps.pause(ids);
      }
    } else if (runs.pausedProperty().get()) {
      runs.resume();
    } else {
      runs.pause();
    }
  }

  /** Stops the run that trains here, or ends runs on clusters. */
  void stop() {
    if (isHere()) {
      runs.stop();
    } else {
      sweeps.stop(runsToStop());
    }
  }

  /** The reason why nothing can be stopped, in a sentence. */
  String nothingToStop() {
    if (isHere()) {
      return "The run stops after its batch already.";
    }
    if (sweeps.askingProperty().get()) {
      return "The last request to the cluster is still under way.";
    }
    return sweeps.runs().isEmpty()
        ? "Nothing to stop: no run trains or waits."
        : "%s on clusters: choose those to stop in the queue or in Runs."
            .formatted(NumberText.count(sweeps.runs().size(), "run"));
  }

  private boolean isPaused() {
    if (isHere()) {
      return runs.pausedProperty().get();
    }
    Collection<Long> ids = runsToPause();
    return sweeps.underWay(ids).isEmpty() && !sweeps.paused(ids).isEmpty();
  }

  private boolean isHere() {
    return !runs.queue().isEmpty() && held(chosen.get()).isEmpty();
  }

  /** The runs on clusters that are paused or resumed: what is chosen, else all. */
  private Collection<Long> runsToPause() {
    return firstHeld(List.of(chosen, chosenInTable, sweeps::runs));
  }

  /** The runs on clusters that are stopped: never all of them because none is chosen. */
  private Collection<Long> runsToStop() {
    List<Long> all = sweeps.runs();
    return firstHeld(
        List.of(chosen, chosenInTable, shown, () -> all.size() == 1 ? all : List.of()));
  }

  private Collection<Long> firstHeld(List<Supplier<? extends Collection<Long>>> choices) {
    return choices.stream()
        .map(choice -> held(choice.get()))
        .filter(ids -> !ids.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private List<Long> held(Collection<Long> ids) {
    return ids.stream().filter(sweeps::holds).toList();
  }
}
