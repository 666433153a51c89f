package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import palimpsest.bench.look.Ui;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixValues;

/** A histogram of the visible values, with those between black and white marked. */
final class HistogramView extends Region {

  private static final double BAR = 3;

  private final Canvas canvas = new Canvas();
  private MatrixValues values = MatrixValues.NONE;
  private GreyScale axis = GreyScale.INITIAL;
  private GreyScale range = GreyScale.INITIAL;
  private boolean dark;

  HistogramView() {
    setId("matrix-histogram");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText("Histogram of the values in view");
    setMinHeight(28);
    setPrefHeight(28);
    setMaxHeight(28);
    canvas.setManaged(false);
    getChildren().add(canvas);
    Ui.tip(
        this,
        "How many pixels in view have each value, on a logarithmic scale; those within"
            + " the range are coloured.");
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
    String note = note(largest == 0);
    graphics.setFill(Color.web(dark ? "#c9d1d9" : "#424a53"));
    graphics.setFont(Font.font(11));
    graphics.setTextAlign(TextAlignment.RIGHT);
    graphics.setTextBaseline(VPos.TOP);
    graphics.fillText(note, bins * BAR - 2, 1, bins * BAR - 4);
  }

  /** The note on values that bars cannot show. */
  private String note(boolean empty) {
    List<String> notes = new ArrayList<>();
    if (empty && values.count() > 0) {
      notes.add(
          axis.min() >= 0 && values.max() <= 0
              ? "no values above 0 in view"
              : "all values in view are outside this range");
    }
    if (values.notNumbers() > 0) {
      notes.add("%,d pixels NaN".formatted(values.notNumbers()));
    }
    if (values.infinite() > 0) {
      notes.add("%,d pixels infinite".formatted(values.infinite()));
    }
    return String.join(" · ", notes);
  }
}
