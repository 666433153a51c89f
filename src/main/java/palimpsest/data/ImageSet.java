package palimpsest.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import palimpsest.problem.Problem;

/**
 * Labelled grey images of one size.
 *
 * @param name its name, such as "MNIST, test"
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

  /** SHA-256 of N, height and width (four bytes each, big-endian), pixels, and a byte per label. */
  public String sha256() {
    return Sha256.of(shape(size(), height, width), pixels, bytes(labels));
  }

  /** The beginning of every digest. */
  static byte[] shape(int size, int height, int width) {
    return ByteBuffer.allocate(3 * Integer.BYTES).putInt(size).putInt(height).putInt(width).array();
  }

  private static byte[] bytes(int[] labels) {
    byte[] classes = new byte[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) labels[i];
    }
    return classes;
  }

  /** The same images, their labels moved up by a number. */
  ImageSet from(int firstLabel) {
    int[] moved = Arrays.stream(labels).map(label -> label + firstLabel).toArray();
    return new ImageSet(name, height, width, pixels, moved);
  }

  /** The images at some positions, their labels moved up by a number. */
  ImageSet at(int[] positions, int firstLabel) {
    int bytes = height * width;
    boolean all = positions.length == size();
    byte[] some = all ? pixels : new byte[positions.length * bytes];
    int[] classes = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      classes[i] = labels[positions[i]] + firstLabel;
      if (!all) {
        System.arraycopy(pixels, positions[i] * bytes, some, i * bytes, bytes);
      }
    }
    return new ImageSet(name, height, width, some, classes);
  }

  /** Number of images N. */
  public int size() {
    return labels.length;
  }
}
