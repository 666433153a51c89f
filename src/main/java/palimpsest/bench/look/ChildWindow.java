package palimpsest.bench.look;

import javafx.collections.ObservableList;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Windows that lie over another one. */
public final class ChildWindow {

  private ChildWindow() {}

  /** Shows a window in front, over the middle of its owner and whole on the owner's screen. */
  public static void show(Stage stage) {
    boolean opened = !stage.isShowing();
    stage.show();
    Window owner = stage.getOwner();
    if (opened && owner != null) {
      place(stage, owner);
    }
    stage.toFront();
  }

  private static void place(Stage stage, Window owner) {
    ObservableList<Screen> screens =
        Screen.getScreensForRectangle(
            owner.getX(),
            owner.getY(),
            Math.max(1, owner.getWidth()),
            Math.max(1, owner.getHeight()));
    Rectangle2D room =
        (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
    stage.setWidth(Math.min(stage.getWidth(), room.getWidth()));
    stage.setHeight(Math.min(stage.getHeight(), room.getHeight()));
    stage.setX(
        Math.clamp(
            owner.getX() + (owner.getWidth() - stage.getWidth()) / 2,
            room.getMinX(),
            room.getMaxX() - stage.getWidth()));
    stage.setY(
        Math.clamp(
            owner.getY() + (owner.getHeight() - stage.getHeight()) / 2,
            room.getMinY(),
            room.getMaxY() - stage.getHeight()));
  }
}
