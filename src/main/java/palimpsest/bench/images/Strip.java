package palimpsest.bench.images;

import java.util.List;

/**
 * Images next to one another, as they are drawn.
 *
 * @param width columns
 * @param height rows
 * @param pixels colours as alpha, red, green, blue, row by row; empty between the images
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Strip(int width, int height, int[] pixels) {

  private static final int OPAQUE = 0xFF000000;

  /**
   * Draws images.
   *
   * @param images levels from 0 to 255, [C · H · W] each
   */
  static Strip of(List<int[]> images, TileLook look) {
    int width = Math.max(1, look.stripWidth(images.size()));
    int height = Math.max(1, look.stripHeight(images.size()));
    int[] pixels = new int[width * height];
    for (int i = 0; i < images.size(); i++) {
      int across = look.stacked() ? 0 : i * (look.shownWidth() + TileLook.GAP);
      int down = look.stacked() ? i * (look.shownHeight() + TileLook.GAP) : 0;
      draw(images.get(i), look, pixels, down * width + across, width);
    }
    return new Strip(width, height, pixels);
  }

  private static void draw(int[] image, TileLook look, int[] pixels, int from, int stride) {
    int size = look.height() * look.width();
    for (int row = 0; row < look.shownHeight(); row++) {
      for (int column = 0; column < look.shownWidth(); column++) {
        int red = level(image, look, 0, row, column);
        int green = look.channels() == 1 ? red : level(image, look, size, row, column);
        int blue = look.channels() == 1 ? red : level(image, look, 2 * size, row, column);
        pixels[from + row * stride + column] = OPAQUE | red << 16 | green << 8 | blue;
      }
    }
  }

  /** The mean of those pixels of a channel that lie under a pixel of the screen; one at least. */
  private static int level(int[] image, TileLook look, int channel, int row, int column) {
    int top = row * look.height() / look.shownHeight();
    int left = column * look.width() / look.shownWidth();
    int bottom = Math.max(top + 1, (row + 1) * look.height() / look.shownHeight());
    int right = Math.max(left + 1, (int) ((column + 1L) * look.width() / look.shownWidth()));
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += image[channel + y * look.width() + x];
      }
    }
    return (int) (sum / ((long) (bottom - top) * (right - left)));
  }
}
