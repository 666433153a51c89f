package palimpsest.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.xy.XYDataset;
import palimpsest.problem.Problem;

/**
 * A figure laid out for paper: its title, its chart, and its legend around or in it. All lengths
 * are points.
 */
public final class PaperFigure implements PaperDrawing {

  /** Height of a plot of curves over its width, unless a height is asked for. */
  private static final double CURVES = 0.62;

  /** The same of a matrix. */
  private static final double SQUARE = 0.86;

  /** A plot lower than this many lines of text shows nothing. */
  private static final double LEAST_LINES = 8;

  /** A legend beside the plot takes at most this share of the width. */
  private static final double BESIDE = 0.4;

  /** A legend in the plot takes at most this share of the width. */
  private static final double WITHIN = 0.62;

  /** A plot beside its legend is at least so high, as a share of the whole width. */
  private static final double LEAST_SHARE = 0.45;

  private final ChartStyle style;

  /** The share of the height between the axes that a legend inside takes at most. */
  private static final double MOST_WITHIN = 0.6;

  /** Space for the axis of epochs and the names of tasks, in lines of text. */
  private static final double AXES_LINES = 6;

  private final LegendPlace place;
  private final JFreeChart chart;
  private final PaperText title;
  private final PaperText axis;
  private final PaperLegend legend;
  private final double width;
  private final double height;
  private final double gap;
  private final Rectangle2D plot;

  /**
   * Lays a figure out.
   *
   * @param title the title above it; empty for none
   * @throws Problem if the height that is asked for is too small for what has to stand in it
   */
  public PaperFigure(Figure figure, PrintStyle print, String title) {
    style = print.look();
    chart = figure.draw(style);
    width = print.widthInPoints();
    gap = 4 * style.unit();
    XYPlot xy = chart.getXYPlot();
    LegendItemCollection items = figure.hasLegend() ? xy.getLegendItems() : null;
    place = items == null || items.getItemCount() == 0 ? LegendPlace.NONE : print.legend();
    double room =
        switch (place) {
          case RIGHT -> BESIDE;
          case INSIDE -> WITHIN;
          case BELOW, ABOVE, NONE -> 1;
        };
    legend =
        new PaperLegend(
            place == LegendPlace.NONE || items == null ? new LegendItemCollection() : items,
            style,
            room * width - 2 * gap);
    this.title = PaperText.broken(title, style.font().sized(style.size(), title), width - 2 * gap);
    double above =
        (title.isBlank() ? 0 : this.title.height() + gap)
            + (place == LegendPlace.ABOVE ? legend.height() + gap : 0);
    double below = place == LegendPlace.BELOW ? legend.height() + 2 * gap : 0;
    double beside = place == LegendPlace.RIGHT ? legend.width() + 2 * gap : 0;
    double least =
        Math.max(
            LEAST_LINES * style.size(),
            switch (place) {
              case RIGHT -> legend.height();
              // Else it would lie over the curves, and beyond the axes.
              case INSIDE -> legend.height() / MOST_WITHIN + AXES_LINES * style.size();
              case BELOW, ABOVE, NONE -> 0;
            });
    double plotWidth = width - beside;
    double plotHeight =
        print.isAutoHeight()
            ? Math.max(
                Math.max(least, LEAST_SHARE * width),
                plotWidth * (figure instanceof HeatMap ? SQUARE : CURVES))
            : print.height() * PrintStyle.POINTS_PER_CM - above - below;
    if (plotHeight < least) {
      double needed = (above + below + least) / PrintStyle.POINTS_PER_CM;
      throw new Problem(
          ("height is \"%s\", but this figure needs at least %.1f cm for its text: make it higher,"
                  + " the text smaller, or put the legend elsewhere.")
              .formatted(print.text(PrintStyle.Part.HEIGHT), Math.ceil(needed * 10) / 10));
    }
    height = above + plotHeight + below;
    String quantity = figure instanceof CurveFigure ? xy.getRangeAxis().getLabel() : null;
    axis =
        PaperText.broken(
            quantity == null ? "" : quantity, style.labels(), plotHeight - 4 * style.size());
    if (quantity != null) {
      xy.getRangeAxis().setLabel(null);
    }
    double left = quantity == null ? 0 : axis.height();
    plot = new Rectangle2D.Double(left, above, plotWidth - left, plotHeight);
  }

  @Override
  public double width() {
    return width;
  }

  @Override
  public double height() {
    return height;
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setPaint(style.theme().background());
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(graphics, plot, info);
    Rectangle2D area = info.getPlotInfo().getDataArea();
    drawAxisName(graphics, area);
    graphics.setPaint(style.theme().text());
    if (!title.lines().isEmpty()) {
      title.drawCentred(graphics, width / 2, gap / 2);
    }
    drawLegend(graphics, area);
  }

  private void drawAxisName(Graphics2D graphics, Rectangle2D area) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    graphics.setPaint(style.theme().quietText());
    double half = axis.width() / 2;
    double middle =
        Math.clamp(
            area.getCenterY(),
            plot.getMinY() + half,
            Math.max(plot.getMinY() + half, plot.getMaxY() - half));
    axis.drawCentred(graphics, -middle, 0);
    graphics.setTransform(before);
  }

  private void drawLegend(Graphics2D graphics, Rectangle2D area) {
    switch (place) {
      case BELOW -> legend.draw(graphics, centred(area), plot.getMaxY() + gap);
      case ABOVE ->
          legend.draw(graphics, centred(area), plot.getMinY() - legend.height() - gap / 2);
      case RIGHT ->
          legend.draw(
              graphics,
              width - legend.width() - gap,
              Math.clamp(
                  area.getCenterY() - legend.height() / 2,
                  plot.getMinY(),
                  Math.max(plot.getMinY(), plot.getMaxY() - legend.height())));
      case INSIDE -> {
        Rectangle2D corner = freestCorner(area);
        legend.drawGround(graphics, corner.getX(), corner.getY(), gap / 2);
        legend.draw(graphics, corner.getX(), corner.getY());
      }
      case NONE -> {}
    }
  }

  /** The left end of a legend in the middle under the data, if there is space for it. */
  private double centred(Rectangle2D area) {
    return Math.clamp(
        area.getCenterX() - legend.width() / 2, gap, Math.max(gap, width - gap - legend.width()));
  }

  /** The place in the data area, beside its edges, where a legend hides the fewest points. */
  private Rectangle2D freestCorner(Rectangle2D area) {
    Rectangle2D best = null;
    long fewest = Long.MAX_VALUE;
    double wide = legend.width();
    double high = legend.height();
    // The names of bands stand at the top.
    double top = Math.min(area.getMinY() + 2 * style.size(), area.getMaxY() - high - gap);
    double bottom = Math.max(top, area.getMaxY() - high - gap);
    for (double y : new double[] {top, (top + bottom) / 2, bottom}) {
      for (double x :
          new double[] {
            area.getMaxX() - wide - gap, area.getMinX() + gap, area.getCenterX() - wide / 2
          }) {
        Rectangle2D corner = new Rectangle2D.Double(x, y, wide, high);
        long hidden = hidden(corner, area);
        if (hidden < fewest) {
          fewest = hidden;
          best = corner;
        }
      }
    }
    return best == null ? area : best;
  }

  /** The number of steps along a curve that lie in a rectangle. */
  private long hidden(Rectangle2D corner, Rectangle2D area) {
    XYPlot xy = chart.getXYPlot();
    ValueAxis across = xy.getDomainAxis();
    ValueAxis up = xy.getRangeAxis();
    long hidden = 0;
    for (int layer = 0; layer < xy.getDatasetCount(); layer++) {
      XYDataset data = xy.getDataset(layer);
      XYItemRenderer renderer = xy.getRenderer(layer);
      if (data == null || renderer == null) {
        continue;
      }
      for (int series = 0; series < data.getSeriesCount(); series++) {
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int item = 0; item < data.getItemCount(series); item++) {
          double x =
              across.valueToJava2D(data.getXValue(series, item), area, xy.getDomainAxisEdge());
          double y = up.valueToJava2D(data.getYValue(series, item), area, xy.getRangeAxisEdge());
          if (corner.intersectsLine(
              Double.isNaN(lastX) ? x : lastX, Double.isNaN(lastY) ? y : lastY, x, y)) {
            hidden++;
          }
          lastX = x;
          lastY = y;
        }
      }
    }
    return hidden;
  }
}
