package palimpsest.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files of any names and sizes as image sets. */
class IdxReaderTest {

  @TempDir Path folder;

  private void images(String name, int... shape) throws IOException {
    int count = 1;
    ByteBuffer head = ByteBuffer.allocate(4 + 4 * shape.length);
    head.put(new byte[] {0, 0, 8, (byte) shape.length});
    for (int size : shape) {
      head.putInt(size);
      count *= size;
    }
    byte[] all = java.util.Arrays.copyOf(head.array(), head.capacity() + count);
    Files.write(folder.resolve(name), all);
  }

  private void labels(String name, int... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * values.length);
    bytes.put(new byte[] {0, 0, 0x0B, 1}).putInt(values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    Files.write(folder.resolve(name), bytes.array());
  }

  @Test
  void namesAndSizesAreFreeAndLabelsMayHaveSixteenBits() throws IOException {
    images("faces.idx", 4, 5, 7);
    labels("who.idx", 300, -2, 300, 1000);
    images("faces-test.idx", 2, 5, 7);
    labels("who-test.idx", -2, 300);
    Files.writeString(folder.resolve("README"), "not IDX");
    ReadSet read = Reading.of(folder);
    assertThat(read.classNames()).containsExactly("-2", "300", "1000");
    assertThat(read.training().labels()).containsExactly(1, 0, 1, 2);
    assertThat(read.training().height()).isEqualTo(5);
    assertThat(read.training().width()).isEqualTo(7);
    assertThat(read.test().labels()).containsExactly(0, 1);
  }

  @Test
  void whatCannotBeRightIsRefused() throws IOException {
    images("faces.idx", 4, 5, 7);
    Reading.isRefused(folder, "no IDX file of labels");
    labels("who.idx", 1, 2);
    Reading.isRefused(folder, "4 images in faces.idx", "2 labels in who.idx");
    images("more.idx", 4, 5, 7);
    Reading.isRefused(folder, "several IDX files of training images", "faces.idx, more.idx");
    Files.delete(folder.resolve("more.idx"));
    labels("who.idx", 1, 2, 1, 2);
    images("faces-test.idx", 1, 5, 5);
    Reading.isRefused(folder, "no IDX file of test labels");
    labels("who-test.idx", 1);
    Reading.isRefused(folder, "7 × 5 pixels in faces.idx", "5 × 5 pixels in faces-test.idx");
    byte[] whole = Files.readAllBytes(folder.resolve("faces.idx"));
    Files.write(folder.resolve("faces.idx"), java.util.Arrays.copyOf(whole, whole.length - 1));
    Reading.isRefused(folder, "faces.idx", "cut short");
    Files.write(folder.resolve("faces.idx"), java.util.Arrays.copyOf(whole, whole.length + 1));
    Reading.isRefused(folder, "faces.idx", "bytes after its end");
    whole[4] = 0x7f;
    Files.write(folder.resolve("faces.idx"), whole);
    Reading.isRefused(folder, "faces.idx");
    whole[4] = (byte) 0xff;
    Files.write(folder.resolve("faces.idx"), whole);
    Reading.isRefused(folder, "faces.idx", "claims the size");
  }
}
