package palimpsest.data;

import java.nio.ByteBuffer;

/** The numbers of images, image by image. */
public sealed interface ImageValues {

  /** Number of numbers. */
  int length();

  /** The number at a position as training sees it: bytes are divided by 255. */
  double number(int at);

  /**
   * Some of the images.
   *
   * @param positions the positions of the images
   * @param size numbers of an image
   */
  ImageValues at(int[] positions, int size);

  /** The numbers as bytes, big-endian, for a digest. */
  byte[] bytes();

  /**
   * Pixels as unsigned bytes.
   *
   * @param values one byte a pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity: image sets are large
  record Bytes(byte[] values) implements ImageValues {

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double number(int at) {
      return Byte.toUnsignedInt(values[at]) / 255.0;
    }

    @Override
    public Bytes at(int[] positions, int size) {
      byte[] some = new byte[positions.length * size];
      for (int i = 0; i < positions.length; i++) {
        System.arraycopy(values, positions[i] * size, some, i * size, size);
      }
      return new Bytes(some);
    }

    @Override
    public byte[] bytes() {
      return values;
    }
  }

  /**
   * Numbers as they are.
   *
   * @param values finite numbers
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity: image sets are large
  record Floats(float[] values) implements ImageValues {

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double number(int at) {
      return values[at];
    }

    @Override
    public Floats at(int[] positions, int size) {
      float[] some = new float[positions.length * size];
      for (int i = 0; i < positions.length; i++) {
        System.arraycopy(values, positions[i] * size, some, i * size, size);
      }
      return new Floats(some);
    }

    @Override
    public byte[] bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length));
      bytes.asFloatBuffer().put(values);
      return bytes.array();
    }
  }
}
