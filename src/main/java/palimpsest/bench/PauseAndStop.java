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

/**
 * The requests to pause, resume and stop: of runs on clusters that are chosen, else of the run that
 * trains here, else of all runs on clusters.
 */
final class PauseAndStop {

  private final RunViewModel runs;
  private final SweepsViewModel sweeps;
  private final Supplier<Collection<Long>> chosen;
  private final Supplier<Collection<Long>> alike;
  private final Observable[] causes;

  /**
   * Requests about runs.
   *
   * @param chosen the runs that are chosen in the list of sweeps
   * @param alike the runs that are chosen in the table; they count while nothing trains here
   * @param causes change with what is chosen
   */
  PauseAndStop(
      RunViewModel runs,
      SweepsViewModel sweeps,
      Supplier<Collection<Long>> chosen,
      Supplier<Collection<Long>> alike,
      List<Observable> causes) {
    this.runs = runs;
    this.sweeps = sweeps;
    this.chosen = chosen;
    this.alike = alike;
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
            : !sweeps.askingProperty().get() && !there().isEmpty());
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
            : !sweeps.askingProperty().get()
                && !(sweeps.underWay(there()).isEmpty() && sweeps.paused(there()).isEmpty()));
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
      Collection<Long> ids = there();
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
      sweeps.stop(there());
    }
  }

  private boolean isPaused() {
    return isHere()
        ? runs.pausedProperty().get()
        : sweeps.underWay(there()).isEmpty() && !sweeps.paused(there()).isEmpty();
  }

  private boolean isHere() {
    return !runs.queue().isEmpty() && held(chosen.get()).isEmpty();
  }

  /** The runs on clusters that a request is about. */
  private Collection<Long> there() {
    List<Long> first = held(chosen.get());
    List<Long> second = first.isEmpty() ? held(alike.get()) : first;
    return second.isEmpty() ? sweeps.runs() : second;
  }

  private List<Long> held(Collection<Long> ids) {
    return ids.stream().filter(sweeps::holds).toList();
  }
}
