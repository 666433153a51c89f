package palimpsest.bench;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.SetupViewModel;

/** The actions on runs that train or wait. */
record TrainingActions(RunViewModel runs, SetupViewModel setup, GridDialog grid, QueuePanel queue) {

  void addTo(ActionGroup group) {
    BooleanBinding someRun = Bindings.isNotEmpty(runs.queue());
    // Also while it pauses: a button that is disabled for a moment gives the focus to Stop.
    BooleanBinding canPause =
        runs.pausedProperty().or(runs.runningProperty().and(runs.stoppingProperty().not()));
    group.add(
        "run",
        "Run",
        Feather.PLAY,
        "Start training with the form's settings, or add the runs to the end of the queue.",
        Action.command(KeyCode.ENTER),
        setup.hindranceProperty().isEmpty(),
        () -> runs.start(setup.specs()));
    group.add(
        "pause",
        "Pause or resume",
        Feather.PAUSE,
        "Pause the current run after its batch, or resume it.",
        Action.command(KeyCode.P),
        canPause,
        this::pauseOrResume);
    group.add(
        "stop",
        "Stop",
        Feather.SQUARE,
        "End the current run after its batch; the next one starts. Resume continues it later.",
        Action.command(KeyCode.PERIOD),
        someRun.and(runs.stoppingProperty().not()),
        runs::stop);
    group.add(
        "queue",
        "Queue",
        Feather.LAYERS,
        "Show or hide the current and the waiting runs.",
        Action.command(KeyCode.U),
        () -> queue.openProperty().set(!queue.openProperty().get()));
    group.add(
        "grid",
        "Grid of runs",
        Feather.GRID,
        "Queue a run for every combination of some values.",
        Action.command(KeyCode.G),
        () -> grid.show(setup.drafts()));
  }

  private void pauseOrResume() {
    if (runs.pausedProperty().get()) {
      runs.resume();
    } else {
      runs.pause();
    }
  }
}
