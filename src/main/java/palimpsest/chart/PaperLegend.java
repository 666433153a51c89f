package palimpsest.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jspecify.annotations.Nullable;

/** The names of curves for paper, in as many columns as there is room for. */
final class PaperLegend {

  /** Lengths in pixels of a window. */
  private static final double KEY = 24;

  private static final double GAP = 6;
  private static final double BETWEEN = 16;

  private record Entry(PaperText name, Stroke stroke, Paint paint, @Nullable Shape marker) {}

  private final ChartStyle style;
  private final List<Entry> entries = new ArrayList<>();
  private final double[] widths;
  private final double[] heights;

  /**
   * A legend of some items.
   *
   * @param most the width that it may take, in points
   */
  PaperLegend(LegendItemCollection items, ChartStyle style, double most) {
    this.style = style;
    List<LegendItem> list = new ArrayList<>();
    for (int i = 0; i < items.getItemCount(); i++) {
      list.add(items.get(i));
    }
    double key = (KEY + GAP) * style.unit();
    double[] natural =
        list.stream()
            .mapToDouble(item -> key + PaperText.width(item.getLabel(), font(item)))
            .toArray();
    double[] fitting = {Math.min(most, max(natural))};
    for (int columns = list.size(); columns > 1; columns--) {
      double[] tried = columnWidths(natural, columns);
      if (sum(tried) + (columns - 1) * BETWEEN * style.unit() <= most) {
        fitting = tried;
        break;
      }
    }
    widths = fitting;
    for (int i = 0; i < list.size(); i++) {
      LegendItem item = list.get(i);
      double room = Math.max(widths[i % widths.length] - key, style.size());
      // A hair more than measured, so that a name that fits is not broken by rounding.
      entries.add(
          new Entry(
              PaperText.broken(item.getLabel(), font(item), room + 0.01),
              item.getLineStroke(),
              item.getLinePaint(),
              item.isShapeVisible() ? item.getShape() : null));
    }
    heights = new double[(entries.size() + widths.length - 1) / widths.length];
    for (int i = 0; i < entries.size(); i++) {
      int row = i / widths.length;
      heights[row] = Math.max(heights[row], entries.get(i).name().height());
    }
  }

  private java.awt.Font font(LegendItem item) {
    return style.font().sized(style.size(), item.getLabel());
  }

  private static double[] columnWidths(double[] natural, int columns) {
    double[] columnWidths = new double[columns];
    for (int i = 0; i < natural.length; i++) {
      columnWidths[i % columns] = Math.max(columnWidths[i % columns], natural[i]);
    }
    return columnWidths;
  }

  private static double max(double[] values) {
    return Arrays.stream(values).reduce(0, Math::max);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** Whether there is nothing to tell. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Width in points. */
  double width() {
    return sum(widths) + (widths.length - 1) * BETWEEN * style.unit();
  }

  /** Height in points. */
  double height() {
    return sum(heights);
  }

  /** Draws it with its upper left corner at a place. */
  void draw(Graphics2D graphics, double left, double top) {
    double unit = style.unit();
    double y = top;
    for (int row = 0; row < heights.length; row++) {
      double x = left;
      for (int column = 0; column < widths.length; column++) {
        int place = row * widths.length + column;
        if (place < entries.size()) {
          draw(graphics, entries.get(place), x, y);
        }
        x += widths[column] + BETWEEN * unit;
      }
      y += heights[row];
    }
  }

  private void draw(Graphics2D graphics, Entry entry, double x, double y) {
    double unit = style.unit();
    double middle = y + entry.name().lineHeight() / 2;
    graphics.setPaint(entry.paint());
    graphics.setStroke(entry.stroke());
    graphics.draw(new Line2D.Double(x, middle, x + KEY * unit, middle));
    Shape marker = entry.marker();
    if (marker != null) {
      AffineTransform there = AffineTransform.getTranslateInstance(x + KEY * unit / 2, middle);
      graphics.fill(there.createTransformedShape(marker));
    }
    graphics.setPaint(style.theme().text());
    entry.name().draw(graphics, x + (KEY + GAP) * unit, y);
  }

  /** Lets curves that lie under it shine through only faintly. */
  void drawGround(Graphics2D graphics, double left, double top, double margin) {
    Color ground = style.theme().background();
    graphics.setPaint(new Color(ground.getRed(), ground.getGreen(), ground.getBlue(), 215));
    graphics.fill(
        new Rectangle2D.Double(
            left - margin, top - margin, width() + 2 * margin, height() + 2 * margin));
  }
}
