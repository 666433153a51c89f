package palimpsest.bench;

import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.KeyList;
import palimpsest.bench.action.Palette;
import palimpsest.bench.device.DeviceCard;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsCard;
import palimpsest.bench.settings.Theme;
import palimpsest.bench.tour.Tour;
import palimpsest.bench.undo.UndoStack;

/** The actions that do not depend on the selected page. */
record WindowActions(
    Settings settings,
    WindowTheme windowTheme,
    Pages pages,
    LiveView live,
    UndoStack undo,
    Notices notices,
    Palette palette,
    KeyList keys,
    SettingsCard card,
    DeviceCard device,
    Tour tour,
    Runnable closing) {

  void addTo(ActionGroup group) {
    group.add(
        "log",
        "Search the log",
        Feather.LIST,
        "Show the log of the run and search it.",
        Action.command(KeyCode.L),
        () -> {
          pages.show("live");
          live.searchLog();
        });
    group.add(
        "undo",
        "Undo",
        Feather.CORNER_UP_LEFT,
        "Undo the last change: a deletion, a removal from the queue, notes, tags, an image set.",
        Action.command(KeyCode.Z),
        undo.canUndoProperty(),
        undo::undo);
    group.add(
        "redo",
        "Redo",
        Feather.CORNER_UP_RIGHT,
        "Redo what was last undone.",
        Action.shiftCommand(KeyCode.Z),
        undo.canRedoProperty(),
        undo::redo);
    group.add(
        "dismiss",
        "Dismiss the message",
        Feather.X,
        "Close the message below the page.",
        Action.key(KeyCode.ESCAPE),
        notices.currentProperty().isNotNull(),
        notices::dismiss);
    group.add(
        "theme",
        "Light or dark",
        Feather.MOON,
        "Switch between light and dark.",
        Action.command(KeyCode.D),
        () ->
            settings
                .themeProperty()
                .set(windowTheme.darkProperty().get() ? Theme.LIGHT : Theme.DARK));
    group.add(
        "settings",
        "Settings",
        Feather.SETTINGS,
        "Theme, checkpoints, band, formats.",
        Action.command(KeyCode.COMMA),
        card::open);
    group.add(
        "device",
        "Device",
        Feather.CPU,
        "Choose where runs train: a device, a cluster. Or see why no GPU is found.",
        Action.shiftCommand(KeyCode.P),
        device::open);
    group.add(
        "palette",
        "All commands",
        Feather.TERMINAL,
        "Find a command by a few letters of its name.",
        Action.command(KeyCode.K),
        palette::open);
    group.add(
        "keys",
        "Keyboard",
        Feather.HELP_CIRCLE,
        "Show all keyboard shortcuts.",
        Action.shift(KeyCode.F1),
        keys::open);
    group.add(
        "tour",
        "First steps",
        Feather.COMPASS,
        "Show the three steps of the first start again.",
        Action.command(KeyCode.F1),
        tour::open);
    group.add(
        "quit",
        "Quit",
        Feather.LOG_OUT,
        "Close the window; the current run is resumed at the next start, jobs on clusters"
            + " continue.",
        Action.command(KeyCode.Q),
        closing);
  }
}
