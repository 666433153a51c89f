package palimpsest.bench.queue;

import java.util.function.ObjIntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.Cursor;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseDragEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;

/** Moves runs that wait by dragging them: a line shows where a run would come to lie. */
final class QueueDrag {

  private static final PseudoClass DRAGGED = PseudoClass.getPseudoClass("dragged");
  private static final PseudoClass ABOVE = PseudoClass.getPseudoClass("drop-above");
  private static final PseudoClass BELOW = PseudoClass.getPseudoClass("drop-below");

  private final ListView<ArchivedRun> list;
  private final ObjIntConsumer<ArchivedRun> move;
  private @Nullable ArchivedRun pressed;
  private @Nullable ArchivedRun dragged;

  /**
   * Dragging within a list.
   *
   * @param move moves a run up (negative) or down by places
   */
  QueueDrag(ListView<ArchivedRun> list, ObjIntConsumer<ArchivedRun> move) {
    this.list = list;
    this.move = move;
  }

  /** Lets a cell be dragged, and be a drop target. */
  void offer(QueueCell cell) {
    cell.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> pressed = cell.getItem());
    cell.addEventHandler(MouseEvent.DRAG_DETECTED, event -> begin(cell, event));
    cell.addEventHandler(MouseDragEvent.MOUSE_DRAG_OVER, event -> mark(cell, event.getY()));
    cell.addEventHandler(MouseDragEvent.MOUSE_DRAG_EXITED, event -> unmark(cell));
    cell.addEventHandler(MouseDragEvent.MOUSE_DRAG_RELEASED, event -> drop(cell, event.getY()));
    // Comes also where it was let go outside, which moves nothing.
    cell.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> end(cell));
  }

  private void begin(QueueCell cell, MouseEvent event) {
    // The pointer may have left the row on which it was pressed.
    ArchivedRun run = pressed;
    if (run != null && QueuePanel.isMovable(run) && event.getButton() == MouseButton.PRIMARY) {
      dragged = run;
      cell.startFullDrag();
      cell.pseudoClassStateChanged(DRAGGED, true);
      list.setCursor(Cursor.CLOSED_HAND);
      event.consume();
    }
  }

  private void mark(QueueCell cell, double y) {
    int places = places(cell, y);
    boolean above = y < cell.getHeight() / 2;
    cell.pseudoClassStateChanged(ABOVE, places != 0 && above);
    cell.pseudoClassStateChanged(BELOW, places != 0 && !above);
  }

  private static void unmark(QueueCell cell) {
    cell.pseudoClassStateChanged(ABOVE, false);
    cell.pseudoClassStateChanged(BELOW, false);
  }

  private void drop(QueueCell cell, double y) {
    ArchivedRun run = dragged;
    int places = places(cell, y);
    unmark(cell);
    if (run != null && places != 0) {
      move.accept(run, places);
    }
  }

  private void end(QueueCell cell) {
    dragged = null;
    cell.pseudoClassStateChanged(DRAGGED, false);
    list.setCursor(Cursor.DEFAULT);
  }

  /** The number of places by which a drop here would move the dragged run; 0 if it would not. */
  private int places(QueueCell cell, double y) {
    int from = -1;
    for (int i = 0; i < list.getItems().size(); i++) {
      if (dragged != null && list.getItems().get(i).id() == dragged.id()) {
        from = i;
      }
    }
    if (from < 0) {
      return 0;
    }
    int gap =
        cell.isEmpty()
            ? list.getItems().size()
            : cell.getIndex() + (y < cell.getHeight() / 2 ? 0 : 1);
    // Nothing comes before a run that has begun.
    int first = QueuePanel.isMovable(list.getItems().getFirst()) ? 0 : 1;
    int to = Math.max(first, gap > from ? gap - 1 : gap);
    return to - from;
  }
}
