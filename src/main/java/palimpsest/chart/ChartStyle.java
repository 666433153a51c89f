package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import org.jfree.chart.ui.RectangleInsets;

/**
 * The look of a drawn figure: every length follows from the size of its text. On a screen lengths
 * are pixels, on paper points.
 *
 * @param theme the colours
 * @param font the family of all text
 * @param size the size of titles, legends and axis labels
 */
public record ChartStyle(ChartTheme theme, ChartFont font, double size) {

  private static final double SCREEN_SIZE = 12;

  /** The numbers on axes are this much smaller than their labels. */
  private static final double TICKS = 11.0 / 12;

  /** On paper nothing is set smaller than this, unless all text is. */
  private static final double LEAST_TICKS = 7;

  /** The look of a figure in a window. */
  public static ChartStyle screen(ChartTheme theme) {
    return new ChartStyle(theme, ChartFont.SCREEN, SCREEN_SIZE);
  }

  /** Whether the figure is for paper, where title and legend are laid out around it. */
  public boolean isPaper() {
    return font != ChartFont.SCREEN;
  }

  /** The length that is one pixel in a window. */
  public double unit() {
    return size / SCREEN_SIZE;
  }

  /** The font of titles, legends and axis labels. */
  public Font labels() {
    return font.sized(size);
  }

  /** The font of the numbers on axes and of the names of bands. */
  public Font ticks() {
    return font.sized(tickSize());
  }

  /** The same, for a text of which the family may lack a letter. */
  public Font ticks(String text) {
    return font.sized(tickSize(), text);
  }

  private double tickSize() {
    return Math.max(size * TICKS, Math.min(size, LEAST_TICKS));
  }

  /** A solid stroke of a width in pixels of a window. */
  public BasicStroke line(double pixels) {
    return new BasicStroke((float) (pixels * unit()));
  }

  /** The stroke of a curve, by the place of its dash pattern. */
  public BasicStroke stroke(int curve) {
    BasicStroke stroke = theme.stroke(curve);
    float unit = (float) unit();
    float[] dash = stroke.getDashArray();
    if (dash != null) {
      for (int i = 0; i < dash.length; i++) {
        dash[i] *= unit;
      }
    }
    return new BasicStroke(
        stroke.getLineWidth() * unit,
        stroke.getEndCap(),
        stroke.getLineJoin(),
        Math.max(1, stroke.getMiterLimit()),
        dash,
        stroke.getDashPhase() * unit);
  }

  /** Insets in pixels of a window. */
  RectangleInsets insets(double top, double left, double bottom, double right) {
    double unit = unit();
    return new RectangleInsets(top * unit, left * unit, bottom * unit, right * unit);
  }
}
