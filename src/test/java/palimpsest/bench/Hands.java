package palimpsest.bench;

import java.util.List;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Eyes and hands of a test before the open windows: finds nodes by id in whichever window has them,
 * and moves the real pointer and keys.
 */
final class Hands {

  private final Robot robot = FxToolkit.get(Robot::new);

  private Hands() {}

  /** Hands, once JavaFX runs. */
  static Hands start() {
    FxToolkit.start();
    return new Hands();
  }

  Robot robot() {
    return robot;
  }

  /** A node of any window; where something is awaited, its absence means "not yet". */
  Node node(String id) {
    Node found = find(id);
    if (found == null) {
      throw new FxToolkit.AbsentNode(id);
    }
    return found;
  }

  @Nullable Node find(String id) {
    for (Window window : Window.getWindows().reversed()) {
      Node found = window.getScene() == null ? null : window.getScene().lookup(id);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** A node whose type the caller knows. */
  <N extends Node> N node(String id, Class<N> type) {
    return type.cast(node(id));
  }

  String text(String id) {
    return Platform.isFxApplicationThread()
        ? textOf(node(id))
        : FxToolkit.get(() -> textOf(node(id)));
  }

  private static String textOf(Node node) {
    return node instanceof TextInputControl field ? field.getText() : ((Labeled) node).getText();
  }

  boolean disabled(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> node(id).isDisabled());
  }

  boolean visible(String id) {
    return Platform.isFxApplicationThread()
        ? shows(find(id))
        : FxToolkit.get(() -> shows(find(id)));
  }

  private static boolean shows(@Nullable Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node != null;
  }

  Point2D middle(String id) {
    Bounds bounds = node(id).localToScreen(node(id).getBoundsInLocal());
    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
  }

  void move(double x, double y) {
    FxToolkit.run(() -> robot.mouseMove(x, y));
    FxToolkit.frame();
  }

  /** Scrolls what is around a node until the node is seen, if it is not. */
  void bringIntoSight(String id) {
    FxToolkit.frame();
    FxToolkit.run(() -> {
      Node node = node(id);
      for (Parent at = node.getParent(); at != null; at = at.getParent()) {
        if (at instanceof ScrollPane pane) {
          scroll(pane, node);
        }
      }
    });
    FxToolkit.frame();
  }

  private static void scroll(ScrollPane pane, Node node) {
    Bounds place = pane.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
    double shown = pane.getViewportBounds().getHeight();
    double hidden = pane.getContent().getLayoutBounds().getHeight() - shown;
    double offset = hidden * pane.getVvalue();
    if (hidden > 0 && (place.getMinY() < offset || place.getMaxY() > offset + shown)) {
      pane.setVvalue(Math.clamp((place.getCenterY() - shown / 2) / hidden, 0, 1));
    }
  }

  void click(String id) {
    bringIntoSight(id);
    Point2D middle = FxToolkit.get(() -> middle(id));
    // A tooltip that lies where the pointer goes is gone by the second move.
    move(middle.getX() - 2, middle.getY());
    move(middle.getX(), middle.getY());
    FxToolkit.run(() -> robot.mouseClick(MouseButton.PRIMARY));
    FxToolkit.frame();
  }

  /**
   * Clicks on a column's heading. The headless robot calls every click one that opens a menu, to
   * which headings do not listen, so the event is made here.
   */
  void clickHeading(String table, String column) {
    FxToolkit.frame();
    FxToolkit.run(() -> {
      Node heading =
          node(table).lookupAll(".column-header").stream()
              .filter(one -> column.equals(one.getId()))
              .findFirst()
              .orElseThrow();
      Bounds there = heading.localToScreen(heading.getBoundsInLocal());
      for (EventType<MouseEvent> type :
          List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED)) {
        Event.fireEvent(
            heading,
            new MouseEvent(
                type,
                9,
                9,
                there.getMinX() + 9,
                there.getMinY() + 9,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                type == MouseEvent.MOUSE_PRESSED,
                false,
                false,
                false,
                false,
                true,
                null));
      }
    });
    FxToolkit.frame();
  }

  /** Drags from one place of the screen to another. */
  void drag(Point2D from, Point2D to) {
    move(from.getX(), from.getY());
    FxToolkit.run(() -> robot.mousePress(MouseButton.PRIMARY));
    for (int step = 1; step <= 8; step++) {
      Point2D at = from.interpolate(to, step / 8.0);
      move(at.getX(), at.getY());
    }
    FxToolkit.run(() -> robot.mouseRelease(MouseButton.PRIMARY));
    FxToolkit.frame();
  }

  /** Sets the figure of the page for paper as it comes, and saves it. */
  void exportFigure() {
    press(KeyCode.CONTROL, KeyCode.E);
    FxToolkit.await("the figure editor", () -> visible("#figure-save"));
    FxToolkit.run(() -> node("#figure-save", Button.class).fire());
  }

  /** A line of the menu that a button opens. */
  MenuItem menuItem(String button, String line) {
    return node(button, MenuButton.class).getItems().stream()
        .filter(item -> line.equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  void press(KeyCode... keys) {
    FxToolkit.run(() -> {
      for (KeyCode key : keys) {
        robot.keyPress(key);
      }
      for (int i = keys.length - 1; i >= 0; i--) {
        robot.keyRelease(keys[i]);
      }
    });
    FxToolkit.frame();
  }

  /**
   * Clicks into a text field and writes something else, key by key. What appears in the window at
   * that moment may move the field away; then it is clicked again.
   */
  void type(String id, String text) {
    for (int time = 0; time < 3 && !FxToolkit.get(() -> node(id).isFocused()); time++) {
      click(id);
    }
    press(KeyCode.CONTROL, KeyCode.A);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      press(
          switch (letter) {
            case '-' -> KeyCode.MINUS;
            case '.' -> KeyCode.PERIOD;
            case ',' -> KeyCode.COMMA;
            case ' ' -> KeyCode.SPACE;
            default ->
                Character.isDigit(letter)
                    ? KeyCode.valueOf("DIGIT" + letter)
                    : KeyCode.valueOf(String.valueOf(letter).toUpperCase(java.util.Locale.ROOT));
          });
    }
    FxToolkit.await(text + " in " + id, () -> text(id).equals(text));
  }

  /** Searches a setting in the dialog of a grid, and lets it vary. */
  void addToGrid(String letters) {
    type("#grid-add", letters);
    press(KeyCode.ENTER);
  }

  /** Walks down a choice box with the keyboard, and up again, until it says what is wanted. */
  void choose(String id, String key) {
    FxToolkit.run(() -> node(id).requestFocus());
    for (int step = 0; step < 64; step++) {
      Object value = FxToolkit.get(() -> ((ComboBox<?>) node(id)).getValue());
      if (String.valueOf(value).contains("key=" + key + ",")) {
        return;
      }
      press(step < 32 ? KeyCode.DOWN : KeyCode.UP);
    }
    throw new AssertionError(id + " never said " + key);
  }
}
