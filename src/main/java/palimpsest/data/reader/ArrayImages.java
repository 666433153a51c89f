package palimpsest.data.reader;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import palimpsest.data.ImageValues;
import palimpsest.file.NpyArray;
import palimpsest.problem.Problem;

/**
 * The images of an array of numbers.
 *
 * @param count their number N
 * @param shape shape of each
 * @param values [N · channels · height · width]
 */
record ArrayImages(int count, ImageShape shape, ImageValues values) {

  private static final int BYTE = 255;

  /**
   * The images of an array.
   *
   * @param name its name in messages
   * @throws Problem naming file, array, shape or value, if it holds no images
   */
  static ArrayImages of(Path path, String name, NpyArray array) {
    int[] sizes = array.shape();
    boolean last = sizes.length == 4 && isChannels(sizes[3]);
    ImageShape shape =
        switch (sizes.length) {
          case 2 -> ImageShape.vector(sizes[1]);
          case 3 -> new ImageShape(1, sizes[1], sizes[2]);
          case 4 ->
              last
                  ? new ImageShape(sizes[3], sizes[1], sizes[2])
                  : new ImageShape(sizes[1], sizes[2], sizes[3]);
          default ->
              throw new Problem(
                  ("%s: %s has the shape %s, but must have [N, H, W], [N, H, W, C], [N, C, H, W]"
                          + " or [N, D].")
                      .formatted(path, name, Arrays.toString(sizes)));
        };
    shape.checked(path);
    ImageValues values = numbers(path, name, array);
    return new ArrayImages(
        sizes[0], shape, last && shape.channels() > 1 ? byChannel(values, shape) : values);
  }

  private static boolean isChannels(int size) {
    return size == 1 || size == 3;
  }

  private static ImageValues numbers(Path path, String name, NpyArray array) {
    return switch (array) {
      case NpyArray.Bytes(int[] _, byte[] bytes) -> new ImageValues.Bytes(bytes);
      case NpyArray.Ints(int[] _, int[] ints) ->
          bytes(path, name, Arrays.stream(ints).asLongStream().toArray());
      case NpyArray.Longs(int[] _, long[] longs) -> bytes(path, name, longs);
      case NpyArray.Floats(int[] _, float[] floats) ->
          new ImageValues.Floats(finite(path, name, floats));
      case NpyArray.Doubles(int[] _, double[] doubles) -> {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) doubles[i];
        }
        yield new ImageValues.Floats(finite(path, name, floats));
      }
      case NpyArray.Texts _ ->
          throw new Problem("%s: %s holds texts, but must hold numbers.".formatted(path, name));
    };
  }

  private static ImageValues bytes(Path path, String name, long[] numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      if (numbers[i] < 0 || numbers[i] > BYTE) {
        throw new Problem(
            ("%s: %s holds the whole number %d, but pixels must be whole numbers from 0 to 255, or"
                    + " floating-point numbers.")
                .formatted(path, name, numbers[i]));
      }
      bytes[i] = (byte) numbers[i];
    }
    return new ImageValues.Bytes(bytes);
  }

  private static float[] finite(Path path, String name, float[] floats) {
    for (int i = 0; i < floats.length; i++) {
      if (!Float.isFinite(floats[i])) {
        throw new Problem(
            "%s: %s holds %s at position %,d, but every number must be finite."
                .formatted(path, name, floats[i], i));
      }
    }
    return floats;
  }

  /** From [N, H, W, C] to [N, C, H, W]. */
  private static ImageValues byChannel(ImageValues values, ImageShape shape) {
    int pixels = shape.height() * shape.width();
    int channels = shape.channels();
    return switch (values) {
      case ImageValues.Bytes(byte[] from) -> {
        byte[] to = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
          to[moved(i, pixels, channels)] = from[i];
        }
        yield new ImageValues.Bytes(to);
      }
      case ImageValues.Floats(float[] from) -> {
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
          to[moved(i, pixels, channels)] = from[i];
        }
        yield new ImageValues.Floats(to);
      }
    };
  }

  private static int moved(int i, int pixels, int channels) {
    int image = i / (pixels * channels);
    int within = i % (pixels * channels);
    return image * pixels * channels + within % channels * pixels + within / channels;
  }

  /**
   * The labels of an array.
   *
   * @throws Problem naming file, array, shape or value, if it holds no labels
   */
  static Labels labels(Path path, String name, NpyArray array) {
    int[] sizes = array.shape();
    boolean column = sizes.length == 2 && sizes[1] == 1;
    if (sizes.length != 1 && !column) {
      throw new Problem(
          "%s: %s has the shape %s, but must have [N]: one label per image.%s"
              .formatted(
                  path,
                  name,
                  Arrays.toString(sizes),
                  sizes.length == 2 ? " Save %s.argmax(1).".formatted(name) : ""));
    }
    return switch (array) {
      case NpyArray.Bytes(int[] _, byte[] bytes) -> {
        long[] numbers = new long[bytes.length];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Byte.toUnsignedLong(bytes[i]);
        }
        yield new Labels.Numbers(numbers);
      }
      case NpyArray.Ints(int[] _, int[] ints) ->
          new Labels.Numbers(Arrays.stream(ints).asLongStream().toArray());
      case NpyArray.Longs(int[] _, long[] longs) -> new Labels.Numbers(longs);
      case NpyArray.Floats(int[] _, float[] floats) -> {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = floats[i];
        }
        yield whole(path, name, doubles);
      }
      case NpyArray.Doubles(int[] _, double[] doubles) -> whole(path, name, doubles);
      case NpyArray.Texts(List<String> texts) -> new Labels.Texts(texts);
    };
  }

  private static Labels whole(Path path, String name, double[] numbers) {
    long[] labels = new long[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (long) numbers[i];
      if (labels[i] != numbers[i]) {
        throw new Problem(
            "%s: %s gives image %,d (counted from 0) the label %s, but labels must be whole numbers or texts."
                .formatted(path, name, i, numbers[i]));
      }
    }
    return new Labels.Numbers(labels);
  }

  /**
   * Images and labels that belong together.
   *
   * @throws Problem if there are not as many labels as images
   */
  RawSet.Part with(Labels labels, Path path, String images, String names) {
    if (count != labels.count()) {
      throw new Problem(
          "%s has %,d images in %s, but %,d labels in %s; the numbers must be equal."
              .formatted(path, count, images, labels.count(), names));
    }
    return new RawSet.Part(values, labels);
  }

  /**
   * Makes sure that test images have the shape of training images.
   *
   * @throws Problem if they do not
   */
  void requireShape(ImageShape training, Path path, String images, String test) {
    if (!shape.equals(training)) {
      throw new Problem(
          "%s has images of %s in %s, but of %s in %s; they must be alike."
              .formatted(path, training.text(), images, shape.text(), test));
    }
  }
}
