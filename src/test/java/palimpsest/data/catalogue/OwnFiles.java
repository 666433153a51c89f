package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;

/** Small image sets in files. */
public final class OwnFiles {

  private OwnFiles() {}

  /**
   * An npz file of images whose brightness tells their class.
   *
   * @param classes number of classes
   * @param perClass training images of each; half as many for tests
   */
  public static Path npz(Path file, int classes, int perClass, int height, int width) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    add(arrays, "train", classes, perClass, height, width);
    add(arrays, "test", classes, Math.max(1, perClass / 2), height, width);
    Npz.write(file, arrays);
    return file;
  }

  /** An npz file of images of 8 × 8 pixels with these labels. */
  public static Path npz(Path file, int[] training, int[] test) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    add(arrays, "train", training, 10, 8, 8);
    add(arrays, "test", test, 10, 8, 8);
    Npz.write(file, arrays);
    return file;
  }

  private static void add(
      Map<String, NpyArray> arrays, String part, int classes, int perClass, int height, int width) {
    int[] labels = new int[classes * perClass];
    Arrays.setAll(labels, i -> i % classes);
    add(arrays, part, labels, classes, height, width);
  }

  private static void add(
      Map<String, NpyArray> arrays, String part, int[] labels, int classes, int height, int width) {
    Random random = new Random(part.hashCode());
    int count = labels.length;
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < count; i++) {
      for (int pixel = 0; pixel < height * width; pixel++) {
        int brightness = labels[i] * 200 / classes + random.nextInt(50);
        pixels[i * height * width + pixel] = (byte) brightness;
      }
    }
    arrays.put("x_" + part, new NpyArray.Bytes(new int[] {count, height, width}, pixels));
    arrays.put("y_" + part, NpyArray.Ints.of(labels));
  }
}
