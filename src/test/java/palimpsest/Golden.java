package palimpsest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reference numbers computed with PyTorch and NNGeometry in float64: of the notebook's network, and
 * of everything beyond it. {@code -Dpalimpsest.golden=FILE} and {@code
 * -Dpalimpsest.golden.methods=FILE} name other files of the same form.
 */
public final class Golden {

  private final Map<String, double[]> values = new HashMap<>();
  private final Map<String, long[]> shapes = new HashMap<>();

  /** Reads the notebook's numbers once. */
  public Golden() {
    this("palimpsest.golden", "/golden.npz");
  }

  private Golden(String property, String resource) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        InputStream stream = open(property, resource)) {
      for (NDArray array : NDList.decode(manager, stream)) {
        shapes.put(array.getName(), array.getShape().getShape());
        values.put(
            array.getName(), array.toType(DataType.FLOAT64, false).flatten().toDoubleArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the numbers of networks, estimators, optimizers and methods beyond the notebook. */
  public static Golden methods() {
    return new Golden("palimpsest.golden.methods", "/methods.npz");
  }

  private static InputStream open(String property, String resource) throws IOException {
    String file = System.getProperty(property, "");
    return file.isBlank()
        ? Objects.requireNonNull(Golden.class.getResourceAsStream(resource))
        : Files.newInputStream(Path.of(file));
  }

  /** The names of all arrays. */
  public Set<String> names() {
    return values.keySet();
  }

  /** An array, row-major. */
  public double[] get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** An array's shape. */
  public long[] shape(String name) {
    return Objects.requireNonNull(shapes.get(name), name);
  }

  /** The one number of an array without dimensions. */
  public double number(String name) {
    return get(name)[0];
  }

  /** The first weights, flat. */
  public double[] weights() {
    return Arrays.stream(
            new String[] {
              "conv1.weight",
              "conv1.bias",
              "conv2.weight",
              "conv2.bias",
              "fc1.weight",
              "fc1.bias",
              "fc2.weight"
            })
        .flatMapToDouble(name -> Arrays.stream(get("init." + name)))
        .toArray();
  }

  /**
   * Images as the network takes them: pixels from 0 to 1, the images in the last axis.
   *
   * @param name array of […, C, H, W]
   * @param from first image
   * @param to behind the last image
   * @return [C, H, W, to − from], row-major
   */
  public double[] images(String name, int from, int to) {
    double[] pixels = get(name);
    long[] shape = shape(name);
    int size =
        Math.toIntExact(
            Arrays.stream(shape, shape.length - 3, shape.length).reduce(1, Math::multiplyExact));
    int count = to - from;
    double[] images = new double[size * count];
    for (int image = 0; image < count; image++) {
      for (int pixel = 0; pixel < size; pixel++) {
        images[pixel * count + image] = pixels[(from + image) * size + pixel] / 255;
      }
    }
    return images;
  }

  /** The norm of the difference over the norm of the second. */
  public static double relativeError(double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " numbers, but expected " + expected.length);
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }
}
