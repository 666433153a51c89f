package palimpsest.bench;

import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.site.SweepLauncher;

/** The actions on runs that train or wait. */
record TrainingActions(
    SweepLauncher launcher,
    PauseAndStop control,
    SetupViewModel setup,
    GridDialog grid,
    QueuePanel queue) {

  void addTo(ActionGroup group) {
    group.add(
        "run",
        "Run",
        Feather.PLAY,
        "Start training with the form's settings, or add the runs to the end of the queue.",
        Action.command(KeyCode.ENTER),
        setup.hindranceProperty().isEmpty(),
        () -> launcher.start(setup.specs()));
    group.add(
        "pause",
        "Pause or resume",
        Feather.PAUSE,
        "Pause the current run after its batch, or resume it; on clusters, the chosen runs or all.",
        Action.command(KeyCode.P),
        control.canPause(),
        control::pauseOrResume);
    group.add(
        "stop",
        "Stop",
        Feather.SQUARE,
        "End the current run after its batch; the next one starts. On clusters, end the chosen"
            + " runs, or the one in Live: each keeps the weights that it has come to, and can"
            + " resume.",
        Action.command(KeyCode.PERIOD),
        control.canStop(),
        control::stop);
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
}
