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
import java.util.Comparator;
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

  private static final Color BOUNDARY = new Color(0xd0, 0x40, 0x20, 170);
  private static final int BAR_STEPS = 64;

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
   * @param title what stands above all; empty for nothing
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
        5 * gap
            + panels.stream()
                .mapToDouble(panel ->
                    Math.max(
                        PaperText.width(highest(panel), font()),
                        PaperText.width(lowest(panel), font())))
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
    return "Matrix entries: " + shrinkings.stream().distinct().collect(Collectors.joining("; "));
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
    drawBoundaries(graphics, panel.layout().layers(), x, top, side / panel.source().size());
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

  private void drawBoundaries(
      Graphics2D graphics, List<ParameterLayout.Layer> layers, double x, double top, double unit) {
    graphics.setPaint(BOUNDARY);
    graphics.setStroke(style.line(0.8));
    for (ParameterLayout.Layer layer : layers) {
      double at = layer.offset() * unit;
      if (layer.offset() > 0) {
        graphics.draw(new Line2D.Double(x + at, top, x + at, top + side));
        graphics.draw(new Line2D.Double(x, top + at, x + side, top + at));
      }
    }
  }

  /** Names of the largest layers come first; one for which there is no room is left out. */
  private void drawNames(
      Graphics2D graphics, List<ParameterLayout.Layer> layers, double x, double top, double unit) {
    graphics.setFont(font());
    graphics.setPaint(style.theme().text());
    double high = font().getSize2D() * 1.1;
    List<double[]> columns = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<ParameterLayout.Layer> bySize =
        layers.stream()
            .sorted(Comparator.comparingInt(ParameterLayout.Layer::size).reversed())
            .toList();
    for (ParameterLayout.Layer layer : bySize) {
      double middle = (layer.offset() + layer.size() / 2.0) * unit;
      double wide = PaperText.width(layer.name(), font());
      if (isFree(columns, middle, wide + 2 * gap)) {
        graphics.drawString(layer.name(), (float) (x + middle - wide / 2), (float) (top - gap / 2));
      }
      if (isFree(rows, middle, high)) {
        graphics.drawString(
            layer.name(), (float) (x - gap / 2 - wide), (float) (top + middle + 0.35 * high));
      }
    }
  }

  /** Takes a stretch if none taken before reaches into it. */
  private static boolean isFree(List<double[]> taken, double middle, double length) {
    double from = middle - length / 2;
    double to = middle + length / 2;
    for (double[] other : taken) {
      if (from < other[1] && to > other[0]) {
        return false;
      }
    }
    taken.add(new double[] {from, to});
    return true;
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
  }
}
