package palimpsest.bench.figure;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.DoubleBinding;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.LegendEntry;

/**
 * The legend of a figure. A click on an entry hides its curves or shows them again, Alt-click
 * singles them out, dragging moves the entry; the menu and keys do the same and rename it.
 */
final class LegendPane extends ScrollPane {

  private static final String HELP =
      "Click: hide or show (Space). Alt-click: only this one (Shift+Space). Drag: move (Alt+arrows)."
          + " F2: rename.";

  /** The insets of the list, in width. */
  private static final double MARGIN = 8;

  private final FigureModel model;
  private final FlowPane items = new FlowPane();
  private ChartTheme theme = ChartTheme.LIGHT;
  private final DoubleBinding line = items.widthProperty().subtract(MARGIN);
  private @Nullable LegendItem pressed;
  private boolean beside;

  LegendPane(FigureModel model) {
    this.model = model;
    getStyleClass().addAll("edge-to-edge", "legend");
    items.getStyleClass().add("legend-items");
    setContent(items);
    // Entries are as wide as this pane: without it, it could never become narrower than they are.
    items.setMinWidth(0);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setFocusTraversable(false);
    setMinSize(0, 0);
    addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    addEventFilter(
        MouseEvent.MOUSE_PRESSED,
        event ->
            pressed =
                event.getButton() == MouseButton.PRIMARY
                    ? at(event.getSceneX(), event.getSceneY())
                    : null);
    addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
    // What changes while the page is laid out is laid out in the next pulse only if asked for.
    line.subscribe(wide -> Platform.runLater(items::requestLayout));
    model.currentProperty().subscribe(key -> update());
  }

  /** Shows the entries of the model's figure as they are now. */
  void show(ChartTheme look) {
    theme = look;
    update();
  }

  private void update() {
    List<LegendEntry> entries = model.entries();
    List<String> keys = entries.stream().map(LegendEntry::key).toList();
    if (!keys.equals(all().stream().map(LegendItem::key).toList())) {
      List<LegendItem> now = new ArrayList<>();
      for (String key : keys) {
        now.add(
            all().stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseGet(() -> item(key)));
      }
      boolean focused = all().stream().anyMatch(Node::isFocused);
      items.getChildren().setAll(now);
      if (focused) {
        focusCurrent();
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      LegendItem item = all().get(i);
      item.show(entries.get(i), theme, keys.get(i).equals(model.currentProperty().get()));
      item.setAccessibleHelp(entries.get(i).label() + "\n" + HELP);
    }
  }

  private List<LegendItem> all() {
    List<LegendItem> all = new ArrayList<>();
    for (Node node : items.getChildren()) {
      if (node instanceof LegendItem item) {
        all.add(item);
      }
    }
    return all;
  }

  private LegendItem item(String key) {
    LegendItem item = new LegendItem(model, key);
    Ui.tip(item);
    item.setOnMouseClicked(event -> clicked(item, event));
    item.setOnContextMenuRequested(event -> {
      model.makeCurrent(key);
      menu(item).show(item, event.getScreenX(), event.getScreenY());
      event.consume();
    });
    item.focusedProperty()
        .subscribe(focused -> {
          if (focused) {
            model.makeCurrent(key);
          }
        });
    if (beside) {
      item.prefWidthProperty().bind(line);
    }
    return item;
  }

  private void clicked(LegendItem item, MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress() && !item.isEdited()) {
      model.makeCurrent(item.key());
      if (event.isAltDown()) {
        model.singleOut(item.key());
      } else {
        model.toggle(item.key());
      }
    }
  }

  /** Puts an entry that was dragged into the place of the one under the pointer. */
  private void released(MouseEvent event) {
    LegendItem from = pressed;
    LegendItem under = at(event.getSceneX(), event.getSceneY());
    pressed = null;
    if (from != null && under != null && from != under) {
      model.place(from.key(), under.key());
    }
  }

  private @Nullable LegendItem at(double x, double y) {
    return all().stream()
        .filter(item -> item.getBoundsInLocal().contains(item.sceneToLocal(x, y)))
        .findFirst()
        .orElse(null);
  }

  private ContextMenu menu(LegendItem item) {
    String key = item.key();
    return new ContextMenu(
        line("Hide or show", () -> model.toggle(key)),
        line("Show only this", () -> model.singleOut(key)),
        line("Show all", model::showAll),
        line("Rename…", item::edit),
        line("Move up", () -> model.shift(key, -1)),
        line("Move down", () -> model.shift(key, 1)));
  }

  private static MenuItem line(String text, Runnable action) {
    MenuItem line = new MenuItem(text);
    line.setOnAction(event -> action.run());
    return line;
  }

  private void keyPressed(KeyEvent event) {
    String key = model.currentProperty().get();
    LegendItem item = current();
    if (item == null || item.isEdited() || event.isShortcutDown()) {
      return;
    }
    switch (event.getCode()) {
      case SPACE, ENTER -> {
        if (event.isShiftDown()) {
          model.singleOut(key);
        } else {
          model.toggle(key);
        }
      }
      case F2 -> item.edit();
      case UP, LEFT -> move(event, key, -1);
      case DOWN, RIGHT -> move(event, key, 1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(KeyEvent event, String key, int places) {
    if (event.isAltDown()) {
      model.shift(key, places);
    } else {
      model.step(places);
      focusCurrent();
    }
  }

  /** Lets the current entry's name be written again. */
  void renameCurrent() {
    LegendItem item = current();
    if (item != null) {
      item.edit();
    }
  }

  private void focusCurrent() {
    LegendItem item = current();
    if (item != null) {
      item.requestFocus();
      double above = item.getBoundsInParent().getMinY();
      double rest = items.getHeight() - getViewportBounds().getHeight();
      if (rest > 0) {
        setVvalue(Math.clamp(above / rest, 0, 1));
      }
    }
  }

  private @Nullable LegendItem current() {
    return all().stream()
        .filter(item -> item.key().equals(model.currentProperty().get()))
        .findFirst()
        .orElse(null);
  }

  /** Stands beside the figure, an entry a line, or below it. */
  void setBeside(boolean now) {
    if (now != beside) {
      beside = now;
      for (LegendItem item : all()) {
        item.prefWidthProperty().unbind();
        item.setPrefWidth(USE_COMPUTED_SIZE);
        if (now) {
          item.prefWidthProperty().bind(line);
        }
      }
    }
  }

  /** The height in which all entries are seen below a figure of a width. */
  double heightBelow(double width) {
    double left = 0;
    int lines = 1;
    double high = 0;
    for (LegendItem item : all()) {
      double wide = natural(item) + items.getHgap();
      high = Math.max(high, item.minHeight(-1));
      if (left > 0 && left + wide > width) {
        lines++;
        left = 0;
      }
      left += wide;
    }
    return lines * (high + items.getVgap()) + items.getInsets().getTop() + 4;
  }

  /** The width in which every entry stands on one line. */
  double widest() {
    return all().stream().mapToDouble(this::natural).max().orElse(0) + 2 * MARGIN;
  }

  private double natural(LegendItem item) {
    return item.getChildren().stream().mapToDouble(node -> node.prefWidth(-1)).sum() + 20;
  }
}
