package palimpsest.bench.images;

import palimpsest.data.scenario.SetShape;

/**
 * The way images of a shape are drawn: enlarged by a whole number or reduced, side by side; vectors
 * as bands of grey, one below the other.
 *
 * @param channels channels of an image
 * @param height rows of an image
 * @param width columns of an image
 * @param shownHeight rows on the screen
 * @param shownWidth columns on the screen
 * @param stacked whether images lie below one another
 */
record TileLook(
    int channels, int height, int width, int shownHeight, int shownWidth, boolean stacked) {

  /** Space between two images. */
  static final int GAP = 4;

  private static final int SIDE = 64;
  private static final int BAND_WIDTH = 192;
  private static final int BAND_HEIGHT = 12;

  static TileLook of(SetShape shape) {
    int height = shape.height();
    int width = shape.width();
    if (height == 1 && shape.channels() == 1) {
      return new TileLook(1, height, width, BAND_HEIGHT, BAND_WIDTH, true);
    }
    int longest = Math.max(height, width);
    double fitting = (double) SIDE / longest;
    double scale = fitting < 1 ? fitting : Math.floor(fitting);
    return new TileLook(
        shape.channels(),
        height,
        width,
        (int) Math.max(1, Math.round(height * scale)),
        (int) Math.max(1, Math.round(width * scale)),
        false);
  }

  /** Width of a strip of images. */
  int stripWidth(int count) {
    return stacked ? shownWidth : count * shownWidth + (count - 1) * GAP;
  }

  /** Height of a strip of images. */
  int stripHeight(int count) {
    return stacked ? count * shownHeight + (count - 1) * GAP : shownHeight;
  }
}
