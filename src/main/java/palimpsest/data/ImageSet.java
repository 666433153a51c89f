package palimpsest.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import palimpsest.problem.Problem;

/**
 * Labelled images of one shape, or feature vectors, which are images of one row and one channel.
 *
 * @param name its name, such as "MNIST, test"
 * @param channels channels of an image: 1 if grey, 3 if coloured
 * @param height rows of an image
 * @param width columns of an image
 * @param values [N · channels · height · width], image by image, channel by channel, row by row
 * @param labels [N], from 0
 */
public record ImageSet(
    String name, int channels, int height, int width, ImageValues values, int[] labels) {

  /** The largest label that is one byte of a digest. */
  private static final int BYTE = 255;

  /**
   * Checks that values and labels fit together.
   *
   * @throws Problem if they do not
   */
  public ImageSet {
    if (values.length() != (long) labels.length * channels * height * width) {
      throw new Problem(
          "%s has %,d labels, but its %,d pixels are not that many images of %s%d × %d."
              .formatted(
                  name,
                  labels.length,
                  values.length(),
                  channels == 1 ? "" : channels + " × ",
                  height,
                  width));
    }
  }

  /**
   * Grey images.
   *
   * @param pixels [N · height · width], one unsigned byte a pixel
   * @throws Problem if pixels and labels do not fit together
   */
  public ImageSet(String name, int height, int width, byte[] pixels, int[] labels) {
    this(name, 1, height, width, new ImageValues.Bytes(pixels), labels);
  }

  /**
   * The pixels, one unsigned byte each.
   *
   * @throws IllegalStateException if they are numbers
   */
  public byte[] pixels() {
    if (values instanceof ImageValues.Bytes(byte[] bytes)) {
      return bytes;
    }
    throw new IllegalStateException(name + " has numbers, not bytes");
  }

  /** Numbers of one image. */
  public int imageSize() {
    return channels * height * width;
  }

  /**
   * SHA-256 of N, height and width (four bytes each, big-endian; channels before them, if there is
   * more than one), values, and a byte per label, or four bytes where one is above 255.
   */
  public String sha256() {
    return Sha256.of(shape(size(), channels, height, width), values.bytes(), bytes(labels));
  }

  /** The beginning of every digest. */
  static byte[] shape(int size, int channels, int height, int width) {
    ByteBuffer shape = ByteBuffer.allocate((channels == 1 ? 3 : 4) * Integer.BYTES);
    if (channels != 1) {
      shape.putInt(channels);
    }
    return shape.putInt(size).putInt(height).putInt(width).array();
  }

  /** Labels as they enter a digest. */
  static byte[] bytes(int[] labels) {
    if (Arrays.stream(labels).anyMatch(label -> label > BYTE)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, labels.length));
      bytes.asIntBuffer().put(labels);
      return bytes.array();
    }
    byte[] classes = new byte[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) labels[i];
    }
    return classes;
  }

  /** The same images, their labels moved up by a number. */
  ImageSet from(int firstLabel) {
    int[] moved = Arrays.stream(labels).map(label -> label + firstLabel).toArray();
    return new ImageSet(name, channels, height, width, values, moved);
  }

  /** The images at some positions, their labels moved up by a number. */
  public ImageSet at(int[] positions, int firstLabel) {
    boolean all = positions.length == size();
    int[] classes = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      classes[i] = labels[positions[i]] + firstLabel;
    }
    return new ImageSet(
        name, channels, height, width, all ? values : values.at(positions, imageSize()), classes);
  }

  /** Number of images N. */
  public int size() {
    return labels.length;
  }
}
