package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.problem.Problem;

class NpzTest {

  /** By NumPy: savez_compressed(a=arange(3), m=float32 [[1.5, -2]], s=['ä', 'xyz']). */
  private static final String COMPRESSED_BY_NUMPY =
      """
          UEsDBC0AAAAIAAAAIQD3QBLq//////////8FABQAYS5ucHkBABAAmAAAAAAAAABMAAAAAAAAAJvs
          F+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6
          mjoKtQoUAC4GKGCE0kxQGgBQSwMELQAAAAgAAAAhAP3PpQj//////////wUAFABtLm5weQEAEACI
          AAAAAAAAAE0AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoS
          d0vMKU4FihdnJBakAvkahjoKRpo6CrUKZAMuBoYD9gxAAgBQSwMELQAAAAgAAAAhAJ5wfcz/////
          /////wUAFABzLm5weQEAEACYAAAAAAAAAE8AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbhNq
          rK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQAricMCFABxJVAXAXEAFBL
          AQItAy0AAAAIAAAAIQD3QBLqTAAAAJgAAAAFAAAAAAAAAAAAAACAAQAAAABhLm5weVBLAQItAy0A
          AAAIAAAAIQD9z6UITQAAAIgAAAAFAAAAAAAAAAAAAACAAYMAAABtLm5weVBLAQItAy0AAAAIAAAA
          IQCecH3MTwAAAJgAAAAFAAAAAAAAAAAAAACAAQcBAABzLm5weVBLBQYAAAAAAwADAJkAAACNAQAA
          AAA=
      """;

  /** By NumPy: savez(a=arange(3)), which stores without compressing. */
  private static final String STORED_BY_NUMPY =
      """
          UEsDBC0AAAAAAAAAIQD3QBLq//////////8FABQAYS5ucHkBABAAmAAAAAAAAACYAAAAAAAAAJNO
          VU1QWQEAdgB7J2Rlc2NyJzogJzxpOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6
          ICgzLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg
          ICAgICAgICAgICAKAAAAAAAAAAABAAAAAAAAAAIAAAAAAAAAUEsBAi0DLQAAAAAAAAAhAPdAEuqY
          AAAAmAAAAAUAAAAAAAAAAAAAAIABAAAAAGEubnB5UEsFBgAAAAABAAEAMwAAAM8AAAAAAA==
      """;

  @TempDir Path folder;

  @Test
  void ofAFileThatNamesNoRunNothingIsReadToFindThatOut() {
    Path weights = folder.resolve("weights.npz");
    Npz.write(weights, Map.of("flat", NpyArray.Floats.of(new float[4 << 20])));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThat(RunMark.runOf(weights)).as("loads the classes").isEmpty();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(RunMark.runOf(weights)).isEmpty();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    Npz.write(weights, CheckpointFilesTest.MARK.before(Npz.read(weights)));
    assertThat(RunMark.runOf(weights)).isEqualTo(CheckpointFilesTest.MARK.run());
  }

  @Test
  void whatIsWrittenIsReadBackTheSame() {
    float[] large = new float[3 * 170_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = i / 3f;
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("large", new NpyArray.Floats(new int[] {3, 170_001}, large));
    arrays.put("conv1.weight", NpyArray.Doubles.of(new double[] {Math.PI, Double.NaN, -0.0}));
    arrays.put("offsets", NpyArray.Ints.of(0, -5, Integer.MAX_VALUE));
    arrays.put("names", NpyArray.Texts.of("ä", "", "𝛌 and more"));
    arrays.put("nothing", NpyArray.Floats.of(new float[0]));
    Path file = folder.resolve("a.npz");
    Npz.write(file, arrays);
    Map<String, NpyArray> read = Npz.read(file, 10_000_000);
    assertThat(read.keySet()).containsExactlyElementsOf(arrays.keySet());
    assertThat(bits(read)).isEqualTo(bits(arrays));
  }

  @Test
  void equalArraysGiveEqualFiles() throws IOException {
    Map<String, NpyArray> arrays = Map.of("a", NpyArray.Ints.of(1, 2, 3));
    Npz.write(folder.resolve("a.npz"), arrays);
    Npz.write(folder.resolve("b.npz"), arrays);
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void filesOfNumPyAreRead() throws IOException {
    Path compressed = decoded(COMPRESSED_BY_NUMPY);
    assertThat(bits(Npz.read(compressed, 1000)))
        .isEqualTo(
            bits(
                Map.of(
                    "a", NpyArray.Longs.of(0, 1, 2),
                    "m", new NpyArray.Floats(new int[] {1, 2}, new float[] {1.5f, -2}),
                    "s", NpyArray.Texts.of("ä", "xyz"))));
    assertThat(Npz.read(decoded(STORED_BY_NUMPY), 1000)).containsOnlyKeys("a");
  }

  @Test
  void largeArraysLieInTheFileAsTheyAreAndAligned() throws IOException {
    float[] large = new float[300_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = i;
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("small", NpyArray.Ints.of(1));
    arrays.put("large", NpyArray.Floats.of(large));
    Path file = folder.resolve("a.npz");
    Npz.write(file, arrays);
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    assertThat(
            IntStream.iterate(0, at -> at + 64 < bytes.capacity(), at -> at + 64)
                .filter(at -> bytes.getFloat(at + 4) == 1 && bytes.getFloat(at + 60) == 15))
        .hasSize(1);
    assertThat(bits(Npz.read(file, 10_000_000))).isEqualTo(bits(arrays));
  }

  @Test
  void noMoreIsReadThanAllowed() {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("a", NpyArray.Floats.of(new float[1000])));
    assertThat(Npz.read(file, 4000)).hasSize(1);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Npz.read(file, 3999))
        .withMessageContaining("more than the 3,999 bytes allowed");
  }

  @Test
  void damagedFilesAreRefusedByName() throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("a", NpyArray.Floats.of(new float[100_000])));
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2));
    Path text = Files.writeString(folder.resolve("text.npz"), "no zip at all");
    for (Path damaged : new Path[] {cut, text, folder.resolve("missing.npz")}) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> Npz.read(damaged, 1_000_000))
          .withMessageContaining(damaged.toString());
    }
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Npz.read(cut, 1_000_000))
        .withMessage("%s cannot be read: the file is damaged, it ends too early.", cut);
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    Npz.write(file, Map.of("a", NpyArray.Floats.of(values)));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Path torn = Files.write(folder.resolve("torn.npz"), bytes);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Npz.read(torn, 1_000_000))
        .withMessageContaining("the file is damaged, ");
  }

  @Test
  void aShapeMustFitItsValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NpyArray.Floats(new int[] {2, 2}, new float[3]));
  }

  private Path decoded(String base64) throws IOException {
    return Files.write(
        Files.createTempFile(folder, "numpy", ".npz"), Base64.getMimeDecoder().decode(base64));
  }

  /** Type, shape and every bit of every array, so that equality is exact and NaN equals NaN. */
  private static Map<String, List<Object>> bits(Map<String, NpyArray> arrays) {
    Map<String, List<Object>> bits = new HashMap<>();
    arrays.forEach((name, array) -> {
      ByteBuffer values = ByteBuffer.allocate(array.length() * array.itemSize());
      array.put(0, array.length(), values);
      bits.put(name, List.of(array.descr(), Arrays.toString(array.shape()), values.flip()));
    });
    return bits;
  }
}
