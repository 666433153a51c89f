package palimpsest.bench.fisher;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import palimpsest.bench.look.Ui;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixValues;

/** How often each value is in view, with those between black and white marked. */
final class HistogramView extends Region {

  private static final double BAR = 3;

  private final Canvas canvas = new Canvas();
  private MatrixValues values = MatrixValues.NONE;
  private GreyScale axis = GreyScale.INITIAL;
  private GreyScale range = GreyScale.INITIAL;
  private boolean dark;

  HistogramView() {
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText("Histogram of the values in view");
    setMinHeight(28);
    setPrefHeight(28);
    setMaxHeight(28);
    canvas.setManaged(false);
    getChildren().add(canvas);
    Ui.tip(
        this,
        "How many pixels in view have each value. Heights grow with the logarithm of the number;"
            + " what lies between black and white is coloured.");
  }

  /** Shows values along an axis, with a range of it marked. */
  void show(MatrixValues nextValues, GreyScale nextAxis, GreyScale nextRange) {
    values = nextValues;
    axis = nextAxis;
    range = nextRange;
    requestLayout();
  }

  /** Takes on the window's colours. */
  void colours(boolean isDark) {
    dark = isDark;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight();
    canvas.setWidth(width);
    canvas.setHeight(height);
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.clearRect(0, 0, width, height);
    int bins = (int) (width / BAR);
    if (bins < 1) {
      return;
    }
    int[] counts = values.histogram(axis, bins);
    double largest = 0;
    for (int count : counts) {
      largest = Math.max(largest, Math.log1p(count));
    }
    Color inside = Color.web(dark ? "#4493f8" : "#0969da");
    Color outside = Color.web(dark ? "#59636e" : "#afb8c1");
    double black = axis.share(range.min());
    double white = axis.share(range.max());
    for (int bin = 0; bin < bins && largest > 0; bin++) {
      if (counts[bin] > 0) {
        double middle = (bin + 0.5) / bins;
        double bar = Math.max(1, Math.rint(Math.log1p(counts[bin]) / largest * (height - 1)));
        graphics.setFill(middle >= black && middle <= white ? inside : outside);
        graphics.fillRect(bin * BAR, height - 1 - bar, BAR - 1, bar);
      }
    }
    graphics.setFill(outside);
    graphics.fillRect(0, height - 1, bins * BAR - 1, 1);
  }
}
