package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binary version of CIFAR. */
class CifarReaderTest {

  private static final int PIXELS = 3 * 32 * 32;

  private static final String NAMES =
      "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";

  @TempDir Path folder;

  private void batch(String name, int before, int... labels) throws IOException {
    byte[] bytes = new byte[labels.length * (before + PIXELS)];
    for (int i = 0; i < labels.length; i++) {
      int at = i * (before + PIXELS);
      bytes[at + before - 1] = (byte) labels[i];
      Arrays.fill(bytes, at + before, at + before + PIXELS, (byte) (10 * i + 1));
    }
    Files.write(folder.resolve(name), bytes);
  }

  @Test
  void theBatchesOfCifar10AreOnePart() throws IOException {
    batch("data_batch_1.bin", 1, 3, 9);
    batch("data_batch_2.bin", 1, 0);
    batch("test_batch.bin", 1, 3);
    Files.writeString(folder.resolve("batches.meta.txt"), NAMES);
    ReadSet read = Reading.of(folder);
    assertThat(read.classNames()).containsExactly("airplane", "cat", "truck");
    assertThat(read.training().labels()).containsExactly(1, 2, 0);
    assertThat(read.training().channels()).isEqualTo(3);
    assertThat(read.training().pixels()[PIXELS]).isEqualTo((byte) 11);
    assertThat(read.test().labels()).containsExactly(1);
  }

  @Test
  void theFineLabelsOfCifar100AreTheClasses() throws IOException {
    batch("train.bin", 2, 99, 5);
    batch("test.bin", 2, 5);
    assertThat(Reading.of(folder).classNames()).containsExactly("5", "99");
  }

  @Test
  void whatIsNotOfItsFormIsRefused() throws IOException {
    batch("data_batch_1.bin", 1, 3, 10);
    Reading.isRefused(folder, "label 10", "from 0 to 9");
    Files.write(folder.resolve("data_batch_1.bin"), new byte[PIXELS]);
    Reading.isRefused(folder, "multiple of 3,073");
    batch("data_batch_1.bin", 1, 3, 4);
    Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
    Reading.isRefused(folder, "10 different class names");
  }
}
