package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import palimpsest.bench.fisher.TileReader.Tile;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixRegion;
import palimpsest.chart.MatrixValues.Part;
import palimpsest.chart.Reduction;

/**
 * One matrix on the screen, to zoom and pan together with the others. Only what is visible is read,
 * in the background; meanwhile what was read before is shown at its new place.
 */
final class MatrixCanvas extends Region {

  /** Pixels at the left for the names of rows. */
  static final double NAMES = 64;

  private static final String REFINING = "refining…";

  /** Of a matrix whose entries take minutes to compute. */
  private static final String SAMPLED = "sampled: one row for each pixel; zoom in for every entry";

  private static final double ARROW = 48;

  private final PaneContent paneContent;
  private final FisherViewModel model;
  private final ObservableValue<GreyScale> greys;
  private final Runnable viewChanged;
  private final Canvas canvas = new Canvas();
  private final DevicePicture picture = new DevicePicture();
  private final MatrixPainter painter = new MatrixPainter(picture, canvas);

  /** Pixels of the screen per unit of the window. */
  private final ObservableValue<Number> density =
      sceneProperty()
          .flatMap(Scene::windowProperty)
          .flatMap(Window::renderScaleXProperty)
          .orElse(1.0);

  private final TileReader tiles;
  private final ReadOnlyStringWrapper coarse = new ReadOnlyStringWrapper(this, "coarse", "");
  private double left = NAMES;
  private boolean stale = true;
  private boolean told;
  private double dragX;
  private double dragY;

  /**
   * A canvas without a matrix.
   *
   * @param viewChanged told when more of what is in view has been read
   */
  MatrixCanvas(
      PaneContent paneContent,
      FisherViewModel model,
      ObservableValue<GreyScale> greys,
      Runnable viewChanged,
      Executor background,
      Executor window) {
    this.paneContent = paneContent;
    this.model = model;
    this.greys = greys;
    this.viewChanged = viewChanged;
    tiles = new TileReader(background, window, this::tilesChanged, paneContent::clear);
    getStyleClass().add("matrix");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText("Fisher matrix " + paneContent.letter());
    accessibleHelpProperty().bind(model.readingProperty());
    setCursor(Cursor.CROSSHAIR);
    setMinSize(120, 120);
    canvas.setManaged(false);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    getChildren().addAll(picture.node(), canvas);
    addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(MouseEvent.MOUSE_MOVED, event -> read(event.getX(), event.getY()));
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> model.pointAt(-1, -1));
    addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    paneContent.contentProperty().subscribe(content -> look());
    greys.subscribe(scale -> recolour());
    model.levels().nonZeroProperty().subscribe(on -> recolour());
    model.levels().paletteProperty().subscribe(palette -> recolour());
    model.levels().reductionProperty().subscribe(reduction -> look());
    model.zoom().viewportProperty().subscribe(view -> look());
    model.visibleProperty().subscribe(on -> look());
    density.subscribe(pixels -> look());
    visibleProperty().subscribe(on -> look());
  }

  /** Puts the canvas into the window's colours. */
  void colours(boolean dark) {
    painter.colours(dark);
    requestLayout();
  }

  /** The note on a picture that does not show every entry; empty if it does. */
  ReadOnlyStringProperty coarseProperty() {
    return coarse.getReadOnlyProperty();
  }

  /** Leaves room for the names of rows, or none. */
  void nameRows(boolean named) {
    left = named ? NAMES : 0;
    painter.left(left);
    look();
  }

  /** The values that are in view, as far as they have been read. */
  List<Part> inView() {
    Viewport view = model.zoom().viewportProperty().get();
    List<Part> parts = new ArrayList<>();
    for (Tile tile : tiles.tiles().values()) {
      MatrixRegion region = tile.raster().region();
      Part part =
          new Part(
              tile.raster(),
              pixel((view.column() - region.column()) * region.scale(), false),
              pixel((view.row() - region.row()) * region.scale(), false),
              pixel(
                  (view.column() + viewWidth() / view.scale() - region.column()) * region.scale(),
                  true),
              pixel(
                  (view.row() + viewHeight() / view.scale() - region.row()) * region.scale(),
                  true));
      if (part.left() < part.right() && part.top() < part.bottom()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Whether every entry in view has been looked at. */
  boolean isComplete() {
    return paneContent.contentProperty().get() == null || (!stale && tiles.isComplete());
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      stale = true;
    }
    PaneContent.Content content = paneContent.contentProperty().get();
    if (content == null || !isVisible() || !model.visibleProperty().get()) {
      tiles.close();
      painter.forget();
      painter.paintNothing();
      if (stale) {
        stale = false;
        coarse.set("");
        viewChanged.run();
      }
      return;
    }
    model.zoom().extent(viewWidth(), viewHeight(), density.getValue().doubleValue());
    Viewport view = model.zoom().viewportProperty().get();
    if (stale) {
      stale = false;
      told = false;
      Reduction reduction = model.levels().reductionProperty().get();
      if (!tiles.looksAt(content.source(), view, reduction)) {
        painter.keepAsStopgap();
      }
      tiles.look(content.source(), view, reduction, viewWidth(), viewHeight());
      if (tiles.isComplete()) {
        viewChanged.run();
      }
    }
    painter.paint(
        content,
        view,
        tiles,
        model.levels().look(greys.getValue()),
        model.levels().nonZeroProperty().get());
  }

  private void look() {
    stale = true;
    requestLayout();
  }

  private void recolour() {
    painter.forget();
    requestLayout();
  }

  private void tilesChanged() {
    requestLayout();
    coarse.set(
        tiles.isComplete()
            ? ""
            : tiles.staysSampled() ? SAMPLED : tiles.isCovered() ? REFINING : "");
    if (tiles.isComplete() || (!told && tiles.isCovered())) {
      told = true;
      viewChanged.run();
    }
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      model
          .zoom()
          .wheel(event.getX() - left, event.getY() - MatrixPainter.TOP, event.getDeltaY() / 40);
      read(event.getX(), event.getY());
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    dragX = event.getX();
    dragY = event.getY();
    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      model.zoom().fit();
    }
  }

  private void dragged(MouseEvent event) {
    model.zoom().pan(event.getX() - dragX, event.getY() - dragY);
    dragX = event.getX();
    dragY = event.getY();
  }

  private void read(double x, double y) {
    if (x < left || y < MatrixPainter.TOP) {
      model.pointAt(-1, -1);
    } else {
      Viewport view = model.zoom().viewportProperty().get();
      model.pointAt(view.rowAt(y - MatrixPainter.TOP), view.columnAt(x - left));
    }
  }

  private void keyPressed(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    ZoomModel zoom = model.zoom();
    switch (event.getCode()) {
      case LEFT -> zoom.pan(ARROW, 0);
      case RIGHT -> zoom.pan(-ARROW, 0);
      case UP -> zoom.pan(0, ARROW);
      case DOWN -> zoom.pan(0, -ARROW);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private double viewWidth() {
    return Math.max(0, Math.floor(getWidth() - left));
  }

  private double viewHeight() {
    return Math.max(0, Math.floor(getHeight() - MatrixPainter.TOP));
  }

  private static int pixel(double position, boolean after) {
    return (int) Math.clamp(after ? Math.ceil(position) : Math.floor(position), 0, TileReader.TILE);
  }
}
