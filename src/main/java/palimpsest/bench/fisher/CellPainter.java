package palimpsest.bench.fisher;

import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import palimpsest.bench.fisher.TileReader.Place;
import palimpsest.bench.fisher.TileReader.Tile;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.text.NumberText;

/** The grid between entries, and the number in each, where they are large enough for it. */
final class CellPainter {

  /** Units per entry from which a grid is drawn. */
  static final double GRID = 12;

  /** Units per entry from which numbers are written. */
  static final double NUMBERS = 44;

  /** As long as a number fits between the lines of the grid. */
  private static final int CHARACTERS = 8;

  private static final Color LINE = Color.web("#7d8590", 0.55);

  private CellPainter() {}

  /** Paints both, as far as they fit, into the coordinates of the view. */
  static void paint(
      GraphicsContext graphics,
      Viewport view,
      int size,
      double width,
      double height,
      Map<Place, Tile> tiles,
      MatrixLook look) {
    if (view.scale() < GRID) {
      return;
    }
    int left = Math.clamp(view.columnAt(0), 0, size);
    int right = Math.clamp(view.columnAt(width) + 1L, 0, size);
    int top = Math.clamp(view.rowAt(0), 0, size);
    int bottom = Math.clamp(view.rowAt(height) + 1L, 0, size);
    graphics.setStroke(LINE);
    graphics.setLineWidth(1);
    for (int column = left; column <= right; column++) {
      double x = Math.floor(view.xOf(column)) + 0.5;
      graphics.strokeLine(x, view.yOf(top), x, view.yOf(bottom));
    }
    for (int row = top; row <= bottom; row++) {
      double y = Math.floor(view.yOf(row)) + 0.5;
      graphics.strokeLine(view.xOf(left), y, view.xOf(right), y);
    }
    if (view.scale() >= NUMBERS) {
      write(graphics, view, left, right, top, bottom, tiles, look);
    }
  }

  private static void write(
      GraphicsContext graphics,
      Viewport view,
      int left,
      int right,
      int top,
      int bottom,
      Map<Place, Tile> tiles,
      MatrixLook look) {
    graphics.setFont(Font.font(view.scale() >= 60 ? 11 : 9));
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        Tile tile = tiles.get(new Place(column / TileReader.TILE, row / TileReader.TILE));
        if (tile == null) {
          continue;
        }
        float value = tile.raster().value(column % TileReader.TILE, row % TileReader.TILE);
        graphics.setFill(isDark(value, look) ? Color.web("#ffffff", 0.9) : Color.web("#1f2328"));
        graphics.fillText(
            NumberText.leadingWithin(value, CHARACTERS),
            view.xOf(column + 0.5),
            view.yOf(row + 0.5),
            view.scale() - 4);
      }
    }
  }

  private static boolean isDark(float value, MatrixLook look) {
    int argb =
        Float.isFinite(value)
            ? look.palette().argb(look.scale().level(value))
            : Float.isNaN(value) ? MatrixPalette.NOT_A_NUMBER : MatrixPalette.INFINITE;
    int light = 299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff);
    return light < 128_000;
  }
}
