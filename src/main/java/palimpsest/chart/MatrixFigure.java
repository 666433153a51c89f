package palimpsest.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * Matrices side by side for paper, in several rows if the paper is narrow: each with its name, the
 * boundaries and names of its layers and a bar of its levels, and below them how many entries a
 * pixel stands for. All lengths are points.
 */
public final class MatrixFigure implements PaperDrawing {

  private static final int BAR_STEPS = 64;

  /** The positions of values beside the bar, as shares of its height. */
  private static final double[] BAR_MARKS = {0.25, 0.5, 0.75};

  private static final int MARK_LETTERS = 7;

  /** Finer than this a picture only makes files large. */
  private static final int MOST_PIXELS = 2400;

  /** A matrix is at least as wide as so many letters are high. */
  private static final double LEAST_SIDE = 6;

  private final ChartStyle style;
  private final List<MatrixPanel> panels;
  private final List<MatrixRaster> rasters = new ArrayList<>();
  private final List<PaperText> names = new ArrayList<>();
  private final PaperText title;
  private final PaperText note;
  private final double width;
  private final double gap;
  private final double left;
  private final int columns;
  private final double[] tops;
  private final double side;
  private final double right;
  private final double panelWidth;

  /**
   * Lays matrices out.
   *
   * @param panels the matrices, from left to right
   * @param title the title above all panels; empty for none
   * @throws Problem if the width does not suffice for the text beside a single matrix
   */
  public MatrixFigure(List<MatrixPanel> panels, PrintStyle print, String title) {
    this.panels = List.copyOf(panels);
    style = print.look();
    width = print.widthInPoints();
    gap = 4 * style.unit();
    left =
        gap
            + panels.stream()
                .flatMap(panel -> panel.layout().layers().stream())
                .mapToDouble(layer -> PaperText.width(layer.name(), font()))
                .reduce(0, Math::max);
    right =
        6 * gap
            + panels.stream()
                .flatMap(panel -> barTexts(panel).stream())
                .mapToDouble(text -> PaperText.width(text, font()))
                .reduce(0, Math::max);
    double least = left + right + gap + LEAST_SIDE * style.size();
    int most = (int) Math.min(panels.size(), Math.floor(width / least));
    if (most == 0) {
      throw new Problem(
          ("width is \"%s\", but this figure needs at least %.1f cm for its text: make it wider, or"
                  + " the text smaller.")
              .formatted(
                  print.text(PrintStyle.Part.WIDTH),
                  Math.ceil(10 * least / PrintStyle.POINTS_PER_CM) / 10));
    }
    int rows = Math.ceilDiv(panels.size(), most);
    columns = Math.ceilDiv(panels.size(), rows);
    panelWidth = width / columns;
    side = panelWidth - left - right - gap;
    this.title = PaperText.broken(title, style.font().sized(style.size(), title), width - 2 * gap);
    for (MatrixPanel panel : panels) {
      int pixels = (int) Math.clamp(side / 72 * print.dpi(), 1, MOST_PIXELS);
      rasters.add(panel.raster(pixels));
      names.add(
          PaperText.broken(
              panel.name(), style.font().sized(style.size(), panel.name()), panelWidth - 2 * gap));
    }
    note = PaperText.broken(note(), font(), width - 2 * gap);
    tops = new double[rows];
    double end = gap + this.title.height();
    for (int row = 0; row < rows; row++) {
      tops[row] = end + heading(row);
      end = tops[row] + side + 2 * gap;
    }
  }

  /** The height of names and layers above the matrices of a row. */
  private double heading(int row) {
    double highest =
        names.subList(row * columns, Math.min(names.size(), (row + 1) * columns)).stream()
            .mapToDouble(PaperText::height)
            .reduce(0, Math::max);
    return highest + gap + 1.25 * font().getSize2D();
  }

  /** The lower end of the last row of matrices. */
  private double bottom() {
    return tops[tops.length - 1] + side;
  }

  private Font font() {
    return style.ticks();
  }

  private static String highest(MatrixPanel panel) {
    return "≥ " + NumberText.leading(panel.look().scale().max());
  }

  private static String lowest(MatrixPanel panel) {
    return "≤ " + NumberText.leading(panel.look().scale().first());
  }

  /** The reduction of entries to pixels, once if it is the same for all. */
  private String note() {
    List<String> shrinkings = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      shrinkings.add(panels.get(i).look().shrinking(1 / rasters.get(i).region().scale()));
    }
    String scales =
        panels.stream()
            .map(panel -> panel.look().scale().curveText())
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return "Matrix entries: "
        + shrinkings.stream().distinct().collect(Collectors.joining("; "))
        + (scales.isEmpty() ? "" : ". Scale: " + scales);
  }

  /** All that stands at the bar of a matrix. */
  private static List<String> barTexts(MatrixPanel panel) {
    List<String> texts = new ArrayList<>(List.of(highest(panel), lowest(panel)));
    for (double share : BAR_MARKS) {
      texts.add(mark(panel, share));
    }
    return texts;
  }

  /** The value at a share of the bar, from its lower end. */
  private static String mark(MatrixPanel panel, double share) {
    GreyScale scale = panel.look().scale();
    double value = scale.valueAt(share);
    // What is not exactly 0 in the middle of both signs is so by rounding only.
    boolean zero = Math.abs(value) < 1e-9 * Math.max(Math.abs(scale.min()), Math.abs(scale.max()));
    return NumberText.leadingWithin(
        zero && scale.curve() != GreyCurve.LOG ? 0 : value, MARK_LETTERS);
  }

  @Override
  public double width() {
    return width;
  }

  @Override
  public double height() {
    return bottom() + 2 * gap + note.height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setPaint(style.theme().background());
    graphics.fill(new Rectangle2D.Double(0, 0, width, height()));
    graphics.setPaint(style.theme().text());
    title.drawCentred(graphics, width / 2, gap / 2);
    for (int i = 0; i < panels.size(); i++) {
      int row = i / columns;
      double x = i % columns * panelWidth;
      graphics.setPaint(style.theme().text());
      names.get(i).draw(graphics, x + gap, tops[row] - heading(row) - gap / 2);
      draw(graphics, panels.get(i), rasters.get(i), x + left, tops[row]);
    }
    graphics.setPaint(style.theme().quietText());
    note.draw(graphics, gap, bottom() + gap);
  }

  private void draw(
      Graphics2D graphics, MatrixPanel panel, MatrixRaster raster, double x, double top) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(
        picture(raster, panel.look()),
        new AffineTransform(side / enlarged(raster), 0, 0, side / enlarged(raster), x, top),
        null);
    drawBoundaries(graphics, panel, x, top);
    drawNames(graphics, panel.layout().layers(), x, top, side / panel.source().size());
    graphics.setPaint(style.theme().text());
    graphics.setStroke(style.line(1));
    graphics.draw(new Rectangle2D.Double(x, top, side, side));
    drawBar(graphics, panel, x + side + 2 * gap, top);
  }

  /** A small matrix gets whole blocks of pixels, which no reader can blur. */
  private static int enlarged(MatrixRaster raster) {
    int pixels = raster.region().width();
    return pixels * Math.max(1, 600 / pixels);
  }

  private static BufferedImage picture(MatrixRaster raster, MatrixLook look) {
    int pixels = raster.region().width();
    int large = enlarged(raster);
    int times = large / pixels;
    int[] colours = raster.toArgb(look.scale(), look.palette());
    BufferedImage image = new BufferedImage(large, large, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < large; y++) {
      for (int x = 0; x < large; x++) {
        image.setRGB(x, y, colours[y / times * pixels + x / times]);
      }
    }
    return image;
  }

  private void drawBoundaries(Graphics2D graphics, MatrixPanel panel, double x, double top) {
    double unit = side / panel.source().size();
    graphics.setPaint(new Color(panel.look().palette().boundary(), true));
    graphics.setStroke(style.line(0.8));
    for (ParameterLayout.Layer layer : panel.layout().layers()) {
      double at = layer.offset() * unit;
      if (layer.offset() > 0) {
        graphics.draw(new Line2D.Double(x + at, top, x + at, top + side));
        graphics.draw(new Line2D.Double(x, top + at, x + side, top + at));
      }
    }
  }

  /** Names the layers above and beside a matrix, each as near to its middle as others allow. */
  private void drawNames(
      Graphics2D graphics, List<ParameterLayout.Layer> layers, double x, double top, double unit) {
    graphics.setFont(font());
    graphics.setPaint(style.theme().text());
    double high = font().getSize2D() * 1.1;
    List<String> names = layers.stream().map(ParameterLayout.Layer::name).toList();
    double[] middles =
        layers.stream()
            .mapToDouble(layer -> (layer.offset() + layer.size() / 2.0) * unit)
            .toArray();
    double[] widths = names.stream().mapToDouble(name -> PaperText.width(name, font())).toArray();
    double[] heights = names.stream().mapToDouble(name -> high).toArray();
    double[] stretches = layers.stream().mapToDouble(layer -> layer.size() * unit).toArray();
    double[] columns = LabelPlaces.of(middles, stretches, widths, 2 * gap, side);
    double[] rows = LabelPlaces.of(middles, stretches, heights, 0, side);
    for (int i = 0; i < names.size(); i++) {
      if (!Double.isNaN(columns[i])) {
        graphics.drawString(
            names.get(i), (float) (x + columns[i] - widths[i] / 2), (float) (top - gap / 2));
      }
      if (!Double.isNaN(rows[i])) {
        graphics.drawString(
            names.get(i), (float) (x - gap / 2 - widths[i]), (float) (top + rows[i] + 0.35 * high));
      }
    }
  }

  private void drawBar(Graphics2D graphics, MatrixPanel panel, double x, double top) {
    double wide = 2 * gap;
    double high = side - 2.5 * font().getSize2D();
    double from = top + 1.25 * font().getSize2D();
    for (int step = 0; step < BAR_STEPS; step++) {
      int level = 255 - 255 * step / (BAR_STEPS - 1);
      graphics.setPaint(new Color(panel.look().palette().argb(level)));
      double y = from + step * high / BAR_STEPS;
      graphics.fill(new Rectangle2D.Double(x, y, wide, high / BAR_STEPS + 0.3));
    }
    graphics.setPaint(style.theme().text());
    graphics.setStroke(style.line(1));
    graphics.draw(new Rectangle2D.Double(x, from, wide, high));
    graphics.setFont(font());
    graphics.drawString(highest(panel), (float) x, (float) (from - gap));
    graphics.drawString(lowest(panel), (float) x, (float) (from + high + font().getSize2D()));
    if (high < 1.5 * (BAR_MARKS.length + 1) * font().getSize2D()) {
      return;
    }
    for (double share : BAR_MARKS) {
      double y = from + (1 - share) * high;
      graphics.draw(new Line2D.Double(x + wide, y, x + wide + gap / 2, y));
      graphics.drawString(
          mark(panel, share), (float) (x + wide + gap), (float) (y + 0.35 * font().getSize2D()));
    }
  }
}
