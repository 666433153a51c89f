package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.network.ParameterLayout;

/** A Fisher matrix for print, with the boundaries and names of layers and a bar of its levels. */
public final class MatrixPrint {

  /** Width of the picture in its own units. */
  public static final int WIDTH = 720;

  /** Height in the same units. */
  public static final int HEIGHT = 660;

  private static final int LEFT = 70;
  private static final int TOP = 46;
  private static final int SIDE = 560;

  /** Finer than this no printer shows a matrix of this size. */
  private static final int MOST_PIXELS = 2 * SIDE;

  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Color BOUNDARY = new Color(0xd0, 0x40, 0x20, 170);

  /** Share of the positive values that stay below white where the range follows them. */
  private static final double PERCENTILE = 0.99;

  private final FisherSnapshot snapshot;
  private final MatrixRaster raster;
  private final MatrixLook look;

  /** A matrix in a look. */
  public MatrixPrint(FisherSnapshot snapshot, MatrixLook look) {
    this(snapshot, raster(snapshot.entries(), look.reduction()), look);
  }

  private MatrixPrint(FisherSnapshot snapshot, MatrixRaster raster, MatrixLook look) {
    this.snapshot = snapshot;
    this.raster = raster;
    this.look = look;
  }

  /** A matrix in a look, but from 0 to the 99th percentile of its own positive values. */
  public static MatrixPrint toPercentile(FisherSnapshot snapshot, MatrixLook look) {
    MatrixRaster raster = raster(snapshot.entries(), look.reduction());
    int pixels = raster.region().width();
    MatrixValues values =
        MatrixValues.of(List.of(new MatrixValues.Part(raster, 0, 0, pixels, pixels)));
    double white = values.white(PERCENTILE);
    return new MatrixPrint(snapshot, raster, white > 0 ? look.with(new GreyScale(0, white)) : look);
  }

  private static MatrixRaster raster(MatrixEntries entries, Reduction reduction) {
    int pixels = Math.min(entries.size(), MOST_PIXELS);
    double zoom = Math.min(1, (double) pixels / entries.size());
    return MatrixRaster.of(entries, new MatrixRegion(0, 0, zoom, pixels, pixels), reduction);
  }

  /** The picture in the width of a style. */
  public PaperDrawing onPaper(PrintStyle style) {
    double scale = style.widthInPoints() / WIDTH;
    return new PaperDrawing() {
      @Override
      public double width() {
        return WIDTH * scale;
      }

      @Override
      public double height() {
        return HEIGHT * scale;
      }

      @Override
      public void draw(Graphics2D graphics) {
        graphics.scale(scale, scale);
        MatrixPrint.this.draw(graphics, WIDTH, HEIGHT);
      }
    };
  }

  /** Draws the picture. */
  public void draw(Graphics2D graphics, int width, int height) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    int side = raster.region().width();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, side, side, raster.toArgb(look.scale(), look.palette()), 0, side);
    graphics.drawImage(image, LEFT, TOP, SIDE, SIDE, null);
    graphics.setFont(TEXT);
    graphics.setColor(Color.BLACK);
    graphics.drawString(
        "%s, %s, %,d images; %s"
            .formatted(
                snapshot.representation().label(),
                snapshot.moment(),
                snapshot.images(),
                look.shrinking(1 / raster.region().scale())),
        LEFT,
        14);
    drawLayers(graphics);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Rectangle2D.Double(LEFT, TOP, SIDE, SIDE));
    drawLegend(graphics);
  }

  /** Names beside small layers give way to one another, so that all can be read. */
  private void drawLayers(Graphics2D graphics) {
    double unit = (double) SIDE / snapshot.entries().size();
    FontMetrics metrics = graphics.getFontMetrics();
    double nextColumn = 0;
    double nextRow = 0;
    graphics.setStroke(new BasicStroke(0.8f));
    for (ParameterLayout.Layer layer : snapshot.layout().layers()) {
      double start = layer.offset() * unit;
      double middle = start + layer.size() * unit / 2;
      if (layer.offset() > 0) {
        graphics.setColor(BOUNDARY);
        graphics.draw(new Line2D.Double(LEFT + start, TOP, LEFT + start, TOP + SIDE));
        graphics.draw(new Line2D.Double(LEFT, TOP + start, LEFT + SIDE, TOP + start));
      }
      graphics.setColor(Color.BLACK);
      double wide = metrics.stringWidth(layer.name());
      double column = Math.max(LEFT + middle - wide / 2, nextColumn);
      double row = Math.max(TOP + middle + 4, nextRow);
      graphics.drawString(layer.name(), (float) column, TOP - 8f);
      graphics.drawString(layer.name(), (float) (LEFT - 8 - wide), (float) row);
      nextColumn = column + wide + 6;
      nextRow = row + metrics.getHeight();
    }
  }

  private void drawLegend(Graphics2D graphics) {
    int left = LEFT + SIDE + 14;
    int steps = 64;
    double high = (double) SIDE / 2 / steps;
    for (int step = 0; step < steps; step++) {
      graphics.setColor(new Color(look.palette().argb(255 - 255 * step / (steps - 1))));
      graphics.fill(new Rectangle2D.Double(left, TOP + step * high, 12, high + 0.5));
    }
    graphics.setColor(Color.BLACK);
    graphics.draw(new Rectangle2D.Double(left, TOP, 12, SIDE / 2.0));
    graphics.drawString("≥ " + MatrixNumber.text(look.scale().max()), left, TOP - 8);
    graphics.drawString("≤ " + MatrixNumber.text(look.scale().first()), left, TOP + SIDE / 2 + 14);
  }
}
