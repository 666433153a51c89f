package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static palimpsest.data.IdxFiles.cycle;
import static palimpsest.data.IdxFiles.gzip;
import static palimpsest.data.IdxFiles.images;
import static palimpsest.data.IdxFiles.labels;
import static palimpsest.data.IdxFiles.write;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.problem.Problem;

class IdxTest {

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void names() {
    images = folder.resolve("images");
    labels = write(folder.resolve("labels"), cycle(3));
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> Idx.read("set", images, labels))
        .isInstanceOf(Problem.class)
        .message()
        .contains(words)
        .endsWith(".");
  }

  @Test
  void plainAndPackedFilesReadAlikeWhateverTheyAreCalled() {
    write(images, images(3, 28, 28));
    write(labels, labels(4, 0, 9));
    ImageSet plain = Idx.read("set", images, labels);
    assertThat(plain.size()).isEqualTo(3);
    assertThat(plain.labels()).containsExactly(4, 0, 9);
    byte[] file = images(3, 28, 28);
    assertThat(plain.pixels()).isEqualTo(Arrays.copyOfRange(file, 16, file.length));

    write(images, gzip(file));
    Path misnamed = write(folder.resolve("labels.gz"), labels(4, 0, 9));
    ImageSet packed = Idx.read("set", images, misnamed);
    assertThat(packed.pixels()).isEqualTo(plain.pixels());
    assertThat(packed.labels()).isEqualTo(plain.labels());
  }

  @Test
  void aMissingFileIsNamed() {
    write(labels, cycle(3));
    refused(images.toString(), "missing");
  }

  @Test
  void aFolderInPlaceOfAFileIsNamed() {
    images = folder;
    refused(folder.toString(), "folder");
  }

  @Test
  void anEmptyFileIsNamed() {
    write(images, new byte[0]);
    refused(images.toString(), "empty");
  }

  @Test
  void anotherKindOfFileIsToldApart() {
    write(images, "<html>Not found</html>".getBytes(StandardCharsets.UTF_8));
    refused(images.toString(), "not an IDX file", "0x3C68746D");
    write(images, cycle(3));
    refused(images.toString(), "an IDX file of labels", "images is expected");
    write(images, images(3, 28, 28));
    write(labels, images(3, 28, 28));
    refused(labels.toString(), "an IDX file of images", "labels is expected");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 15})
  void aHeaderCutShortIsNamed(int length) {
    write(images, Arrays.copyOf(images(3, 28, 28), length));
    refused(images.toString(), "cut short", "header");
  }

  @Test
  void aBodyCutShortTellsHowMuchThereIs() {
    write(images, Arrays.copyOf(images(3, 28, 28), 16 + 2 * 784 + 5));
    refused(images.toString(), "cut short", "promises 3 images", "only 2");
    write(images, images(3, 28, 28));
    write(labels, Arrays.copyOf(cycle(3), 9));
    refused(labels.toString(), "cut short", "promises 3 labels", "only 1");
  }

  @Test
  void aPackedStreamCutShortIsNamed() {
    byte[] packed = gzip(images(3, 28, 28));
    write(images, Arrays.copyOf(packed, packed.length / 2));
    refused(images.toString(), "cut short", "gzip");
    write(images, Arrays.copyOf(packed, 5));
    refused(images.toString(), "cut short", "gzip");
  }

  @Test
  void aDamagedPackedStreamIsNamed() {
    byte[] packed = gzip(images(3, 28, 28));
    packed[packed.length - 6] ^= 0x55;
    write(images, packed);
    refused(images.toString(), "damaged", "gzip");
  }

  @Test
  void bytesAfterTheEndAreRefused() {
    byte[] file = images(3, 28, 28);
    write(images, Arrays.copyOf(file, file.length + 1));
    refused(images.toString(), "after its end");
    write(images, gzip(Arrays.copyOf(file, file.length + 1)));
    refused(images.toString(), "after its end");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 2_000_001})
  void aCountThatCannotBeIsRefusedBeforeMemoryIsReserved(int count) {
    write(
        images, ByteBuffer.allocate(16).putInt(0x803).putInt(count).putInt(28).putInt(28).array());
    refused(images.toString(), "claims to hold " + Integer.toUnsignedString(count));
  }

  @Test
  void aLargeClaimWithoutImagesCostsNoMemory() {
    write(
        images,
        ByteBuffer.allocate(16).putInt(0x803).putInt(2_000_000).putInt(28).putInt(28).array());
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] all = IntStream.range(0, 2_000_000).toArray();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> Idx.readImages(images, all))
        .isInstanceOf(Problem.class)
        .message()
        .contains(images.toString(), "promises %,d images".formatted(2_000_000), "only 0");
    // The claim is of 1.5 GB.
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000_000);
  }

  @Test
  void imagesOfAnotherSizeAreRefusedWithTheirSize() {
    write(images, images(2, 32, 30));
    refused(images.toString(), "32 × 30", "28 × 28");
    write(images, ByteBuffer.allocate(16).putInt(0x803).putInt(1).putInt(-1).putInt(28).array());
    refused(images.toString(), "4294967295 × 28");
  }

  @Test
  void countsMustAgree() {
    write(images, images(3, 28, 28));
    write(labels, cycle(4));
    refused(images.toString(), "3 images", labels.toString(), "4 labels");
  }

  @Test
  void aLabelOutOfRangeIsNamedWithItsImage() {
    write(images, images(3, 28, 28));
    write(labels, labels(1, 2, 10));
    refused(labels.toString(), "image 2", "label 10", "0 to 9");
    write(labels, labels(1, 255, 2));
    refused(labels.toString(), "image 1", "label 255");
  }

  @Test
  void whatCannotBeInAFileOfItsSizeIsOnlyCounted() {
    byte[] claim = images(1, Idx.SIDE, Idx.SIDE);
    ByteBuffer.wrap(claim).putInt(4, 200_000);
    Path file = write(folder.resolve("images.gz"), gzip(claim));
    assertThatThrownBy(() -> Idx.checkImages(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("is cut short: its header promises 200,000 images")
        .hasMessageContaining("it holds only 1.");
  }

  @Test
  void onlyChosenImagesAreKeptAndTheDigestIsOfAll() {
    byte[] file = images(12, 28, 28);
    for (boolean packed : List.of(true, false)) {
      write(images, packed ? gzip(file) : file);
      write(labels, cycle(12));
      ImageSet all = Idx.read("set", images, labels);
      ChosenImages some =
          Idx.read("set", "training", images, labels, classes -> new int[] {0, 3, 11});
      assertThat(some.all()).isEqualTo(12);
      assertThat(some.images().labels()).containsExactly(0, 3, 1);
      assertThat(some.images().pixels()).isEqualTo(all.at(new int[] {0, 3, 11}, 0).pixels());
      assertThat(some.digest().get()).isEqualTo(all.sha256());
      ChosenImages every = Idx.read("set", "training", images, labels, Idx.Choice.ALL);
      assertThat(every.digest().get()).isEqualTo(all.sha256());
    }
  }

  @Test
  void fewImagesOfALargeFileTakeLittleMemory() {
    write(images, gzip(images(20_000, 28, 28)));
    write(labels, cycle(20_000));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThat(Idx.read("", "", images, labels, classes -> new int[] {19_999}).all())
        .isEqualTo(20_000);
    // All images are 15.7 MB.
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(3_000_000);
  }
}
