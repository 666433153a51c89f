package palimpsest.bench.look;

import java.util.function.BooleanSupplier;
import javafx.beans.InvalidationListener;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small pieces that every page is made of. */
public final class Ui {

  private Ui() {}

  /** A button that is only an icon, named for those who cannot see it. */
  public static Button iconButton(Feather icon, String name, String tip) {
    Button button = new Button(null, new FontIcon(icon));
    button.getStyleClass().addAll("button-icon", "flat");
    return named(button, name, tip);
  }

  /** Gives a button a name for screen readers and a tooltip. */
  public static <B extends ButtonBase> B named(B button, String name, String tip) {
    button.setAccessibleText(name);
    tip(button, tip);
    return button;
  }

  /**
   * Leaves Escape to what is around a list, table or tree: these take it to cancel an edit, even
   * when there is none.
   *
   * @param editing tests if a cell is being edited
   */
  public static void passEscape(Control list, BooleanSupplier editing) {
    list.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && !editing.getAsBoolean()) {
            passOn(list, event);
          }
        });
  }

  /**
   * Leaves undo and redo to what is around a field while there is nothing written in it and nothing
   * to undo: it takes these keys all the same.
   */
  public static void passUndo(TextInputControl field) {
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          boolean untouched = field.getLength() == 0 && !field.isUndoable() && !field.isRedoable();
          if (event.getCode() == KeyCode.Z && event.isShortcutDown() && untouched) {
            passOn(field, event);
          }
        });
  }

  private static void passOn(Control control, KeyEvent event) {
    Parent around = control.getParent();
    if (around != null) {
      KeyEvent passed = event.copyFor(event.getSource(), around);
      event.consume();
      Event.fireEvent(around, passed);
    }
  }

  /**
   * Says what something is for: in its tooltip, and to screen readers as its help. The tooltip is
   * made when the mouse first comes, for each is a window; it follows the help when that changes.
   */
  public static void tip(Node node, String text) {
    node.setAccessibleHelp(text);
    tip(node);
  }

  /** Shows the help of something as its tooltip. */
  public static void tip(Node node) {
    node.addEventHandler(
        MouseEvent.MOUSE_ENTERED,
        new EventHandler<>() {
          @Override
          public void handle(MouseEvent event) {
            node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
            Tooltip tip = tooltip("");
            tip.textProperty().bind(NonBreakingUnits.of(node.accessibleHelpProperty()));
            Tooltip.install(node, tip);
            hideWhenMoved(node, tip);
          }
        });
  }

  /** Hides a tooltip as soon as its node moves, as when it is scrolled: it would cover others. */
  private static void hideWhenMoved(Node node, Tooltip tip) {
    InvalidationListener moved = _ -> tip.hide();
    tip.showingProperty()
        .subscribe(showing -> {
          if (showing) {
            node.localToSceneTransformProperty().addListener(moved);
          } else {
            node.localToSceneTransformProperty().removeListener(moved);
          }
        });
  }

  /**
   * A tooltip that comes soon, stays, and wraps; for cells, which show something else each time.
   */
  public static Tooltip tooltip(String text) {
    Tooltip tip = new Tooltip(NonBreakingUnits.of(text));
    tip.setShowDelay(Duration.millis(400));
    tip.setShowDuration(Duration.minutes(1));
    tip.setWrapText(true);
    tip.setMaxWidth(380);
    EventHandler<ScrollEvent> scrolled = _ -> tip.hide();
    tip.setOnShown(_ -> tip.getOwnerWindow().addEventFilter(ScrollEvent.SCROLL, scrolled));
    tip.setOnHidden(_ -> tip.getOwnerWindow().removeEventFilter(ScrollEvent.SCROLL, scrolled));
    return tip;
  }

  /** A label in the quiet colour. */
  public static Label quiet(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("quiet");
    return label;
  }

  /** The heading of a part of a page. */
  public static Label title(String text) {
    Label title = new Label(text);
    title.getStyleClass().add("panel-title");
    return title;
  }

  /** The content of an empty page: its purpose and the next step. */
  public static VBox empty(Feather icon, String title, String advice) {
    FontIcon picture = new FontIcon(icon);
    picture.getStyleClass().add("empty-icon");
    Label heading = new Label(title);
    heading.getStyleClass().add("empty-title");
    Label text = quiet(advice);
    text.setWrapText(true);
    text.setMaxWidth(420);
    text.setAlignment(Pos.CENTER);
    text.getStyleClass().add("empty-advice");
    VBox box = new VBox(picture, heading, text);
    box.getStyleClass().add("empty");
    box.setAlignment(Pos.CENTER);
    return box;
  }

  /** Fills the space between two groups in a bar. */
  public static Region spacer() {
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    return spacer;
  }

  /** Shows a node only while something holds, and gives its space to others meanwhile. */
  public static void shownWhen(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
    node.visibleProperty().bind(condition);
    node.managedProperty().bind(condition);
  }
}
