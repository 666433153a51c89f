package palimpsest.bench;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.KeyList;
import palimpsest.bench.action.Palette;
import palimpsest.bench.compare.CompareView;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.Look;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.runs.RunColumns;
import palimpsest.bench.runs.RunRow;
import palimpsest.bench.runs.RunsView;
import palimpsest.bench.runs.RunsViewModel;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsCard;
import palimpsest.bench.settings.Theme;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.undo.UndoStack;

/** Says what can be done in the window, with which key, and when. */
record BenchActions(
    Settings settings,
    Look look,
    RunViewModel runs,
    SetupViewModel setup,
    GridDialog grid,
    Rooms rooms,
    LiveView live,
    FisherView fisher,
    QueuePanel queue,
    RunsViewModel table,
    RunsView runsView,
    CompareViewModel comparison,
    CompareView compare,
    UndoStack undo) {

  /** All actions of the window, and what opens with a key. */
  void addTo(Actions actions, Palette palette, KeyList keys, SettingsCard card) {
    training(actions);
    rooms.offer(actions);
    runs(actions);
    figures(actions);
    window(actions, palette, keys, card);
  }

  private void training(Actions actions) {
    BooleanExpression idle = Bindings.isEmpty(runs.queue());
    BooleanBinding canRun = setup.hindranceProperty().isEmpty();
    BooleanBinding canPause =
        runs.pausedProperty()
            .or(
                runs.runningProperty()
                    .and(runs.pausingProperty().not())
                    .and(runs.stoppingProperty().not()));
    add(
        actions,
        "Training",
        "run",
        "Run",
        Feather.PLAY,
        "Start training what the form says, or put it at the end of the queue.",
        Action.command(KeyCode.ENTER),
        canRun,
        () -> runs.start(setup.specs()));
    add(
        actions,
        "Training",
        "pause",
        "Pause or resume",
        Feather.PAUSE,
        "Pause the run after the batch it is in, or let it go on from there.",
        Action.command(KeyCode.P),
        canPause,
        this::pauseOrResume);
    add(
        actions,
        "Training",
        "stop",
        "Stop",
        Feather.SQUARE,
        "End the run for good after the batch it is in; the next one begins.",
        Action.command(KeyCode.PERIOD),
        idle.not().and(runs.stoppingProperty().not()),
        runs::stop);
    add(
        actions,
        "Training",
        "queue",
        "Queue",
        Feather.LAYERS,
        "Show or hide the runs under way and waiting.",
        Action.command(KeyCode.U),
        always(),
        () -> queue.openProperty().set(!queue.openProperty().get()));
    add(
        actions,
        "Training",
        "grid",
        "Grid of runs",
        Feather.GRID,
        "Queue many runs at once: every combination of some values.",
        Action.command(KeyCode.G),
        always(),
        () -> grid.show(setup.draft()));
  }

  private void runs(Actions actions) {
    BooleanBinding here = rooms.isShown("runs");
    BooleanBinding some = Bindings.isNotEmpty(runsView.selection()).and(here);
    BooleanBinding one = Bindings.size(runsView.selection()).isEqualTo(1).and(here);
    add(
        actions,
        "Runs",
        "runs-search",
        "Filter runs",
        Feather.SEARCH,
        "Go to the table of runs and write a filter.",
        Action.command(KeyCode.F),
        always(),
        () -> {
          rooms.show("runs");
          runsView.search();
        });
    add(
        actions,
        "Runs",
        "runs-open",
        "Open run",
        Feather.ACTIVITY,
        "Show the chosen run in Live and Fisher. Enter and a double click do it too.",
        Action.command(KeyCode.O),
        one,
        () -> open(chosen().getFirst().id()));
    add(
        actions,
        "Runs",
        "runs-duplicate",
        "Duplicate into the form",
        Feather.COPY,
        "Fill the form with the settings of the chosen run.",
        Action.shiftCommand(KeyCode.D),
        one,
        () -> setup.load(chosen().getFirst().spec()));
    add(
        actions,
        "Runs",
        "runs-again",
        "Queue again",
        Feather.REPEAT,
        "Put runs with the settings of the chosen ones at the end of the queue.",
        Action.shiftCommand(KeyCode.ENTER),
        some,
        () -> runs.start(chosen().stream().map(ArchivedRun::spec).toList()));
    add(
        actions,
        "Runs",
        "runs-compare",
        "Compare runs",
        Feather.TRENDING_UP,
        "Lay the chosen runs over each other in the room Compare.",
        Action.shiftCommand(KeyCode.C),
        some,
        () -> {
          comparison.choose(chosen().stream().map(ArchivedRun::id).toList());
          rooms.show("compare");
        });
    add(
        actions,
        "Runs",
        "runs-notes",
        "Write notes",
        Feather.EDIT_2,
        "Write on the chosen run's notes. A double click on them does it too.",
        Action.key(KeyCode.F2),
        one,
        () -> runsView.edit(RunColumns.NOTES));
    add(
        actions,
        "Runs",
        "runs-tags",
        "Write tags",
        Feather.TAG,
        "Write on the chosen run's tags: single words by which to find it again.",
        new KeyCodeCombination(KeyCode.F2, KeyCombination.SHIFT_DOWN),
        one,
        () -> runsView.edit(RunColumns.TAGS));
    add(
        actions,
        "Runs",
        "runs-delete",
        "Delete runs",
        Feather.TRASH_2,
        "Delete the chosen runs. That can be undone.",
        Action.key(KeyCode.DELETE),
        some,
        () -> table.delete(List.copyOf(runsView.selection())));
    runsView.offer(
        actions,
        List.of(
            actions.get("runs-open"),
            actions.get("runs-duplicate"),
            actions.get("runs-again"),
            actions.get("runs-compare"),
            actions.get("runs-notes"),
            actions.get("runs-tags"),
            actions.get("runs-delete")),
        actions.get("runs-open"));
  }

  private void figures(Actions actions) {
    BooleanBinding figure =
        rooms.isShown("live").or(rooms.isShown("fisher")).or(rooms.isShown("compare"));
    add(
        actions,
        "Figures",
        "export",
        "Export picture",
        Feather.DOWNLOAD,
        "Save the picture of the room that is seen.",
        Action.command(KeyCode.E),
        figure,
        () -> {
          if (rooms.isShown("fisher").get()) {
            fisher.export();
          } else if (rooms.isShown("compare").get()) {
            compare.export();
          } else {
            live.export();
          }
        });
    add(
        actions,
        "Figures",
        "log",
        "Search the log",
        Feather.LIST,
        "Go to what happened in the run, and search it.",
        Action.command(KeyCode.L),
        always(),
        () -> {
          rooms.show("live");
          live.searchLog();
        });
  }

  private void window(Actions actions, Palette palette, KeyList keys, SettingsCard card) {
    add(
        actions,
        "Window",
        "undo",
        "Undo",
        Feather.CORNER_UP_LEFT,
        "Take back the last deletion.",
        Action.command(KeyCode.Z),
        undo.canUndoProperty(),
        undo::undo);
    add(
        actions,
        "Window",
        "redo",
        "Redo",
        Feather.CORNER_UP_RIGHT,
        "Do again what was undone last.",
        Action.shiftCommand(KeyCode.Z),
        undo.canRedoProperty(),
        undo::redo);
    add(
        actions,
        "Window",
        "theme",
        "Light or dark",
        Feather.MOON,
        "Change between light and dark.",
        Action.command(KeyCode.D),
        always(),
        () -> settings.themeProperty().set(look.darkProperty().get() ? Theme.LIGHT : Theme.DARK));
    add(
        actions,
        "Window",
        "settings",
        "Settings",
        Feather.SETTINGS,
        "Change what the window remembers.",
        Action.command(KeyCode.COMMA),
        always(),
        card::open);
    add(
        actions,
        "Window",
        "palette",
        "All commands",
        Feather.TERMINAL,
        "Find any command by a few letters of its name.",
        Action.command(KeyCode.K),
        always(),
        palette::open);
    add(
        actions,
        "Window",
        "keys",
        "Keyboard",
        Feather.HELP_CIRCLE,
        "Show all keys.",
        Action.key(KeyCode.F1),
        always(),
        keys::open);
  }

  private List<ArchivedRun> chosen() {
    return runsView.selection().stream().map(RunRow::run).toList();
  }

  private void open(long run) {
    runs.show(run);
    rooms.show("live");
  }

  private void pauseOrResume() {
    if (runs.pausedProperty().get()) {
      runs.resume();
    } else {
      runs.pause();
    }
  }

  private static void add(
      Actions actions,
      String group,
      String id,
      String title,
      Feather icon,
      String help,
      KeyCombination key,
      ObservableValue<Boolean> enabled,
      Runnable handler) {
    actions.add(new Action(id, title, group, icon, help, key, enabled, handler));
  }

  private static ObservableValue<Boolean> always() {
    return Bindings.createBooleanBinding(() -> true);
  }
}
