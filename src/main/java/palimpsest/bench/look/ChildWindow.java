package palimpsest.bench.look;

import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Windows that lie over another one. */
public final class ChildWindow {

  private ChildWindow() {}

  /**
   * Shows a window in front; the first time, over the middle of its owner and whole on the owner's
   * screen.
   */
  public static void show(Stage stage) {
    stage.show();
    Window owner = stage.getOwner();
    if (owner != null && stage.getProperties().putIfAbsent(ChildWindow.class, true) == null) {
      place(stage, owner);
    }
    stage.toFront();
  }

  private static void place(Stage stage, Window owner) {
    Rectangle2D room =
        Screens.boundsAt(
            new Rectangle2D(
                owner.getX(),
                owner.getY(),
                Math.max(1, owner.getWidth()),
                Math.max(1, owner.getHeight())));
    stage.setWidth(Math.min(stage.getWidth(), room.getWidth()));
    stage.setHeight(Math.min(stage.getHeight(), room.getHeight()));
    double x = owner.getX() + (owner.getWidth() - stage.getWidth()) / 2;
    double y = owner.getY() + (owner.getHeight() - stage.getHeight()) / 2;
    stage.setX(Math.max(room.getMinX(), Math.min(x, room.getMaxX() - stage.getWidth())));
    stage.setY(Math.max(room.getMinY(), Math.min(y, room.getMaxY() - stage.getHeight())));
  }
}
