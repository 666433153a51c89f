package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static palimpsest.data.IdxFiles.cycle;
import static palimpsest.data.IdxFiles.gzip;
import static palimpsest.data.IdxFiles.images;
import static palimpsest.data.IdxFiles.write;

import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.RealImages;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.problem.Problem;

class CatalogueTest {

  @TempDir Path root;

  private void put(String set, String part, int count, boolean packed) {
    Path raw = root.resolve(set).resolve("raw");
    String suffix = packed ? ".gz" : "";
    byte[] images = images(count, 28, 28);
    byte[] labels = cycle(count);
    write(raw.resolve(part + "-images-idx3-ubyte" + suffix), packed ? gzip(images) : images);
    write(raw.resolve(part + "-labels-idx1-ubyte" + suffix), packed ? gzip(labels) : labels);
  }

  private void putFellowship() {
    put("MNIST", "train", 40, true);
    put("MNIST", "t10k", 20, true);
    put("FashionMNIST", "train", 30, false);
    put("FashionMNIST", "t10k", 10, true);
    put("KMNIST", "train", 12, false);
    put("KMNIST", "t10k", 11, false);
  }

  private static int[] span(int[] labels) {
    return new int[] {
      Arrays.stream(labels).min().orElseThrow(), Arrays.stream(labels).max().orElseThrow()
    };
  }

  @Test
  void theSetsThatTasksLackAreNamedInTheirOrder() {
    assertThat(JoinedScenario.unusable("glyphs", root, List.of(0, 1, 2))).isEmpty();
    assertThat(JoinedScenario.unusable("fellowship", root, List.of(2, 0)))
        .extracting(ImageSetStatus::set)
        .containsExactly(PublicIdx.KUZUSHIJI_MNIST, PublicIdx.MNIST);
    put("MNIST", "train", 40, true);
    put("MNIST", "t10k", 20, false);
    put("FashionMNIST", "train", 30, false);
    assertThat(JoinedScenario.unusable("fellowship", root, List.of(0, 1)))
        .extracting(ImageSetStatus::set)
        .containsExactly(PublicIdx.FASHION_MNIST);
  }

  @Test
  void theFellowshipIsReadFromTorchvisionsLayoutPackedOrPlain() {
    putFellowship();
    Scenario scenario =
        JoinedScenario.of("fellowship", root, List.of(0, 1, 2), FirstImages.limits(0, 0));
    assertThat(scenario.name()).isEqualTo("Fellowship");
    assertThat(scenario.outputs()).isEqualTo(30);
    assertThat(scenario.tasks())
        .extracting(Task::name)
        .containsExactly("MNIST", "Fashion-MNIST", "Kuzushiji-MNIST");
    assertThat(scenario.tasks())
        .extracting(task -> task.training().size())
        .containsExactly(40, 30, 12);
    assertThat(scenario.tasks()).extracting(task -> task.test().size()).containsExactly(20, 10, 11);
    assertThat(span(scenario.tasks().get(0).training().labels())).containsExactly(0, 9);
    assertThat(span(scenario.tasks().get(1).test().labels())).containsExactly(10, 19);
    assertThat(span(scenario.tasks().get(2).training().labels())).containsExactly(20, 29);
  }

  @Test
  void labelsFollowThePlaceOfATaskInTheOrderAndTheHeadHasRoomForAll() {
    putFellowship();
    Scenario scenario =
        JoinedScenario.of("fellowship", root, List.of(2, 0), FirstImages.limits(0, 0));
    assertThat(scenario.tasks()).extracting(Task::name).containsExactly("Kuzushiji-MNIST", "MNIST");
    assertThat(span(scenario.tasks().get(0).training().labels())).containsExactly(0, 9);
    assertThat(span(scenario.tasks().get(1).training().labels())).containsExactly(10, 19);
    assertThat(scenario.outputs()).isEqualTo(30);
  }

  @Test
  void limitsTakeTheFirstImages() {
    putFellowship();
    Task all =
        JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0))
            .tasks()
            .getFirst();
    Task few =
        JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(7, 1000))
            .tasks()
            .getFirst();
    assertThat(few.training().slices().getFirst().images().pixels())
        .isEqualTo(Arrays.copyOf(all.training().slices().getFirst().images().pixels(), 7 * 784));
    assertThat(few.training().labels()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(few.test().size()).isEqualTo(20);
  }

  @Test
  void aLimitDrawsFromAllOfAFileThatIsSortedByClass() {
    int[] sorted = IntStream.range(0, 400).map(image -> image / 40).toArray();
    Path raw = root.resolve("MNIST/raw");
    IdxFiles.write(raw.resolve("train-images-idx3-ubyte"), IdxFiles.images(400, 28, 28));
    IdxFiles.write(raw.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(sorted));
    IdxFiles.write(raw.resolve("t10k-images-idx3-ubyte"), IdxFiles.images(400, 28, 28));
    IdxFiles.write(raw.resolve("t10k-labels-idx1-ubyte"), IdxFiles.labels(sorted));
    Limits limits = new Limits(40, 20, Subset.STRATIFIED, SplittableRandom::new);
    Scenario drawn = JoinedScenario.of("fellowship", root, List.of(0), limits);
    Task task = drawn.tasks().getFirst();
    assertThat(task.training().labels())
        .containsExactly(IntStream.range(0, 40).map(image -> image / 4).toArray());
    assertThat(task.test().labels())
        .containsExactly(IntStream.range(0, 20).map(image -> image / 2).toArray());
    Scenario all = JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0));
    byte[] whole = all.tasks().getFirst().training().slices().getFirst().images().pixels();
    int[] positions = Subset.STRATIFIED.choose(sorted, 40, new SplittableRandom(0));
    for (int i = 0; i < positions.length; i++) {
      assertThat(
              Arrays.copyOfRange(
                  task.training().slices().getFirst().images().pixels(), i * 784, (i + 1) * 784))
          .isEqualTo(Arrays.copyOfRange(whole, positions[i] * 784, (positions[i] + 1) * 784));
    }
    assertThat(drawn.data().get().digest())
        .as("what was read, whatever the limit")
        .isEqualTo(all.data().get().digest());
    assertThat(drawn.data().get().tasks().getFirst().training()).isEqualTo(positions.length);
    assertThat(drawn.data().get().sources())
        .extracting(ImageSource::images, ImageSource::files)
        .containsExactly(
            tuple(400, List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")),
            tuple(400, List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")));
  }

  @Test
  void theSameImagesHaveTheSameDigestPackedOrPlain() {
    putFellowship();
    DataRecord before =
        JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0)).data().get();
    assertThat(before.sources().getFirst().sha256())
        .isEqualTo(
            JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0))
                .tasks()
                .getFirst()
                .training()
                .slices()
                .getFirst()
                .images()
                .sha256());
    assertThat(before.digest())
        .isNotEqualTo(
            JoinedScenario.of("fellowship", root, List.of(1), FirstImages.limits(0, 0))
                .data()
                .get()
                .digest());
    put("MNIST", "train", 40, false);
    assertThat(
            JoinedScenario.of("fellowship", root, List.of(0), FirstImages.limits(0, 0))
                .data()
                .get()
                .digest())
        .isEqualTo(before.digest());
  }

  @Test
  void glyphsNeedNoFiles() {
    Scenario scenario =
        JoinedScenario.of(
            "glyphs", Path.of("nowhere"), List.of(1, 2, 0), FirstImages.limits(30, 0));
    assertThat(scenario.outputs()).isEqualTo(30);
    assertThat(scenario.tasks())
        .extracting(Task::name)
        .containsExactly("Glyph garments", "Glyph signs", "Glyph digits");
    assertThat(scenario.tasks()).extracting(task -> task.training().size()).containsOnly(30);
    assertThat(scenario.tasks()).extracting(task -> task.test().size()).containsOnly(Glyphs.TEST);
    assertThat(span(scenario.tasks().get(2).training().labels())).containsExactly(20, 29);
    assertThat(scenario.tasks().get(2).training().slices().getFirst().images().pixels())
        .isEqualTo(Glyphs.DIGITS.training(30).pixels());
  }

  @Test
  void missingFilesAreNamedWithTheFolderAndTheWaysOut() {
    putFellowship();
    delete("KMNIST/raw/t10k-labels-idx1-ubyte");
    assertThatThrownBy(
            () -> JoinedScenario.of("fellowship", root, List.of(0, 1, 2), FirstImages.limits(0, 0)))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll(
            "Kuzushiji-MNIST",
            "t10k-labels-idx1-ubyte.gz",
            root.resolve("KMNIST").resolve("raw").toString(),
            "data fetch",
            "glyphs")
        .hasMessageNotContaining("train-images");
    // A task that is not asked for need not be there.
    assertThat(
            JoinedScenario.of("fellowship", root, List.of(0, 1), FirstImages.limits(0, 0)).tasks())
        .hasSize(2);
  }

  private void delete(String file) {
    assertThat(root.resolve(file).toFile().delete()).isTrue();
  }

  @Test
  void wrongWishesAreRefusedByName() {
    assertThatThrownBy(() -> JoinedScenario.of("cifar", root, List.of(0), FirstImages.limits(0, 0)))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("images", "cifar", "glyphs", "fellowship");
    for (List<Integer> tasks :
        List.of(List.<Integer>of(), List.of(0, 0), List.of(3), List.of(-1))) {
      assertThatThrownBy(() -> JoinedScenario.of("glyphs", root, tasks, FirstImages.limits(0, 0)))
          .isInstanceOf(Problem.class)
          .hasMessageContainingAll("tasks", tasks.toString(), "0 to 2");
    }
    assertThatThrownBy(
            () -> JoinedScenario.of("glyphs", root, List.of(0), FirstImages.limits(-5, 0)))
        .isInstanceOf(Problem.class)
        .hasMessageContainingAll("train-limit", "-5");
  }

  @Test
  void statusTellsWhatIsThereAndWhatIsNot() {
    putFellowship();
    delete("FashionMNIST/raw/t10k-images-idx3-ubyte.gz");
    write(root.resolve("KMNIST/raw/train-labels-idx1-ubyte"), cycle(13));
    List<ImageSetStatus> status = Catalogue.status(root);
    assertThat(status)
        .extracting(ImageSetStatus::name)
        .containsExactly("MNIST", "Fashion-MNIST", "Kuzushiji-MNIST", "CIFAR-10", "CIFAR-100");
    assertThat(status)
        .extracting(ImageSetStatus::usable)
        .containsExactly(true, false, false, false, false);
    ImageSetStatus mnist = status.get(0);
    assertThat(mnist.trainingImages()).isEqualTo(40);
    assertThat(mnist.testImages()).isEqualTo(20);
    assertThat(mnist.official()).isFalse();
    assertThat(mnist.folder()).isEqualTo(root.resolve("MNIST").resolve("raw"));
    assertThat(mnist.summary()).contains("40 training", "20 test");
    assertThat(status.get(1).missing()).containsExactly("t10k-images-idx3-ubyte.gz");
    assertThat(status.get(1).summary()).contains("t10k-images-idx3-ubyte.gz");
    assertThat(status.get(2).troubles()).hasSize(1);
    assertThat(status.get(2).summary()).contains("12 images", "13 labels");
    assertThat(Catalogue.status(root.resolve("nowhere")))
        .allSatisfy(set -> assertThat(set.summary()).isEqualTo("not there"));
  }

  @Test
  void theRootIsTheUsersChoiceThenTheVariableThenTheFolderData() {
    Map<String, String> named = Map.of("PALIMPSEST_DATA", "/images");
    Path place = Path.of("place");
    assertThat(Catalogue.root(root, named, place)).isEqualTo(root);
    assertThat(Catalogue.root(null, named, place)).isEqualTo(Path.of("/images"));
    assertThat(Catalogue.root(null, Map.of("PALIMPSEST_DATA", " "), place)).isEqualTo(place);
    assertThat(Catalogue.root(null, Map.of(), place)).isEqualTo(place);
    assertThat(Catalogue.root(null)).isEqualTo(Path.of("data"));
  }

  @Test
  void theRealImagesAreRead() {
    Path real = RealImages.folder("theRealImagesAreRead");
    Scenario scenario =
        JoinedScenario.of("fellowship", real, List.of(0, 1, 2), FirstImages.limits(0, 0));
    assertThat(scenario.tasks())
        .extracting(task -> task.training().size())
        .containsExactly(60_000, 60_000, 7_011);
    assertThat(scenario.tasks()).extracting(task -> task.test().size()).containsOnly(10_000);
    assertThat(Catalogue.usualSets())
        .extracting(set -> set.status(real))
        .extracting(ImageSetStatus::usable, ImageSetStatus::official)
        .containsExactly(tuple(true, true), tuple(true, true), tuple(true, false));
  }

  /** The published sums are of the contents, so a set that was packed again is known as genuine. */
  @Test
  void theRealImagesHaveThePublishedContents() throws Exception {
    Path real = RealImages.folder("theRealImagesHaveThePublishedContents");
    for (PublicIdx set :
        List.of(PublicIdx.MNIST, PublicIdx.FASHION_MNIST, PublicIdx.KUZUSHIJI_MNIST)) {
      for (PackedIdx file : set.files()) {
        if (file.unpackedSha256().isEmpty()) {
          continue;
        }
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Idx.open(SetFiles.find(set, real).of(file).orElseThrow())) {
          byte[] contents = in.readAllBytes();
          assertThat((long) contents.length).isEqualTo(file.unpackedBytes());
          sum.update(contents);
        }
        assertThat(file.unpackedSha256()).contains(HexFormat.of().formatHex(sum.digest()));
      }
    }
  }
}
