package palimpsest.data.reader;

import java.nio.file.Path;
import palimpsest.problem.Problem;

/**
 * The shape of an image.
 *
 * @param channels 1 if grey, 3 if coloured
 * @param height rows
 * @param width columns
 */
record ImageShape(int channels, int height, int width) {

  /** The greatest number of rows and columns, and of numbers of a vector. */
  private static final int MOST_SIDE = 1 << 16;

  /** Numbers of an image at most. */
  private static final int MOST_SIZE = 1 << 24;

  /** A vector, which is an image of one row. */
  static ImageShape vector(int length) {
    return new ImageShape(1, 1, length);
  }

  /**
   * Checks a shape that a file claims.
   *
   * @throws Problem if no image has it
   */
  ImageShape checked(Path file) {
    if (height < 1
        || width < 1
        || height > MOST_SIDE
        || width > MOST_SIDE
        || (long) channels * height * width > MOST_SIZE) {
      throw new Problem(
          "%s has images of %s, but up to %,d × %,d and %,d numbers in all can be read."
              .formatted(file, text(), MOST_SIDE, MOST_SIDE, MOST_SIZE));
    }
    if (channels != 1 && channels != 3) {
      throw new Problem(
          "%s has images of %d channels, but they must have 1 (grey) or 3 (red, green, blue)."
              .formatted(file, channels));
    }
    return this;
  }

  /** Numbers of an image. */
  int size() {
    return channels * height * width;
  }

  /** As people write it, width before height. */
  String text() {
    return height == 1 && channels == 1
        ? "%,d numbers".formatted(width)
        : channels == 1
            ? "%d × %d pixels".formatted(width, height)
            : "%d × %d pixels, %d channels".formatted(width, height, channels);
  }
}
