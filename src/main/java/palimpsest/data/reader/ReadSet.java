package palimpsest.data.reader;

import java.util.List;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageValues;

/**
 * An image set that was read, its classes numbered from 0.
 *
 * @param classNames names of the classes, by label
 * @param training training images
 * @param test test images
 * @param split whether the test images were drawn from the training images, for the file has no
 *     test part
 */
public record ReadSet(List<String> classNames, ImageSet training, ImageSet test, boolean split) {

  /** Copies the list. */
  public ReadSet {
    classNames = List.copyOf(classNames);
  }

  /** Numbers of images of each class. */
  public static int[] counts(ImageSet part, int classes) {
    int[] counts = new int[classes];
    for (int label : part.labels()) {
      counts[label]++;
    }
    return counts;
  }

  /** As people write the shape of an image. */
  public String shape() {
    return new ImageShape(training.channels(), training.height(), training.width()).text();
  }

  /** The smallest and the largest number in the training images. */
  public double[] range() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    switch (training.values()) {
      case ImageValues.Bytes(byte[] values) -> {
        for (byte value : values) {
          least = Math.min(least, Byte.toUnsignedInt(value));
          most = Math.max(most, Byte.toUnsignedInt(value));
        }
      }
      case ImageValues.Floats(float[] values) -> {
        for (float value : values) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    return new double[] {least, most};
  }

  /** Whether its numbers are bytes, which training divides by 255. */
  public boolean isBytes() {
    return training.values() instanceof ImageValues.Bytes;
  }
}
