package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.problem.Problem;

/** CIFAR as a public set: fetched as an archive, unpacked, found and read. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class PublicCifarTest {

  private static final int TRAINING = 4;
  private static final int TEST = 3;
  private static final String NAME = "cifar-10-binary.tar.gz";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Download.Progress UNHEARD = (_, _, _) -> {};

  @TempDir Path folder;

  private final Map<String, byte[]> files = CifarFiles.ten(TRAINING, TEST);
  private final byte[] archive = archive(files);

  private static byte[] archive(Map<String, byte[]> files) {
    return CifarFiles.archive(out -> {
      CifarFiles.put(out, CifarFiles.FOLDER + "/", TarConstants.LF_DIR, "");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CifarFiles.put(out, CifarFiles.FOLDER + "/" + file.getKey(), file.getValue());
      }
      CifarFiles.put(out, CifarFiles.FOLDER + "/readme.html", new byte[100]);
    });
  }

  private Path root() {
    return folder.resolve("data");
  }

  private Path place() {
    return root().resolve(CifarFiles.FOLDER);
  }

  private static PublicCifar set(byte[] published, Mirror... mirrors) {
    return CifarFiles.published(
        published, TRAINING, TEST, Arrays.stream(mirrors).map(Mirror::address).toList());
  }

  private Download download(PublicCifar set) {
    return new Download(List.of(new ArchiveOrder(set, root())), LONG, Transfer::open);
  }

  private void arrived() {
    files.forEach((name, bytes) -> assertThat(place().resolve(name)).hasBinaryContent(bytes));
    assertThat(place().toFile().list()).hasSameSizeAs(files.keySet());
    assertThat(set(archive).status(root()).usable()).isTrue();
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(Problem.class)
        .message()
        .contains(words)
        .matches("[^\\n]*[^.][.?]");
  }

  @Test
  void anArchiveIsFetchedUnpackedAndNotKept() {
    try (Mirror mirror = new Mirror(archive, Mirror.ranged())) {
      PublicCifar set = set(archive, mirror);
      assertThat(download(set).fetch(UNHEARD)).isTrue();
      arrived();
      assertThat(download(set).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("all");
    }
  }

  @Test
  void aDownloadIsResumed() throws IOException {
    int half = archive.length / 2;
    try (Mirror mirror = new Mirror(archive, Mirror.truncated(half), Mirror.ranged())) {
      PublicCifar set = set(archive, mirror);
      refused(() -> download(set).fetch(UNHEARD), NAME, "resumes");
      long held = Files.size(place().resolve(NAME + ".part"));
      assertThat(download(set).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("all", "bytes=" + held + "-");
    }
    arrived();
  }

  @Test
  void aCancelledDownloadIsResumed() throws Exception {
    try (Mirror mirror = new Mirror(archive, Mirror.whole())) {
      mirror.manner(mirror.stalling(archive.length / 2));
      PublicCifar set = set(archive, mirror);
      Download download = download(set);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Boolean> complete =
          CompletableFuture.supplyAsync(() ->
              download.fetch((_, done, _) -> {
                if (done > 0) {
                  begun.countDown();
                }
              }));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      download.cancel();
      assertThat(complete.get(20, TimeUnit.SECONDS)).isFalse();
      mirror.manner(Mirror.ranged());
      assertThat(download(set).fetch(UNHEARD)).isTrue();
    }
    arrived();
  }

  @Test
  void cancellingWhileItIsUnpackedKeepsTheArchive() throws IOException {
    try (Mirror mirror = new Mirror(archive, Mirror.ranged())) {
      PublicCifar set = set(archive, mirror);
      Download download = download(set);
      assertThat(
              download.fetch((_, done, _) -> {
                if (done == archive.length) {
                  download.cancel();
                }
              }))
          .isFalse();
      assertThat(place().resolve(NAME + ".part")).hasBinaryContent(archive);
      assertThat(download(set).fetch(UNHEARD)).isTrue();
    }
    arrived();
  }

  @Test
  void whatIsNotWhatWasPublishedIsRefused() {
    try (Mirror mirror = new Mirror(archive, Mirror.corrupted())) {
      refused(() -> download(set(archive, mirror)).fetch(UNHEARD), NAME, "damaged", "checksum");
      mirror.manner(Mirror.endless());
      refused(() -> download(set(archive, mirror)).fetch(UNHEARD), NAME, "larger than");
      mirror.manner(Mirror.status(404));
      refused(() -> download(set(archive, mirror)).fetch(UNHEARD), NAME, "status 404");
    }
    assertThat(place().resolve("data_batch_1.bin")).doesNotExist();
  }

  @Test
  void anArchiveThatSomeoneBroughtIsUnpackedAndKept() {
    Path brought = IdxFiles.write(root().resolve(NAME), archive);
    assertThat(set(archive).status(root()).summary()).contains(NAME, "data fetch cifar-10");
    assertThat(download(set(archive)).fetch(UNHEARD)).isTrue();
    arrived();
    assertThat(brought).hasBinaryContent(archive);
  }

  @Test
  void ownFilesAreLeftAloneAndDamagedOnesReplaced() {
    byte[] own = CifarFiles.batch(Cifar.Layout.TEN, 2, 0, 9);
    IdxFiles.write(place().resolve("data_batch_2.bin"), own);
    IdxFiles.write(place().resolve("data_batch_3.bin"), new byte[100]);
    try (Mirror mirror = new Mirror(archive, Mirror.ranged())) {
      assertThat(download(set(archive, mirror)).fetch(UNHEARD)).isTrue();
    }
    files.put("data_batch_2.bin", own);
    arrived();
    ImageSetStatus status = set(archive).status(root());
    assertThat(status.trainingImages()).isEqualTo(5 * TRAINING - 2);
    assertThat(status.summary()).contains("not as many as were published");
  }

  /** Archives that are not to be trusted, even if their checksum were right. */
  enum Hostile {
    ABOVE("does not hold data_batch_1.bin"),
    ABSOLUTE("does not hold data_batch_1.bin"),
    LINK("other than a plain file"),
    HARD_LINK("other than a plain file"),
    FOLDER("does not hold data_batch_1.bin"),
    PIPE("other than a plain file"),
    LARGE("12,293 bytes, but it must have 12,292"),
    SMALL("12,291 bytes, but it must have 12,292"),
    HUGE("unpacks to more than"),
    CUT("damaged"),
    PLAIN("damaged"),
    EMPTY("does not hold data_batch_1.bin, data_batch_2.bin");

    private final String words;

    Hostile(String words) {
      this.words = words;
    }

    byte[] of(Map<String, byte[]> files, byte[] good) {
      String first = "data_batch_1.bin";
      byte[] bytes = Objects.requireNonNull(files.get(first));
      Map<String, byte[]> rest = new LinkedHashMap<>(files);
      rest.remove(first);
      String path = CifarFiles.FOLDER + "/" + first;
      return switch (this) {
        case CUT -> Arrays.copyOf(good, good.length / 2);
        case PLAIN -> new byte[1000];
        case EMPTY -> CifarFiles.archive(_ -> {});
        default ->
            CifarFiles.archive(out -> {
              switch (this) {
                case ABOVE -> {
                  CifarFiles.put(out, "../" + first, bytes);
                  CifarFiles.put(out, CifarFiles.FOLDER + "/../" + first, bytes);
                }
                case ABSOLUTE -> CifarFiles.put(out, "/" + path, bytes);
                case LINK -> CifarFiles.put(out, path, TarConstants.LF_SYMLINK, "/etc/passwd");
                case HARD_LINK -> CifarFiles.put(out, path, TarConstants.LF_LINK, "test_batch.bin");
                case FOLDER -> CifarFiles.put(out, path, TarConstants.LF_DIR, "");
                case PIPE -> CifarFiles.put(out, path, TarConstants.LF_FIFO, "");
                case LARGE -> CifarFiles.put(out, path, Arrays.copyOf(bytes, bytes.length + 1));
                case SMALL -> CifarFiles.put(out, path, Arrays.copyOf(bytes, bytes.length - 1));
                case HUGE -> {
                  for (int i = 0; i < 65; i++) {
                    CifarFiles.put(out, "zeros" + i, new byte[1 << 24]);
                  }
                }
                default -> throw new IllegalStateException(name());
              }
              for (Map.Entry<String, byte[]> file : rest.entrySet()) {
                CifarFiles.put(out, CifarFiles.FOLDER + "/" + file.getKey(), file.getValue());
              }
            });
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Hostile.class)
  void aHostileArchiveIsRefusedAndWritesNothingElsewhere(Hostile hostile) throws IOException {
    byte[] bytes = hostile.of(files, archive);
    try (Mirror mirror = new Mirror(bytes, Mirror.ranged())) {
      refused(() -> download(set(bytes, mirror)).fetch(UNHEARD), NAME, hostile.words);
    }
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile))
          .allSatisfy(file -> {
            assertThat(file.getParent()).isEqualTo(place());
            String name = file.getFileName().toString();
            assertThat(file)
                .as("a file of the set as it was published, or the archive for the next try")
                .hasBinaryContent(name.equals(NAME + ".part") ? bytes : files.get(name));
          });
    }
    assertThat(set(archive).status(root()).usable()).isFalse();
  }

  @Test
  void chosenImagesAreReadWithTheDigestOfAll() {
    CifarFiles.writeTen(root(), TRAINING, TEST);
    SourceSet.Part all = PublicCifar.CIFAR_10.trainingPart(root(), Idx.Choice.ALL);
    SourceSet.Part some = PublicCifar.CIFAR_10.trainingPart(root(), _ -> new int[] {1, 5, 19});
    assertThat(all.images().labels())
        .containsExactly(IntStream.range(4, 24).map(i -> i % 10).toArray());
    assertThat(some.images().labels()).containsExactly(5, 9, 3);
    int size = all.images().imageSize();
    for (int i = 0; i < 3; i++) {
      int at = new int[] {1, 5, 19}[i];
      assertThat(Arrays.copyOfRange(some.images().pixels(), i * size, (i + 1) * size))
          .isEqualTo(Arrays.copyOfRange(all.images().pixels(), at * size, (at + 1) * size));
    }
    assertThat(some.source().join()).isEqualTo(all.source().join());
    assertThat(all.source().join().sha256()).isEqualTo(all.images().sha256());
    assertThat(all.source().join().files()).startsWith("data_batch_1.bin").hasSize(5);
    assertThat(PublicCifar.CIFAR_10.testPart(root(), Idx.Choice.ALL).images().size())
        .isEqualTo(TEST);
  }

  @Test
  void theFineLabelsOfCifar100AreRead() {
    CifarFiles.writeHundred(root(), 150, 20);
    assertThat(PublicCifar.CIFAR_100.status(root()).summary())
        .isEqualTo("150 training and 20 test images, not as many as were published");
    assertThat(PublicCifar.CIFAR_100.trainingPart(root(), Idx.Choice.ALL).images().labels())
        .containsExactly(IntStream.range(0, 150).map(i -> i % 100).toArray());
  }

  @Test
  void theFilesAreFoundInFoldersOfOtherNames() {
    for (String name : List.of("CIFAR10", "cifar-10", "cifar_10/cifar-10-batches-bin")) {
      Path other = folder.resolve(name.replace('/', '-'));
      files.forEach((file, bytes) ->
          IdxFiles.write(other.resolve(name).resolve(file.toUpperCase(Locale.ROOT)), bytes));
      assertThat(PublicCifar.CIFAR_10.status(other).usable()).as(name).isTrue();
      assertThat(PublicCifar.CIFAR_10.status(other.resolve(name)).usable()).as(name).isTrue();
    }
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    assertThat(PublicCifar.CIFAR_10.status(root()).summary()).isEqualTo("not there");
    CifarFiles.writeTen(root(), TRAINING, TEST);
    IdxFiles.write(place().resolve("data_batch_4.bin"), new byte[3000]);
    unusable("data_batch_4.bin", "3,000 bytes", "multiple of 3,073");
    byte[] label = Objects.requireNonNull(files.get("data_batch_4.bin")).clone();
    label[3073] = 10;
    IdxFiles.write(place().resolve("data_batch_4.bin"), label);
    unusable("data_batch_4.bin", "image 1 ", "the label 10", "from 0 to 9");
    assertThat(place().resolve("data_batch_4.bin").toFile().delete()).isTrue();
    unusable("no data_batch_4.bin");
    refused(
        () -> PublicCifar.CIFAR_10.trainingPart(root(), Idx.Choice.ALL),
        "CIFAR-10 is not complete: data_batch_4.bin is missing in",
        "\"data fetch cifar-10\"");
  }

  private void unusable(String... words) {
    ImageSetStatus status = PublicCifar.CIFAR_10.status(root());
    assertThat(status.usable()).isFalse();
    assertThat(status.summary()).contains(words);
  }

  @Test
  void copiesThatDifferAreRefused() {
    CifarFiles.writeTen(root(), TRAINING, TEST);
    IdxFiles.write(
        root().resolve("cifar10").resolve("test_batch.bin"),
        CifarFiles.batch(Cifar.Layout.TEN, TEST, 5, 5));
    unusable("test_batch.bin", "different contents");
  }

  @Test
  void thePublishedArchivesAreThoseOfTheirAuthor() {
    for (PublicCifar set : List.of(PublicCifar.CIFAR_10, PublicCifar.CIFAR_100)) {
      assertThat(set.archive().mirrors())
          .containsExactly(URI.create("https://www.cs.toronto.edu/~kriz/"));
      assertThat(set.archive().sha256()).matches("[0-9a-f]{64}");
      assertThat(set.publishedSize()).isEqualTo(new TaskSize(50_000, 10_000));
      assertThat(set.classNames()).doesNotHaveDuplicates().isSorted();
    }
    assertThat(PublicCifar.CIFAR_10.classNames()).hasSize(10);
    assertThat(PublicCifar.CIFAR_100.classNames()).hasSize(100);
    assertThat(PublicCifar.CIFAR_10.archive().bytes()).isEqualTo(170_052_171);
    assertThat(PublicCifar.CIFAR_10.files())
        .extracting(CifarFile::bytes)
        .containsOnly(30_730_000L)
        .hasSize(6);
    assertThat(PublicCifar.CIFAR_100.archive().bytes()).isEqualTo(168_513_733);
    assertThat(PublicCifar.CIFAR_100.files())
        .extracting(CifarFile::bytes)
        .containsExactly(153_700_000L, 30_740_000L);
  }
}
