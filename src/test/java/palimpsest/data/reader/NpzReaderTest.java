package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.ImageValues;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.problem.Problem;

/** NumPy's arrays as image sets. */
class NpzReaderTest {

  @TempDir Path folder;

  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

  private ReadSet read() {
    Path file = folder.resolve("a.npz");
    Npz.write(file, arrays);
    return Reading.of(file);
  }

  private void refused(String... words) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(this::read)
        .satisfies(problem -> assertThat(problem.getMessage()).contains("a.npz").contains(words));
  }

  private static NpyArray bytes(int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) i;
    }
    return new NpyArray.Bytes(shape, values);
  }

  @Test
  void labelsOfAnySizeAreNumberedInAscendingOrder() {
    arrays.put("x_train", bytes(5, 2, 3));
    arrays.put("y_train", NpyArray.Longs.of(7, -3, 9_000_000_000L, 7, -3));
    arrays.put("x_test", bytes(1, 2, 3));
    arrays.put("y_test", NpyArray.Longs.of(40));
    ReadSet read = read();
    assertThat(read.classNames()).containsExactly("-3", "7", "40", "9000000000");
    assertThat(read.training().labels()).containsExactly(1, 0, 3, 1, 0);
    assertThat(read.test().labels()).containsExactly(2);
    assertThat(read.split()).isFalse();
  }

  @Test
  void textsAreNamesOfClasses() {
    arrays.put("x_train", bytes(3, 4));
    arrays.put("y_train", NpyArray.Texts.of("dog", "cat", "dog"));
    arrays.put("x_test", bytes(1, 4));
    arrays.put("y_test", NpyArray.Texts.of("cat"));
    ReadSet read = read();
    assertThat(read.classNames()).containsExactly("cat", "dog");
    assertThat(read.training().labels()).containsExactly(1, 0, 1);
    assertThat(read.training().height()).isEqualTo(1);
    assertThat(read.training().width()).isEqualTo(4);
  }

  @Test
  void channelsMayComeFirstOrLast() {
    arrays.put("x_train", bytes(2, 2, 2, 3));
    arrays.put("y_train", NpyArray.Ints.of(0, 1));
    arrays.put("x_test", bytes(2, 3, 2, 2));
    arrays.put("y_test", NpyArray.Ints.of(0, 1));
    ReadSet read = read();
    assertThat(read.training().channels()).isEqualTo(3);
    assertThat(read.training().pixels()).startsWith(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 12, 15);
    assertThat(read.test().pixels()).startsWith(0, 1, 2, 3, 4);
  }

  @Test
  void floatsStayAsTheyAre() {
    arrays.put("images", new NpyArray.Doubles(new int[] {6, 1}, new double[] {0, .5, 1, -2, 3, 4}));
    arrays.put("labels", NpyArray.Floats.of(new float[] {0, 1, 0, 1, 0, 1}));
    ReadSet read = read();
    assertThat(read.training().values()).isInstanceOf(ImageValues.Floats.class);
    assertThat(read.split()).isTrue();
    assertThat(read.training().size()).isEqualTo(4);
    assertThat(read.test().size()).isEqualTo(2);
  }

  @Test
  void aTestPartIsASixthOfEachClassAndTheSameEveryTime() {
    int[] labels = new int[61];
    for (int i = 0; i < 61; i++) {
      labels[i] = i < 12 ? 0 : i < 60 ? 1 : 2;
    }
    arrays.put("images", bytes(61, 1));
    arrays.put("labels", NpyArray.Ints.of(labels));
    ReadSet read = read();
    assertThat(ReadSet.counts(read.test(), 3)).containsExactly(2, 8, 0);
    assertThat(ReadSet.counts(read.training(), 3)).containsExactly(10, 40, 1);
    assertThat(read().test().sha256()).isEqualTo(read.test().sha256());
    assertThat(read.training().pixels()).doesNotContain(read.test().pixels());
  }

  @Test
  void oneImageForEachClassNeedsATestPart() {
    arrays.put("images", bytes(3, 2));
    arrays.put("labels", NpyArray.Ints.of(0, 1, 2));
    refused("no test images");
    arrays.put("test_images", bytes(1, 2));
    arrays.put("test_labels", NpyArray.Ints.of(2));
    assertThat(read().classNames()).hasSize(3);
  }

  @Test
  void whatCannotBeRightIsRefused() {
    arrays.put("x_train", bytes(3, 2));
    refused("x_train", "must have x_train and y_train");
    arrays.put("y_train", NpyArray.Ints.of(5, 5, 5));
    refused("only the class \"5\"");
    arrays.put("y_train", NpyArray.Ints.of(5, 6));
    refused("3 images in x_train", "2 labels in y_train");
    arrays.put("y_train", new NpyArray.Ints(new int[] {3, 2}, new int[6]));
    refused("y_train has the shape [3, 2]", "argmax");
    arrays.put("y_train", NpyArray.Floats.of(new float[] {0, 1.5f, 1}));
    refused("image 1", "1.5");
    arrays.put("y_train", NpyArray.Ints.of(0, 1, 1));
    arrays.put("x_test", bytes(1, 2));
    refused("lacks y_test");
    arrays.put("y_test", NpyArray.Ints.of(0));
    arrays.put("x_test", bytes(1, 3));
    refused("2 numbers in x_train", "3 numbers in x_test");
    arrays.put("x_test", bytes(1, 2));
    arrays.put("x_train", NpyArray.Floats.of(new float[3]));
    refused("shape [3]");
    arrays.put(
        "x_train", new NpyArray.Floats(new int[] {3, 2}, new float[] {1, Float.NaN, 0, 0, 0, 0}));
    refused("NaN", "finite");
    arrays.put("x_train", new NpyArray.Ints(new int[] {3, 2}, new int[] {0, 0, 256, 0, 0, 0}));
    refused("256", "from 0 to 255");
    arrays.put("x_train", bytes(3, 1, 5, 2));
    arrays.put("x_test", bytes(1, 7, 5, 2));
    refused("7 channels");
  }

  /** A file with one array whose header is as given. */
  private Path raw(String header, byte[] values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : new String[] {"x_train.npy", "y_train.npy"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        zip.write(header.length() & 0xff);
        zip.write(header.length() >> 8);
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        zip.write(values);
      }
    }
    return Files.write(folder.resolve("raw.npz"), out.toByteArray());
  }

  @Test
  void objectsAndWhatIsNotThereAreRefused() throws IOException {
    for (Map.Entry<String, String> one :
        Map.of(
                "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "Python objects",
                "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2), }", "ascontiguousarray",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (100000000,), }", "too early",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (99999, 99999), }", "gigabytes",
                "{'descr': '<U0', 'fortran_order': False, 'shape': (999999999,), }", "not an array",
                "{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", "not an array")
            .entrySet()) {
      Path file = raw(one.getKey(), new byte[8]);
      assertThatExceptionOfType(Problem.class)
          .as(one.getKey())
          .isThrownBy(() -> Reading.of(file))
          .withMessageContaining(one.getValue());
    }
  }

  @Test
  void filesOfNumPyItselfAreRead() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "there is no /usr/bin/python3");
    Path file = folder.resolve("numpy.npz");
    String script =
        """
        import numpy, sys
        x = numpy.arange(2 * 5 * 3 * 3, dtype='uint8').reshape(2, 5, 3, 3)
        numpy.savez_compressed(sys.argv[1], x_train=x.astype('>f4'), y_train=numpy.array([3, 700], '>u2'),
                               x_test=x[:1].astype('float16'), y_test=numpy.array([700], 'uint64'),
                               extra=numpy.array([{}], dtype=object))
        """;
    Process process =
        new ProcessBuilder(python.toString(), "-c", script, file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0, "NumPy is not installed: " + said);
    ReadSet read = Reading.of(file);
    assertThat(read.classNames()).containsExactly("3", "700");
    assertThat(read.training().channels()).isEqualTo(3);
    assertThat(read.training().height()).isEqualTo(5);
    assertThat(((ImageValues.Floats) read.training().values()).values()).startsWith(0, 3, 6);
    assertThat(read.test().labels()).containsExactly(1);
  }

  @Test
  void aFolderOfArraysIsReadLikeAFile() throws IOException {
    arrays.put("x_train", bytes(4, 2, 2));
    arrays.put("y_train", NpyArray.Ints.of(0, 1, 0, 1));
    arrays.put("x_test", bytes(2, 2, 2));
    arrays.put("y_test", NpyArray.Ints.of(0, 1));
    ReadSet whole = read();
    Path unpacked = Files.createDirectory(folder.resolve("npy"));
    try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(folder.resolve("a.npz").toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        Files.write(unpacked.resolve(entry.getName()), zip.getInputStream(entry).readAllBytes());
      }
    }
    ReadSet read = Reading.of(unpacked);
    assertThat(read.training().sha256()).isEqualTo(whole.training().sha256());
    assertThat(read.test().sha256()).isEqualTo(whole.test().sha256());
  }
}
