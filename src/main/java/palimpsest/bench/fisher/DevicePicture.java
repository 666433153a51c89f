package palimpsest.bench.fisher;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import palimpsest.chart.MatrixRegion;

/**
 * A picture of exactly as many pixels as the screen has under it, put together of tiles: nothing
 * between it and the screen stretches or blurs it.
 */
final class DevicePicture {

  private final ImageView view = new ImageView();
  private int width;
  private int height;
  private int[] pixels = {};
  private PixelBuffer<IntBuffer> buffer = buffer(1, 1, new int[1]);

  DevicePicture() {
    view.setManaged(false);
    view.setSmooth(false);
    view.setMouseTransparent(true);
  }

  /** The node that shows it. */
  ImageView node() {
    return view;
  }

  /**
   * Takes a place, and forgets what was drawn before.
   *
   * @param left the left edge, in units of the window
   * @param wide the width, likewise
   * @param density pixels per unit
   */
  void clear(double left, double top, double wide, double high, double density) {
    int nextWidth = Math.max(1, (int) Math.floor(wide * density));
    int nextHeight = Math.max(1, (int) Math.floor(high * density));
    if (nextWidth != width || nextHeight != height || pixels.length == 0) {
      width = nextWidth;
      height = nextHeight;
      pixels = new int[width * height];
      buffer = buffer(width, height, pixels);
      view.setImage(new WritableImage(buffer));
    } else {
      Arrays.fill(pixels, 0);
    }
    view.setX(left);
    view.setY(top);
    view.setFitWidth(width / density);
    view.setFitHeight(height / density);
  }

  /** Draws a tile, each entry in a field of whole pixels. */
  void draw(MatrixRegion region, int[] tile, Viewport at) {
    double pixel = at.scale() * at.density();
    int[] columns =
        sources(region.column(), region.scale(), region.width(), at.column(), pixel, width);
    int[] rows = sources(region.row(), region.scale(), region.height(), at.row(), pixel, height);
    int first = first(columns);
    int length = after(columns) - first;
    if (length <= 0) {
      // A tile of another place or scale need not be in view.
      return;
    }
    int before = -1;
    for (int y = 0; y < height; y++) {
      if (rows[y] < 0) {
        continue;
      }
      int line = y * width;
      if (before >= 0 && rows[y] == rows[before]) {
        System.arraycopy(pixels, before * width + first, pixels, line + first, length);
        continue;
      }
      int source = rows[y] * region.width();
      for (int x = first; x < width && columns[x] >= 0; x++) {
        pixels[line + x] = tile[source + columns[x]];
      }
      before = y;
    }
  }

  /** Shows what was drawn. */
  void show() {
    buffer.updateBuffer(whole -> null);
  }

  /** The index in a tile for each pixel of the screen; −1 where the tile has none. */
  private static int[] sources(
      double start, double scale, int count, double origin, double pixel, int length) {
    int[] sources = new int[length];
    Arrays.fill(sources, -1);
    double from = (start - origin) * pixel;
    double step = pixel / scale;
    int left = (int) Math.clamp(Math.floor(from + 0.5), 0, length);
    int right = (int) Math.clamp(Math.floor(from + count * step + 0.5), 0, length);
    boolean same = Math.abs(step - 1) < 1e-9;
    int edge = (int) Math.clamp(Math.floor(from + 0.5), Integer.MIN_VALUE, Integer.MAX_VALUE);
    for (int x = left; x < right; x++) {
      double place = same ? x - edge : Math.floor((x + 0.5 - from) / step);
      sources[x] = (int) Math.clamp(place, 0, count - 1);
    }
    return sources;
  }

  private static int first(int[] sources) {
    int first = 0;
    while (first < sources.length && sources[first] < 0) {
      first++;
    }
    return first;
  }

  private static int after(int[] sources) {
    int last = sources.length;
    while (last > 0 && sources[last - 1] < 0) {
      last--;
    }
    return last;
  }

  private static PixelBuffer<IntBuffer> buffer(int width, int height, int[] pixels) {
    return new PixelBuffer<>(
        width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
  }
}
