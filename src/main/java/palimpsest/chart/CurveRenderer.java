package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Map;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;
import org.jspecify.annotations.Nullable;

/**
 * Draws each curve at once, and of points closer together than can be seen only those that change
 * the picture. In a window the curves become a picture of their own, see {@link ScreenCurves};
 * everywhere else they stay lines.
 */
@SuppressWarnings("serial") // never written as an object
final class CurveRenderer extends XYLineAndShapeRenderer {

  /** The width on paper, in points, within which points are not told apart. */
  private static final double PAPER_COLUMN = 0.25;

  private final Map<Integer, Long> markerSteps = new HashMap<>();

  /** Draws only every so many points of a curve, beginning elsewhere for each. */
  void setMarkerStep(int series, long step) {
    markerSteps.put(series, Math.max(1, step));
  }

  @Override
  public void drawItem(
      Graphics2D graphics,
      XYItemRendererState state,
      Rectangle2D area,
      @Nullable PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis epochs,
      ValueAxis values,
      XYDataset curves,
      int series,
      int item,
      @Nullable CrosshairState crosshair,
      int pass) {
    ScreenCurves screen =
        graphics.getRenderingHint(ScreenCurves.KEY) instanceof ScreenCurves found ? found : null;
    if (isLinePass(pass)) {
      if (item == state.getLastItemIndex()) {
        int first = state.getFirstItemIndex();
        drawLine(graphics, screen, area, plot, epochs, values, curves, series, first, item);
      }
    } else if (getItemShapeVisible(series, item)
        && (item + series) % markerSteps.getOrDefault(series, 1L) == 0) {
      if (screen != null) {
        screen.flush();
      }
      super.drawItem(
          graphics, state, area, info, plot, epochs, values, curves, series, item, crosshair, pass);
    }
  }

  private void drawLine(
      Graphics2D graphics,
      @Nullable ScreenCurves screen,
      Rectangle2D area,
      XYPlot plot,
      ValueAxis epochs,
      ValueAxis values,
      XYDataset curves,
      int series,
      int first,
      int last) {
    RectangleEdge below = plot.getDomainAxisEdge();
    RectangleEdge beside = plot.getRangeAxisEdge();
    Polyline line = new Polyline(screen == null ? PAPER_COLUMN : screen.pixel());
    for (int item = first; item <= last; item++) {
      double x = epochs.valueToJava2D(curves.getXValue(series, item), area, below);
      double y = values.valueToJava2D(curves.getYValue(series, item), area, beside);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        line.add(x, y);
      } else {
        draw(line, graphics, screen, area, series);
        line.clear();
      }
    }
    draw(line, graphics, screen, area, series);
  }

  private void draw(
      Polyline line,
      Graphics2D graphics,
      @Nullable ScreenCurves screen,
      Rectangle2D area,
      int series) {
    if (line.size() < 2) {
      return;
    }
    if (screen != null
        && getSeriesStroke(series) instanceof BasicStroke stroke
        && getSeriesPaint(series) instanceof Color colour) {
      screen.draw(area, line, stroke, colour);
    } else {
      graphics.setStroke(getItemStroke(series, 0));
      graphics.setPaint(getItemPaint(series, 0));
      graphics.draw(line.path());
    }
  }
}
