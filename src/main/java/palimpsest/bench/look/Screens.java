package palimpsest.bench.look;

import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;

/** The screens that windows lie on. */
public final class Screens {

  private Screens() {}

  /** The part for windows of the screen that a rectangle is on; of the first if it is on none. */
  public static Rectangle2D boundsAt(Rectangle2D window) {
    List<Screen> screens = Screen.getScreensForRectangle(window);
    return (screens.isEmpty() ? Screen.getPrimary() : screens.getFirst()).getVisualBounds();
  }
}
