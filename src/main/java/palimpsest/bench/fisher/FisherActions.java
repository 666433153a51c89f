package palimpsest.bench.fisher;

import javafx.beans.binding.BooleanExpression;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;

/** The actions of the viewer of Fisher matrices, each on a single letter or sign. */
final class FisherActions {

  private static final KeyCode[] DIGITS = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3};

  private FisherActions() {}

  /**
   * Adds them.
   *
   * @param here true while the viewer is visible and shows a matrix
   */
  static void addTo(ActionGroup group, FisherViewModel model, BooleanExpression here) {
    ZoomModel zoom = model.zoom();
    add(
        group,
        here,
        "zoom-in",
        "Larger",
        "Zoom in about the middle, up to single entries.",
        Feather.ZOOM_IN,
        KeyCode.PLUS,
        zoom::zoomIn);
    add(
        group,
        here,
        "zoom-out",
        "Smaller",
        "Zoom out about the middle.",
        Feather.ZOOM_OUT,
        KeyCode.MINUS,
        zoom::zoomOut);
    add(
        group,
        here,
        "zoom-fit",
        "Whole matrix",
        "Zoom out until every entry is seen.",
        Feather.MAXIMIZE,
        KeyCode.DIGIT0,
        zoom::fit);
    for (int count = 1; count <= DIGITS.length; count++) {
      int wanted = count;
      String name = count == 1 ? "One matrix" : count + " matrices side by side";
      add(
          group,
          here,
          "panes-" + count,
          name,
          count == 1
              ? "Show matrix A alone, without a difference."
              : "Show %s at one zoom and range.".formatted(count == 2 ? "A and B" : "A, B and C"),
          Feather.COLUMNS,
          DIGITS[count - 1],
          () -> model.showPanes(wanted));
    }
    add(
        group,
        here,
        "side-by-side",
        "Representations side by side",
        "Show up to three representations of A's task, also from other runs.",
        Feather.COLUMNS,
        KeyCode.S,
        model::sideBySide);
    add(
        group,
        here,
        "difference",
        "Difference of A and B",
        "Show A, B and A − B, or hide A − B again.",
        Feather.GIT_PULL_REQUEST,
        KeyCode.D,
        model::toggleDifference);
    add(
        group,
        here,
        "non-zero",
        "Show where entries are not zero",
        "Draw every entry other than zero in orange, or in its own colour again.",
        Feather.EYE,
        KeyCode.N,
        () -> model.levels().toggleNonZero());
    add(
        group,
        here,
        "reduction",
        "Shrink by mean or by largest magnitude",
        "Change what a pixel shows where several entries share it.",
        Feather.MINIMIZE,
        KeyCode.M,
        () -> model.levels().toggleReduction());
    add(
        group,
        here,
        "task-before",
        "Previous task",
        "Show the matrices of the task that was learned before.",
        Feather.CHEVRON_LEFT,
        KeyCode.OPEN_BRACKET,
        () -> model.stepTask(-1));
    add(
        group,
        here,
        "task-after",
        "Next task",
        "Show the matrices of the task that was learned next.",
        Feather.CHEVRON_RIGHT,
        KeyCode.CLOSE_BRACKET,
        () -> model.stepTask(1));
  }

  private static void add(
      ActionGroup group,
      BooleanExpression here,
      String id,
      String name,
      String help,
      Feather icon,
      KeyCode key,
      Runnable handler) {
    group.add("fisher-" + id, name, icon, help, Action.key(key), here, handler);
  }
}
