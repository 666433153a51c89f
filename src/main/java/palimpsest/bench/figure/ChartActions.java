package palimpsest.bench.figure;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;

/**
 * The commands on figures of curves. They act on the figure that has the focus, else on the one
 * that had it last, else on the first of the page.
 */
public final class ChartActions {

  private static final double MOVE = 0.1;

  private final Supplier<List<ChartPane>> charts;
  private @Nullable ChartPane last;

  /**
   * Commands for the figures of a window.
   *
   * @param charts the figures that are seen now, the main one first
   */
  public ChartActions(Supplier<List<ChartPane>> charts) {
    this.charts = charts;
  }

  /**
   * Adds them.
   *
   * @param here whether there is a figure to act on
   */
  public void addTo(ActionGroup group, ObservableValue<Boolean> here) {
    add(
        group,
        here,
        "zoom-in",
        "Zoom in",
        Feather.ZOOM_IN,
        "Zoom in on the middle of the figure. The wheel zooms at the pointer.",
        Action.command(KeyCode.PLUS),
        chart -> chart.model().zoom(FigureModel.STEP));
    add(
        group,
        here,
        "zoom-out",
        "Zoom out",
        Feather.ZOOM_OUT,
        "Show more of the figure.",
        Action.command(KeyCode.MINUS),
        chart -> chart.model().zoom(1 / FigureModel.STEP));
    add(
        group,
        here,
        "fit",
        "Show all epochs and values",
        Feather.MAXIMIZE,
        "Undo all zooming. A double click does it too.",
        Action.command(KeyCode.DIGIT0),
        chart -> chart.model().fit());
    add(
        group,
        here,
        "left",
        "Move left",
        Feather.ARROW_LEFT,
        "Show earlier epochs of a zoomed figure. Dragging moves it too.",
        shiftCommand(KeyCode.LEFT),
        chart -> chart.model().move(-MOVE, 0));
    add(
        group,
        here,
        "right",
        "Move right",
        Feather.ARROW_RIGHT,
        "Show later epochs of a zoomed figure.",
        shiftCommand(KeyCode.RIGHT),
        chart -> chart.model().move(MOVE, 0));
    add(
        group,
        here,
        "up",
        "Move up",
        Feather.ARROW_UP,
        "Show larger values of a zoomed figure.",
        shiftCommand(KeyCode.UP),
        chart -> chart.model().move(0, MOVE));
    add(
        group,
        here,
        "down",
        "Move down",
        Feather.ARROW_DOWN,
        "Show smaller values of a zoomed figure.",
        shiftCommand(KeyCode.DOWN),
        chart -> chart.model().move(0, -MOVE));
    add(
        group,
        here,
        "log",
        "Logarithmic axis",
        Feather.BAR_CHART,
        "Change between a linear and a logarithmic axis of values.",
        shiftCommand(KeyCode.L),
        chart -> chart.model().toggleLog());
    add(
        group,
        here,
        "next-curve",
        "Next curve",
        Feather.CHEVRON_DOWN,
        "Choose the next entry of the legend for the commands below.",
        Action.command(KeyCode.J),
        chart -> chart.model().step(1));
    add(
        group,
        here,
        "curve-before",
        "Previous curve",
        Feather.CHEVRON_UP,
        "Choose the previous entry of the legend.",
        shiftCommand(KeyCode.J),
        chart -> chart.model().step(-1));
    add(
        group,
        here,
        "hide",
        "Hide or show curve",
        Feather.EYE_OFF,
        "Hide the chosen curve, or show it again. A click on the legend does it too.",
        Action.command(KeyCode.B),
        chart -> chart.model().toggle(current(chart)));
    add(
        group,
        here,
        "single-out",
        "Show only this curve",
        Feather.EYE,
        "Hide all other curves, or show them again. Alt-click on the legend does it too.",
        shiftCommand(KeyCode.B),
        chart -> chart.model().singleOut(current(chart)));
    add(
        group,
        here,
        "rename",
        "Rename curve",
        Feather.EDIT_2,
        "Give the chosen curve another name in the legend.",
        shiftCommand(KeyCode.R),
        ChartPane::renameCurrent);
    add(
        group,
        here,
        "move-up",
        "Move curve up",
        Feather.CHEVRONS_UP,
        "Move the chosen curve up in the legend.",
        alt(KeyCode.UP),
        chart -> chart.model().shift(current(chart), -1));
    add(
        group,
        here,
        "move-down",
        "Move curve down",
        Feather.CHEVRONS_DOWN,
        "Move the chosen curve down in the legend.",
        alt(KeyCode.DOWN),
        chart -> chart.model().shift(current(chart), 1));
  }

  private static String current(ChartPane chart) {
    return chart.model().currentProperty().get();
  }

  private static KeyCombination shiftCommand(KeyCode key) {
    return Action.shiftCommand(key);
  }

  private static KeyCombination alt(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
  }

  private void add(
      ActionGroup group,
      ObservableValue<Boolean> here,
      String id,
      String name,
      Feather icon,
      String help,
      KeyCombination key,
      Consumer<ChartPane> command) {
    group.add("chart-" + id, name, icon, help, key, here, () -> act(command));
  }

  private void act(Consumer<ChartPane> command) {
    List<ChartPane> seen = charts.get();
    if (!seen.isEmpty()) {
      ChartPane before = last;
      ChartPane chart =
          seen.stream()
              .filter(one -> one.getScene() != null && one.hasFocus(focus(one)))
              .findFirst()
              .orElse(before != null && seen.contains(before) ? before : seen.getFirst());
      last = chart;
      command.accept(chart);
    }
  }

  private static @Nullable Node focus(ChartPane chart) {
    return chart.getScene().getFocusOwner();
  }
}
