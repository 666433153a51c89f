package palimpsest.bench.fisher;

import java.nio.IntBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import palimpsest.chart.MatrixRaster;
import palimpsest.chart.MatrixRegion;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.network.ParameterLayout.Layer;

/**
 * A matrix on the screen, to zoom and pan. Only what is visible is read, in the background if that
 * is much; meanwhile what was read before is shown at its new place.
 */
final class MatrixCanvas extends Region {

  /** The matrix is dark in either theme, so its lines are the same in both. */
  private static final Color LINES = Color.web("#4493f8", 0.8);

  private static final double LEFT = 64;
  private static final double TOP = 24;
  private static final double STEP = 1.25;
  private static final double ARROW = 48;
  private static final long AT_ONCE = 250_000;

  private final FisherViewModel model;
  private final Canvas canvas = new Canvas();
  private final LatestTask<MatrixRaster> reader;
  private final ObjectProperty<Viewport> viewport =
      new SimpleObjectProperty<>(this, "viewport", new Viewport(1, 0, 0));
  private boolean fitted = true;
  private long asked;
  private long accepted;
  private boolean stale;
  private boolean repaint;
  private @Nullable MatrixRaster raster;
  private @Nullable WritableImage image;
  private Color ground = Color.WHITE;
  private Color ink = Color.BLACK;
  private double dragX;
  private double dragY;

  MatrixCanvas(FisherViewModel model, Executor background, Executor window) {
    this.model = model;
    reader = new LatestTask<>(background, window);
    getStyleClass().add("matrix");
    setId("matrix");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText("Fisher matrix");
    accessibleHelpProperty().bind(model.readingProperty());
    setCursor(Cursor.CROSSHAIR);
    setMinSize(160, 160);
    canvas.setManaged(false);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    getChildren().add(canvas);
    addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> model.pointAt(-1, -1));
    addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    model.shownProperty().subscribe(this::matrixChanged);
    model.greysProperty().subscribe(greys -> recolour());
    viewport.subscribe(next -> reread());
  }

  /** What part of the matrix is on the screen. */
  ObjectProperty<Viewport> viewportProperty() {
    return viewport;
  }

  /** Puts the canvas into the window's colours. */
  void colours(boolean dark) {
    ground = Color.web(dark ? "#0d1117" : "#ffffff");
    ink = Color.web(dark ? "#9198a1" : "#59636e");
    repaintSoon();
  }

  /** Larger about the middle. */
  void zoomIn() {
    zoom(viewWidth() / 2, viewHeight() / 2, STEP * STEP);
  }

  /** Smaller about the middle. */
  void zoomOut() {
    zoom(viewWidth() / 2, viewHeight() / 2, 1 / (STEP * STEP));
  }

  /** The whole matrix. */
  void fit() {
    fitted = true;
    int size = size();
    if (size > 0) {
      viewport.set(Viewport.fitting(size, viewWidth(), viewHeight()));
    }
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      repaint = true;
      stale = true;
      if (fitted) {
        fit();
      }
    }
    if (stale) {
      stale = false;
      read();
    }
    if (repaint) {
      repaint = false;
      paint();
    }
  }

  private void matrixChanged(@Nullable FisherSnapshot matrix) {
    MatrixRaster before = raster;
    raster = null;
    image = null;
    if (matrix != null && (fitted || before == null)) {
      fit();
    }
    reread();
  }

  private void reread() {
    stale = true;
    repaintSoon();
  }

  private void repaintSoon() {
    repaint = true;
    requestLayout();
  }

  private void read() {
    FisherSnapshot matrix = model.shownProperty().get();
    if (matrix == null || viewWidth() < 1 || viewHeight() < 1) {
      return;
    }
    MatrixEntries entries = matrix.entries();
    MatrixRegion region = region(viewport.get());
    double across = Math.min(entries.size(), region.width() / region.scale());
    double down = Math.min(entries.size(), region.height() / region.scale());
    long reading = ++asked;
    if (across * down <= AT_ONCE) {
      accept(matrix, MatrixRaster.of(entries, region), reading);
    } else {
      reader.submit(() -> MatrixRaster.of(entries, region), read -> accept(matrix, read, reading));
    }
  }

  /** What to read for a view: of an enlarged matrix every visible entry once. */
  private MatrixRegion region(Viewport view) {
    if (view.scale() >= 1) {
      return new MatrixRegion(
          Math.floor(view.row()),
          Math.floor(view.column()),
          1,
          (int) Math.ceil(viewWidth() / view.scale()) + 1,
          (int) Math.ceil(viewHeight() / view.scale()) + 1);
    }
    return new MatrixRegion(
        view.row(), view.column(), view.scale(), (int) viewWidth(), (int) viewHeight());
  }

  /** Takes what was read unless something asked for later came first. */
  private void accept(FisherSnapshot matrix, MatrixRaster read, long reading) {
    if (reading > accepted && matrix.equals(model.shownProperty().get())) {
      accepted = reading;
      raster = read;
      model.nowInView(read);
      recolour();
    }
  }

  private void recolour() {
    MatrixRaster read = raster;
    if (read != null) {
      MatrixRegion region = read.region();
      PixelBuffer<IntBuffer> pixels =
          new PixelBuffer<>(
              region.width(),
              region.height(),
              IntBuffer.wrap(read.toArgb(model.greysProperty().get())),
              PixelFormat.getIntArgbPreInstance());
      image = new WritableImage(pixels);
    }
    repaintSoon();
  }

  private void paint() {
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.setFill(ground);
    graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
    FisherSnapshot matrix = model.shownProperty().get();
    if (matrix == null) {
      return;
    }
    Viewport view = viewport.get();
    graphics.save();
    graphics.beginPath();
    graphics.rect(LEFT, TOP, viewWidth(), viewHeight());
    graphics.clip();
    graphics.translate(LEFT, TOP);
    paintImage(graphics, view);
    paintBoundaries(graphics, view, matrix);
    graphics.restore();
    paintNames(graphics, view, matrix.layout().layers());
  }

  private void paintImage(GraphicsContext graphics, Viewport view) {
    MatrixRaster read = raster;
    WritableImage picture = image;
    if (read == null || picture == null) {
      return;
    }
    MatrixRegion region = read.region();
    double pixel = view.scale() / region.scale();
    graphics.setImageSmoothing(false);
    graphics.drawImage(
        picture,
        Math.rint(view.xOf(region.column())),
        Math.rint(view.yOf(region.row())),
        region.width() * pixel,
        region.height() * pixel);
  }

  private void paintBoundaries(GraphicsContext graphics, Viewport view, FisherSnapshot matrix) {
    int size = matrix.entries().size();
    double left = view.xOf(0);
    double right = view.xOf(size);
    double top = view.yOf(0);
    double bottom = view.yOf(size);
    graphics.setStroke(LINES);
    graphics.setLineWidth(1);
    for (Layer layer : matrix.layout().layers()) {
      if (layer.offset() > 0) {
        double x = crisp(view.xOf(layer.offset()));
        double y = crisp(view.yOf(layer.offset()));
        graphics.strokeLine(x, top, x, bottom);
        graphics.strokeLine(left, y, right, y);
      }
    }
    graphics.strokeRect(crisp(left), crisp(top), Math.rint(right - left), Math.rint(bottom - top));
  }

  private void paintNames(GraphicsContext graphics, Viewport view, List<Layer> layers) {
    graphics.setFill(ink);
    graphics.setFont(Font.font(11));
    double edgeX = LEFT + Math.max(0, view.xOf(0));
    double edgeY = TOP + Math.max(0, view.yOf(0));
    double freeX = LEFT;
    double freeY = TOP;
    for (Layer layer : layers) {
      double end = layer.offset() + layer.size();
      double left = Math.max(0, view.xOf(layer.offset()));
      double right = Math.min(viewWidth(), view.xOf(end));
      double half = 4 + 3.3 * layer.name().length();
      double x = Math.max(LEFT + (left + right) / 2, freeX + half);
      if (right - left > 3
          && x - half >= freeX
          && x + half <= LEFT + viewWidth()
          && x - half < LEFT + right) {
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(layer.name(), x, edgeY - TOP / 2);
        freeX = x + half;
      }
      double top = Math.max(0, view.yOf(layer.offset()));
      double bottom = Math.min(viewHeight(), view.yOf(end));
      double y = Math.max(TOP + (top + bottom) / 2, freeY + 7);
      if (bottom - top > 3 && y < TOP + bottom + 7 && y + 7 <= TOP + viewHeight()) {
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.fillText(layer.name(), edgeX - 8, y, LEFT - 10);
        freeY = y + 7;
      }
    }
  }

  private void scrolled(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      double factor = Math.pow(STEP, Math.clamp(event.getDeltaY() / 40, -4, 4));
      zoom(event.getX() - LEFT, event.getY() - TOP, factor);
      read(event.getX(), event.getY());
    }
    event.consume();
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    dragX = event.getX();
    dragY = event.getY();
    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      fit();
    }
  }

  private void dragged(MouseEvent event) {
    pan(event.getX() - dragX, event.getY() - dragY);
    dragX = event.getX();
    dragY = event.getY();
  }

  private void moved(MouseEvent event) {
    read(event.getX(), event.getY());
  }

  private void read(double x, double y) {
    if (x < LEFT || y < TOP) {
      model.pointAt(-1, -1);
    } else {
      model.pointAt(viewport.get().rowAt(y - TOP), viewport.get().columnAt(x - LEFT));
    }
  }

  private void keyPressed(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> zoomIn();
      case MINUS, SUBTRACT -> zoomOut();
      case DIGIT0, NUMPAD0 -> fit();
      case LEFT -> pan(ARROW, 0);
      case RIGHT -> pan(-ARROW, 0);
      case UP -> pan(0, ARROW);
      case DOWN -> pan(0, -ARROW);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void pan(double dx, double dy) {
    if (size() > 0) {
      fitted = false;
      viewport.set(viewport.get().panned(dx, dy).heldNear(size(), viewWidth(), viewHeight()));
    }
  }

  private void zoom(double x, double y, double factor) {
    if (size() > 0) {
      fitted = false;
      double smallest = Viewport.fitting(size(), viewWidth(), viewHeight()).scale() / 2;
      viewport.set(
          viewport
              .get()
              .zoomedAbout(x, y, factor, smallest)
              .heldNear(size(), viewWidth(), viewHeight()));
    }
  }

  private int size() {
    FisherSnapshot matrix = model.shownProperty().get();
    return matrix == null ? 0 : matrix.entries().size();
  }

  private double viewWidth() {
    return Math.max(0, Math.floor(getWidth() - LEFT));
  }

  private double viewHeight() {
    return Math.max(0, Math.floor(getHeight() - TOP));
  }

  private static double crisp(double position) {
    return Math.floor(position) + 0.5;
  }
}
