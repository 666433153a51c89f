package palimpsest.chart;

import java.awt.BasicStroke;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;

/** A short piece of a curve as it is drawn, to stand beside its name in a table. */
public final class CurveSample extends Line {

  private static final double LENGTH = 24;

  /** The runs shown; to set the same again would cost a layout. */
  private List<Object> shown = List.of();

  /** A sample of the first curve on light ground. */
  public CurveSample() {
    super(0, 0, LENGTH, 0);
    setStrokeLineCap(StrokeLineCap.BUTT);
    show(0, ChartTheme.LIGHT);
  }

  /** Shows the curve at a place among the others, from 0. */
  public void show(int place, ChartTheme theme) {
    show(place, place, theme);
  }

  /**
   * Shows a curve.
   *
   * @param colour place of its colour in the palette; below 0 that of text
   * @param dash place of its dash pattern
   */
  public void show(int colour, int dash, ChartTheme theme) {
    List<Object> now = List.of(colour, dash, theme);
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    java.awt.Color paint = colour < 0 ? theme.text() : theme.colour(colour);
    setStroke(Color.rgb(paint.getRed(), paint.getGreen(), paint.getBlue()));
    BasicStroke stroke = theme.stroke(dash);
    setStrokeWidth(stroke.getLineWidth());
    getStrokeDashArray().clear();
    float[] dashes = stroke.getDashArray();
    for (int i = 0; dashes != null && i < dashes.length; i++) {
      getStrokeDashArray().add((double) dashes[i]);
    }
  }
}
