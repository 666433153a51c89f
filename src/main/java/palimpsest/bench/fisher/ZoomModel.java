package palimpsest.bench.fisher;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The visible part of the matrices: one viewport that all panes share. */
final class ZoomModel {

  private static final double STEP = 1.25;

  private final ReadOnlyObjectWrapper<Viewport> viewport =
      new ReadOnlyObjectWrapper<>(this, "viewport", new Viewport(1, 0, 0));
  private boolean fitted = true;
  private int size;
  private double width = 1;
  private double height = 1;
  private double density = 1;

  /** The visible part. */
  ReadOnlyObjectProperty<Viewport> viewportProperty() {
    return viewport.getReadOnlyProperty();
  }

  /**
   * Takes in how large the panes' pictures are.
   *
   * @param nextDensity pixels of the screen per unit of the window
   */
  void extent(double nextWidth, double nextHeight, double nextDensity) {
    if (nextWidth == width && nextHeight == height && nextDensity == density) {
      return;
    }
    width = nextWidth;
    height = nextHeight;
    density = nextDensity;
    if (fitted) {
      fit();
    } else {
      viewport.set(viewport.get().on(density));
    }
  }

  /** Takes in how large the largest matrix is; 0 while there is none, which changes nothing. */
  void size(int next) {
    if (next == 0 || next == size) {
      return;
    }
    size = next;
    fit();
  }

  /** The whole matrix. */
  void fit() {
    fitted = true;
    if (size > 0) {
      viewport.set(Viewport.fitting(size, width, height, density));
    }
  }

  /** Larger about the middle. */
  void zoomIn() {
    zoom(width / 2, height / 2, STEP * STEP);
  }

  /** Smaller about the middle. */
  void zoomOut() {
    zoom(width / 2, height / 2, 1 / (STEP * STEP));
  }

  /** Larger or smaller by some turns of the wheel, with what lies at (x, y) staying there. */
  void wheel(double x, double y, double turns) {
    zoom(x, y, Math.pow(STEP, Math.clamp(turns, -4, 4)));
  }

  /** Moves by pixels: the matrix follows the hand. */
  void pan(double dx, double dy) {
    if (size > 0) {
      fitted = false;
      viewport.set(viewport.get().panned(dx, dy).heldNear(size, width, height));
    }
  }

  private void zoom(double x, double y, double factor) {
    if (size > 0) {
      fitted = false;
      double smallest = Viewport.fitting(size, width, height, density).scale() / 2;
      viewport.set(
          viewport.get().zoomedAbout(x, y, factor, smallest).heldNear(size, width, height));
    }
  }
}
