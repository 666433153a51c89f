package palimpsest.bench.fisher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import palimpsest.bench.fisher.TileReader.Place;
import palimpsest.bench.fisher.TileReader.Tile;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixRaster;
import palimpsest.network.ParameterLayout.Layer;

/**
 * Paints tiles of a matrix, and over them the boundaries of layers with their names. What was read
 * at another scale is shown stretched until what belongs in its place has been read.
 */
final class MatrixPainter {

  /** Pixels above the picture, for the names of columns. */
  static final double TOP = 24;

  /** The colour of entries other than zero: nothing else in the picture is orange. */
  static final int ACCENT = 0xffa229;

  private static final int MARK = 7;

  /** A tile in colours. */
  private record Picture(MatrixRaster raster, int[] colours) {}

  private final Canvas canvas;
  private final DevicePicture picture;
  private Map<Place, Picture> pictures = new HashMap<>();
  private List<Picture> before = List.of();
  private Color ink = Color.BLACK;
  private double left;

  /**
   * A painter of two layers.
   *
   * @param picture the matrix
   * @param canvas lines and names, over it
   */
  MatrixPainter(DevicePicture picture, Canvas canvas) {
    this.picture = picture;
    this.canvas = canvas;
  }

  /** Puts the surroundings into the window's colours. */
  void colours(boolean dark) {
    ink = Color.web(dark ? "#9198a1" : "#59636e");
  }

  /** Leaves room for names at the left, or none and no names. */
  void left(double pixels) {
    left = pixels;
  }

  /** Another scale is coming: what there is stays as a stopgap. */
  void keepAsStopgap() {
    if (!pictures.isEmpty()) {
      before = List.copyOf(pictures.values());
    }
    pictures = new HashMap<>();
  }

  /** Lets go of every picture. */
  void forget() {
    before = List.of();
    pictures = new HashMap<>();
  }

  /** Paints nothing. */
  void paintNothing() {
    picture.node().setVisible(false);
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
  }

  /** Paints a matrix. */
  void paint(
      PaneContent.Content content,
      Viewport view,
      TileReader tiles,
      MatrixLook look,
      boolean nonZero) {
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    take(tiles, look, nonZero);
    picture.clear(left, TOP, width(), height(), view.density());
    for (Picture tile : before) {
      picture.draw(tile.raster().region(), tile.colours(), view);
    }
    for (Picture tile : pictures.values()) {
      picture.draw(tile.raster().region(), tile.colours(), view);
    }
    picture.show();
    picture.node().setVisible(true);
    GraphicsContext graphics = canvas.getGraphicsContext2D();
    graphics.save();
    graphics.beginPath();
    graphics.rect(left, TOP, width(), height());
    graphics.clip();
    graphics.translate(left, TOP);
    CellPainter.paint(
        graphics, view, content.source().size(), width(), height(), tiles.tiles(), look);
    paintBoundaries(graphics, view, content, look.palette());
    graphics.restore();
    paintNames(graphics, view, content.layout().layers());
    if (left > 0) {
      paintRowNames(graphics, view, content.layout().layers());
    }
  }

  private void take(TileReader reader, MatrixLook look, boolean nonZero) {
    Map<Place, Tile> tiles = reader.tiles();
    pictures.keySet().retainAll(tiles.keySet());
    tiles.forEach((place, tile) -> {
      Picture known = pictures.get(place);
      if (known == null || known.raster() != tile.raster()) {
        pictures.put(place, new Picture(tile.raster(), colours(tile.raster(), look, nonZero)));
      }
    });
    if (reader.isComplete()) {
      before = List.of();
    }
  }

  private static int[] colours(MatrixRaster raster, MatrixLook look, boolean nonZero) {
    return nonZero
        ? raster.toArgb(look.scale(), look.palette(), ACCENT)
        : raster.toArgb(look.scale(), look.palette());
  }

  private void paintBoundaries(
      GraphicsContext graphics, Viewport view, PaneContent.Content content, MatrixPalette palette) {
    int size = content.source().size();
    double start = view.xOf(0);
    double end = view.xOf(size);
    double top = view.yOf(0);
    double bottom = view.yOf(size);
    int line = palette.boundary();
    graphics.setStroke(
        Color.rgb(line >> 16 & 0xff, line >> 8 & 0xff, line & 0xff, (line >>> 24) / 255.0));
    graphics.setLineWidth(1);
    for (Layer layer : content.layout().layers()) {
      if (layer.offset() > 0) {
        double x = crisp(view.xOf(layer.offset()));
        double y = crisp(view.yOf(layer.offset()));
        graphics.strokeLine(x, top, x, bottom);
        graphics.strokeLine(start, y, end, y);
      }
    }
    graphics.strokeRect(crisp(start), crisp(top), whole(end - start), whole(bottom - top));
  }

  private void paintNames(GraphicsContext graphics, Viewport view, List<Layer> layers) {
    graphics.setFill(ink);
    graphics.setFont(Font.font(11));
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    double edge = TOP + Math.max(0, view.yOf(0));
    double free = left;
    for (Layer layer : layers) {
      double start = Math.max(0, view.xOf(layer.offset()));
      double end = Math.min(width(), view.xOf((double) layer.offset() + layer.size()));
      double half = 4 + 3.3 * layer.name().length();
      double middle = Math.min(left + (start + end) / 2, left + width() - half);
      double x = Math.max(middle, free + half);
      if (end - start > 3 && x + half <= left + width() && x - half < left + end) {
        graphics.fillText(layer.name(), x, edge - TOP / 2);
        free = x + half;
      }
    }
  }

  private void paintRowNames(GraphicsContext graphics, Viewport view, List<Layer> layers) {
    graphics.setTextAlign(TextAlignment.RIGHT);
    double edge = left + Math.max(0, view.xOf(0));
    double free = TOP;
    for (Layer layer : layers) {
      double start = Math.max(0, view.yOf(layer.offset()));
      double end = Math.min(height(), view.yOf((double) layer.offset() + layer.size()));
      double y = Math.max(TOP + (start + end) / 2, free + MARK);
      if (end - start > 3 && y < TOP + end + MARK && y + MARK <= TOP + height()) {
        graphics.fillText(layer.name(), edge - 8, y, left - 10);
        free = y + MARK;
      }
    }
  }

  private double width() {
    return Math.max(0, Math.floor(canvas.getWidth() - left));
  }

  private double height() {
    return Math.max(0, Math.floor(canvas.getHeight() - TOP));
  }

  private static double whole(double position) {
    return Math.floor(position + 0.5);
  }

  private static double crisp(double position) {
    return Math.floor(position) + 0.5;
  }
}
