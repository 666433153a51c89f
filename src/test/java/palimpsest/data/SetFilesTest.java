package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static palimpsest.data.IdxFiles.cycle;
import static palimpsest.data.IdxFiles.gzip;
import static palimpsest.data.IdxFiles.images;
import static palimpsest.data.IdxFiles.labels;
import static palimpsest.data.IdxFiles.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.problem.Problem;

/** Tests of places and names of image files, and of the refusal of unusable ones. */
class SetFilesTest {

  @TempDir Path root;

  private void put(String folder, String... names) {
    Path raw = root.resolve(folder);
    List<byte[]> contents = List.of(images(40, 28, 28), cycle(40), images(20, 28, 28), cycle(20));
    for (int i = 0; i < names.length; i++) {
      boolean packed = names[i].toLowerCase(java.util.Locale.ROOT).endsWith(".gz");
      write(raw.resolve(names[i]), packed ? gzip(contents.get(i)) : contents.get(i));
    }
  }

  private void putMnist() {
    put(
        "MNIST/raw",
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte");
  }

  private Path mnist(String name) {
    return root.resolve("MNIST/raw").resolve(name);
  }

  private ImageSetStatus status() {
    return Catalogue.status(root).getFirst();
  }

  private int trained() {
    return JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0))
        .tasks()
        .getFirst()
        .training()
        .size();
  }

  /** A run and every look at the files say the same. */
  private void refused(String... words) {
    assertThatThrownBy(this::trained).isInstanceOf(Problem.class).message().contains(words);
    assertThat(status().usable()).isFalse();
    assertThat(status().summary()).contains(words);
    List<ImageSetStatus> unusable = JoinedScenario.unusable("fellowship", root, List.of(0));
    assertThat(unusable).hasSize(1);
    assertThat(ImageSetStatus.obstacles(unusable, root)).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "MNIST/raw, train-images.idx3-ubyte, train-labels.idx1-ubyte, t10k-images.idx3-ubyte,"
        + " t10k-labels.idx1-ubyte",
    "MNIST/raw, train-images.idx3-ubyte.gz, train-labels.idx1-ubyte.gz, t10k-images.idx3-ubyte.gz,"
        + " t10k-labels.idx1-ubyte.gz",
    "MNIST, train-images-idx3-ubyte.gz, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
        + " t10k-labels-idx1-ubyte.gz",
    "mnist/RAW, TRAIN-IMAGES-IDX3-UBYTE, TRAIN-LABELS-IDX1-UBYTE.GZ, T10K-IMAGES.IDX3-UBYTE,"
        + " T10K-LABELS-IDX1-UBYTE",
    "mnist, train_images_idx3_ubyte, train-labels, test-images, t10k-labels.gz",
    "MNIST, train-images-idx3-ubyte/train-images-idx3-ubyte, train-labels-idx1-ubyte/"
        + "train-labels.idx1-ubyte, t10k-images-idx3-ubyte/t10k-images-idx3-ubyte,"
        + " t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"
  })
  void theUsualNamesAreRead(
      String folder, String images, String labels, String testImages, String testLabels) {
    put(folder, images, labels, testImages, testLabels);
    assertThat(trained()).isEqualTo(40);
    assertThat(status().summary()).contains("40 training and 20 test images");
    assertThat(status().places()).contains(Path.of(images).getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FashionMNIST", "fashion-mnist/raw", "Fashion_MNIST", "fashionmnist/raw"})
  void theOtherSetsAreFoundByTheirNamesHoweverTheyAreWritten(String folder) {
    put(
        folder,
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte.gz");
    assertThat(Catalogue.status(root))
        .filteredOn(ImageSetStatus::usable)
        .extracting(ImageSetStatus::set)
        .containsExactly(PublicIdx.FASHION_MNIST);
  }

  @Test
  void theFolderOfASetIsADataFolderOfItsOwn() {
    putMnist();
    for (Path folder : List.of(root.resolve("MNIST"), root.resolve("MNIST/raw"))) {
      assertThat(Catalogue.status(folder).get(0).usable()).as("%s", folder).isTrue();
      assertThat(Catalogue.status(folder).get(1).usable()).as("%s", folder).isFalse();
    }
  }

  @Test
  void whatIsThereInsteadIsNamedBesideWhatIsWanted() {
    put("MNIST/raw", "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    write(mnist("mnist.npz"), new byte[] {1});
    write(mnist("t10k-images.zip"), new byte[] {1});
    refused("t10k-images-idx3-ubyte.gz", "mnist.npz", "t10k-images.zip");
  }

  @Test
  void filesInARootThatBelongsToNoSetAreNamed() {
    put("", "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    refused("train-images-idx3-ubyte");
  }

  @Test
  void aPackedCopyOfTheSameIsNoDoubt() {
    putMnist();
    put("MNIST/raw", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz");
    assertThat(trained()).isEqualTo(40);
    assertThat(status().usable()).isTrue();
  }

  @Test
  void copiesThatDifferAreRefusedWhicheverIsNewer() throws IOException {
    putMnist();
    Path packed = write(mnist("train-images-idx3-ubyte.gz"), gzip(images(41, 28, 28)));
    for (FileTime time :
        List.of(FileTime.from(1, TimeUnit.DAYS), FileTime.from(30_000, TimeUnit.DAYS))) {
      Files.setLastModifiedTime(packed, time);
      refused(packed.toString(), mnist("train-images-idx3-ubyte").toString(), "different contents");
    }
  }

  @Test
  void whatARunRefusesIsNotCalledReadable() {
    putMnist();
    write(mnist("train-labels-idx1-ubyte"), shifted(40));
    refused(mnist("train-labels-idx1-ubyte").toString(), "label 10", "0 to 9");
    write(mnist("train-labels-idx1-ubyte"), cycle(40));
    assertThat(status().usable()).as("fixed").isTrue();

    write(mnist("train-images-idx3-ubyte"), Arrays.copyOf(images(40, 28, 28), 1000));
    refused(mnist("train-images-idx3-ubyte").toString(), "cut short");
    byte[] packed = gzip(images(40, 28, 28));
    write(mnist("train-images-idx3-ubyte"), Arrays.copyOf(packed, packed.length - 9));
    refused(mnist("train-images-idx3-ubyte").toString(), "cut short");
    write(mnist("train-images-idx3-ubyte"), images(40, 32, 32));
    refused(mnist("train-images-idx3-ubyte").toString(), "32 × 32", "28 × 28");
    write(mnist("train-images-idx3-ubyte"), images(39, 28, 28));
    refused("39 images", "40 labels");
  }

  private static byte[] shifted(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = 1 + i % 10;
    }
    return labels(labels);
  }

  @Test
  void damageBehindALimitIsFoundAllTheSame() {
    putMnist();
    write(mnist("train-images-idx3-ubyte"), Arrays.copyOf(images(40, 28, 28), 16 + 30 * 784));
    assertThatThrownBy(
            () -> JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(5, 5)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("holds only 30");
  }

  @Test
  @Timeout(20)
  @DisabledOnOs(OS.WINDOWS)
  void aPipeInPlaceOfImagesIsRefusedAtOnce() throws Exception {
    putMnist();
    Path pipe = mnist("train-images-idx3-ubyte");
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(pipe.toString(), "a pipe");
  }
}
