package palimpsest.chart;

import java.awt.Color;
import java.awt.geom.Line2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;

/** A legend that leaves room for its figure on the screen; files have every name. */
final class ShortLegend {

  /** Names that a legend on the screen has at most. */
  static final int MOST = 12;

  private ShortLegend() {}

  /** Says of a long legend only its beginning, and how many names there are more. */
  static void shorten(JFreeChart chart) {
    if (!(chart.getPlot() instanceof XYPlot plot)) {
      return;
    }
    LegendItemCollection all = plot.getLegendItems();
    if (all.getItemCount() <= MOST) {
      return;
    }
    LegendItemCollection first = new LegendItemCollection();
    for (int i = 0; i < MOST - 1; i++) {
      first.add(all.get(i));
    }
    String rest = "and %,d more".formatted(all.getItemCount() - MOST + 1);
    Color none = new Color(0, 0, 0, 0);
    first.add(
        new LegendItem(
            rest, null, null, null, new Line2D.Double(), all.get(0).getLineStroke(), none));
    plot.setFixedLegendItems(first);
  }
}
