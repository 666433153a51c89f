package palimpsest.data;

import palimpsest.problem.Problem;

/**
 * Labelled grey images of one size.
 *
 * @param name what it is called, such as "MNIST, test"
 * @param height rows of an image
 * @param width columns of an image
 * @param pixels [N · height · width], image by image, row by row, one unsigned byte a pixel
 * @param labels [N], from 0
 */
public record ImageSet(String name, int height, int width, byte[] pixels, int[] labels) {

  /**
   * Checks that pixels and labels fit together.
   *
   * @throws Problem if they do not
   */
  public ImageSet {
    if (pixels.length != (long) labels.length * height * width) {
      throw new Problem(
          "%s has %,d labels, but its %,d pixels are not that many images of %d × %d."
              .formatted(name, labels.length, pixels.length, height, width));
    }
  }

  /** Number of images N. */
  public int size() {
    return labels.length;
  }
}
