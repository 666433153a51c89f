package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import palimpsest.problem.Problem;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class DownloadTest {

  private static final String NAME = "t10k-images-idx3-ubyte.gz";
  private static final int COUNT = 400;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(900);
  private static final Download.Progress UNHEARD = (_, _, _) -> {};

  @TempDir Path folder;
  private byte[] packed;
  private PackedIdx file;

  @BeforeEach
  void publish() throws Exception {
    byte[] plain = IdxFiles.images(COUNT, 28, 28);
    // Noise, which does not pack, so that the file comes in many pieces.
    byte[] noise = new byte[plain.length - 16];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, plain, 16, noise.length);
    packed = IdxFiles.gzip(plain);
    file =
        new PackedIdx(
            NAME, COUNT, plain.length, sum("MD5", packed), Optional.of(sum("SHA-256", plain)));
  }

  private static String sum(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private Download download(Duration patience, URI... mirrors) {
    return download(Transfer::open, patience, mirrors);
  }

  private Download download(Transfer.Output output, Duration patience, URI... mirrors) {
    return new Download(
        List.of(new IdxOrder(file, folder, this::copies, List.of(mirrors))), patience, output);
  }

  private List<Path> copies() {
    return Stream.of(target(), folder.resolve(NAME.replace(".gz", "")))
        .filter(Files::exists)
        .toList();
  }

  private Path target() {
    return folder.resolve(NAME);
  }

  private Path part() {
    return folder.resolve(NAME + ".part");
  }

  private static void refused(ThrowingCallable fetching, String... words) {
    assertThatThrownBy(fetching)
        .isInstanceOf(Problem.class)
        .message()
        .contains(words)
        .matches("[^\\n]*[^.][.?]");
  }

  private void arrived() throws IOException {
    assertThat(target()).hasBinaryContent(packed);
    assertThat(part()).doesNotExist();
  }

  @Test
  void aFileArrivesWholeAndItsProgressIsTold() throws IOException {
    List<Long> pieces = new ArrayList<>();
    List<OptionalLong> totals = new ArrayList<>();
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      boolean complete =
          download(LONG, mirror.address())
              .fetch((name, done, total) -> {
                assertThat(name).isEqualTo(NAME);
                pieces.add(done);
                totals.add(total);
              });
      assertThat(complete).isTrue();
      assertThat(mirror.requests()).containsExactly("all");
    }
    arrived();
    assertThat(pieces).isSorted().startsWith(0L).endsWith((long) packed.length);
    assertThat(pieces.size()).isGreaterThan(3);
    assertThat(totals).containsOnly(OptionalLong.of(packed.length));
  }

  @Test
  void aFileOfUnknownLengthArrives() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.unmeasured())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
    }
    arrived();
  }

  @Test
  void aFileThatIsThereIsLeftAloneUnlessItIsDamaged() throws IOException {
    byte[] own = IdxFiles.images(3, 28, 28);
    Path plain = IdxFiles.write(folder.resolve(NAME.replace(".gz", "")), own);
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).isEmpty();
      assertThat(target()).doesNotExist();

      IdxFiles.write(target(), Arrays.copyOf(packed, 1000));
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      arrived();
      assertThat(plain).hasBinaryContent(own);
    }
  }

  @Test
  void aTruncatedFileIsToldOfAndGoneOnFrom() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.truncated(100_000), Mirror.ranged())) {
      refused(
          () -> download(LONG, mirror.address()).fetch(UNHEARD),
          NAME,
          "was interrupted",
          "of %,d bytes".formatted(packed.length));
      assertThat(target()).doesNotExist();
      long held = Files.size(part());
      assertThat(held).isBetween(1L, 100_000L);

      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("all", "bytes=" + held + "-");
    }
    arrived();
  }

  @Test
  void aMirrorThatKnowsNoRangesStartsAfresh() throws IOException {
    IdxFiles.write(part(), Arrays.copyOf(packed, 5000));
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("bytes=5000-");
    }
    arrived();
  }

  @Test
  void aMirrorThatAnswersWithAnotherRangeStartsAfresh() throws IOException {
    IdxFiles.write(part(), Arrays.copyOf(packed, 5000));
    Mirror.Manner other =
        (exchange, bytes) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + bytes.length);
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(bytes, 0, 10);
        };
    try (Mirror mirror = new Mirror(packed, other, Mirror.ranged())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("bytes=5000-", "all");
    }
    arrived();
  }

  @Test
  void aWrongBeginningIsThrownAwayAndFetchedAfresh() throws IOException {
    IdxFiles.write(part(), new byte[5000]);
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("bytes=5000-", "all");
    }
    arrived();
  }

  @Test
  void aWholePartIsTakenAndOneThatIsTooLongIsNot() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      IdxFiles.write(part(), packed);
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).hasSize(1);
      arrived();

      Files.delete(target());
      IdxFiles.write(part(), Arrays.copyOf(packed, packed.length + 7));
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).hasSize(3);
      arrived();
    }
  }

  @Test
  void aCorruptedFileIsRefusedAndNothingOfItKept() {
    try (Mirror mirror = new Mirror(packed, Mirror.corrupted())) {
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "damaged", "checksum");
      assertThat(mirror.requests()).containsExactly("all");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileWithTheRightMd5ButOtherContentsIsRefused() {
    file =
        new PackedIdx(NAME, COUNT, file.unpackedBytes(), file.md5(), Optional.of("00".repeat(32)));
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "damaged");
      file = new PackedIdx(NAME, COUNT, file.unpackedBytes() - 1, file.md5(), Optional.empty());
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "damaged");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRefusalNamesItsStatus() {
    try (Mirror mirror = new Mirror(packed, Mirror.status(404))) {
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "status 404");
      mirror.manner(Mirror.status(503));
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "status 503");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aStalledDownloadIsGivenUpAndKept() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      mirror.manner(mirror.stalling(50_000));
      refused(() -> download(SHORT, mirror.address()).fetch(UNHEARD), NAME, "stalled", "900 ms");
      assertThat(Files.size(part())).isBetween(1L, 50_000L);
      mirror.manner(Mirror.ranged());
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
    }
    arrived();
  }

  @Test
  void aDownloadThatTricklesIsGivenUpAndGoneOnFrom() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      mirror.manner(mirror.trickling(50_000));
      refused(() -> download(SHORT, mirror.address()).fetch(UNHEARD), NAME, "too slow", "resumes");
      assertThat(Files.size(part())).isGreaterThan(1);
      mirror.manner(Mirror.ranged());
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
    }
    arrived();
  }

  @Test
  void aPartThatWasNotAskedForIsRefused() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.unasked())) {
      refused(
          () -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "a part that was not asked");
      IdxFiles.write(part(), Arrays.copyOf(packed, 1000));
      refused(
          () -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "a part that was not asked");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkInPlaceOfThePartIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path precious = Files.writeString(elsewhere.resolve("precious"), "mine");
    Files.createDirectories(folder);
    Files.createSymbolicLink(part(), precious);
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("all");
    }
    arrived();
    assertThat(precious).hasContent("mine");
    assertThat(Files.isSymbolicLink(target())).isFalse();
  }

  @Test
  void aMirrorThatNeverAnswersIsGivenUp() {
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      mirror.manner(mirror.silent());
      refused(() -> download(SHORT, mirror.address()).fetch(UNHEARD), NAME, "stalled");
    }
  }

  @Test
  void anEndlessFileIsNotTaken() {
    try (Mirror mirror = new Mirror(packed, Mirror.endless())) {
      refused(() -> download(LONG, mirror.address()).fetch(UNHEARD), NAME, "larger than");
    }
    assertThat(target()).doesNotExist();
  }

  @Test
  void anUnreachableMirrorIsNamed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    refused(
        () -> download(LONG, URI.create("http://127.0.0.1:" + free + "/")).fetch(UNHEARD),
        "127.0.0.1:" + free,
        "cannot be reached",
        NAME,
        "online?");
  }

  @Test
  void anUnknownHostIsNamed() {
    refused(
        () -> download(LONG, URI.create("http://mirror.invalid/sets/")).fetch(UNHEARD),
        "mirror.invalid cannot be reached",
        NAME);
  }

  @Test
  void theNextMirrorIsTriedWhenOneFails() throws IOException {
    try (Mirror bad = new Mirror(packed, Mirror.corrupted());
        Mirror gone = new Mirror(packed, Mirror.status(404));
        Mirror good = new Mirror(packed, Mirror.ranged())) {
      assertThat(download(LONG, bad.address(), gone.address(), good.address()).fetch(UNHEARD))
          .isTrue();
      arrived();
      Files.delete(target());
      refused(
          () -> download(LONG, bad.address(), gone.address()).fetch(UNHEARD),
          "damaged",
          "status 404");
    }
  }

  @Test
  void cancellingEndsAStalledDownloadAtOnceAndKeepsWhatCame() throws Exception {
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      mirror.manner(mirror.stalling(50_000));
      Download download = download(LONG, mirror.address());
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Boolean> complete =
          CompletableFuture.supplyAsync(() ->
              download.fetch((_, done, _) -> {
                if (done > 0) {
                  begun.countDown();
                }
              }));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      long asked = System.nanoTime();
      download.cancel();
      assertThat(complete.get(20, TimeUnit.SECONDS)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
      long held = Files.size(part());
      assertThat(held).isPositive();
      assertThat(target()).doesNotExist();

      mirror.manner(Mirror.ranged());
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(mirror.requests()).containsExactly("all", "bytes=" + held + "-");
    }
    arrived();
  }

  @Test
  void cancellingBeforeAnAnswerEndsAtOnce() throws Exception {
    try (Mirror mirror = new Mirror(packed, Mirror.whole())) {
      Download download = download(LONG, mirror.address());
      Mirror.Manner silent = mirror.silent();
      mirror.manner((exchange, bytes) -> {
        download.cancel();
        silent.answer(exchange, bytes);
      });
      assertThat(download.fetch(UNHEARD)).isFalse();
      assertThat(download.fetch(UNHEARD)).isFalse();
      assertThat(mirror.requests()).hasSize(1);
    }
  }

  @Test
  void interruptingTheThreadCancels() {
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      Download.Progress interrupting =
          (_, done, _) -> {
            if (done > 0) {
              Thread.currentThread().interrupt();
            }
          };
      assertThat(download(LONG, mirror.address()).fetch(interrupting)).isFalse();
      // Reads and clears the mark, which must have been left for the caller to see.
      assertThat(Thread.interrupted()).isTrue();
      assertThat(part()).exists();
      assertThat(target()).doesNotExist();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() {
    Path inTheWay = IdxFiles.write(folder.resolve("MNIST"), new byte[1]);
    Download download =
        new Download(
            List.of(
                new IdxOrder(
                    file,
                    inTheWay.resolve("raw"),
                    List::of,
                    List.of(URI.create("http://127.0.0.1:1/")))),
            LONG,
            Transfer::open);
    refused(() -> download.fetch(UNHEARD), inTheWay.toString(), "cannot be written");
  }

  @Test
  void aFullDiskIsToldAndWhatCameIsKeptForTheNextDownload() throws IOException {
    try (Mirror mirror = new Mirror(packed, Mirror.ranged())) {
      refused(
          () -> download(DownloadTest::almostFull, LONG, mirror.address()).fetch(UNHEARD),
          part().toString(),
          "cannot be written",
          "No space left");
      assertThat(target()).doesNotExist();
      assertThat(part()).hasBinaryContent(Arrays.copyOf(packed, 5));
      assertThat(download(LONG, mirror.address()).fetch(UNHEARD)).isTrue();
      assertThat(target()).hasBinaryContent(packed);
    }
  }

  /** A disk that takes five bytes more. */
  private static OutputStream almostFull(Path part, boolean append) throws IOException {
    return new FilterOutputStream(Transfer.open(part, append)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, Math.min(5, length));
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void theThreeSetsAreTwelveFilesInTorchvisionsLayout() {
    List<String> md5s = new ArrayList<>();
    for (PublicIdx set :
        List.of(PublicIdx.MNIST, PublicIdx.FASHION_MNIST, PublicIdx.KUZUSHIJI_MNIST)) {
      assertThat(set.mirrors()).allSatisfy(uri -> assertThat(uri.getPath()).endsWith("/"));
      assertThat(set.files())
          .extracting(PackedIdx::name)
          .containsExactly(
              "train-images-idx3-ubyte.gz",
              "train-labels-idx1-ubyte.gz",
              "t10k-images-idx3-ubyte.gz",
              "t10k-labels-idx1-ubyte.gz");
      set.files().forEach(f -> md5s.add(f.md5()));
      assertThat(set.files())
          .allSatisfy(
              f -> f.unpackedSha256().ifPresent(s -> assertThat(s).matches("[0-9a-f]{64}")));
    }
    assertThat(md5s).hasSize(12).doesNotHaveDuplicates().allMatch(s -> s.matches("[0-9a-f]{32}"));
  }
}
