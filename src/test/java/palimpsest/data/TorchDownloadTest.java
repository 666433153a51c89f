package palimpsest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.machine.NativePlatform;
import palimpsest.problem.Problem;

/** PyTorch for CUDA comes from a source that behaves well or badly. */
@Timeout(60)
class TorchDownloadTest {

  private static final NativePlatform LINUX = new NativePlatform("linux", "x86_64");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String LIST =
      """
      cpu/linux-x86_64/native/lib/libtorch.so.gz
      cu128/linux-x86_64/native/lib/libc10.so.gz
      cu128/linux-x86_64/native/lib/libtorch_cuda.so.gz
      cu128/win-x86_64/native/lib/torch.dll.gz
      """;

  @TempDir Path natives;
  private final byte[] library = IdxFiles.gzip(new byte[] {0x7f, 'E', 'L', 'F', 2});

  @Test
  void everyFileForThisMachineComesAndOnlyThen() throws IOException {
    List<String> heard = new ArrayList<>();
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.ranged())) {
      TorchDownload download = download(mirror.address());
      assertThat(download.isThere()).isFalse();
      assertThat(
              download.fetch((name, done, total) -> {
                if (heard.isEmpty() || !heard.getLast().equals(name)) {
                  heard.add(name);
                }
                assertThat(download.isThere()).isFalse();
              }))
          .isTrue();
      assertThat(download.isThere()).isTrue();
      assertThat(download.folder()).isEqualTo(natives.resolve("pytorch/2.7.1-cu128-linux-x86_64"));
      assertThat(download.folder().resolve("libc10.so"))
          .hasBinaryContent(new byte[] {0x7f, 'E', 'L', 'F', 2});
      try (var files = Files.list(download.folder())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("libc10.so", "libtorch_cuda.so");
      }
      assertThat(heard).containsExactly("1/2 libc10.so.gz", "2/2 libtorch_cuda.so.gz");
      int asked = mirror.requests().size();
      assertThat(download(mirror.address()).fetch((_, _, _) -> {})).isTrue();
      assertThat(mirror.requests()).hasSize(asked);
    }
  }

  @Test
  void whoCancelsKeepsWhatCameAndGoesOnFromIt() {
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.ranged(), Mirror.ranged())) {
      mirror.requests().clear();
      TorchDownload first = download(mirror.address());
      assertThat(
              first.fetch((name, done, total) -> {
                if (name.startsWith("2/2")) {
                  first.cancel();
                }
              }))
          .isFalse();
      assertThat(first.isThere()).isFalse();
      Path parts = natives.resolve("pytorch/2.7.1-cu128-linux-x86_64.part");
      assertThat(parts.resolve("libc10.so")).exists();
      List<String> heard = new ArrayList<>();
      try (Mirror again = new Mirror(library, text(LIST), Mirror.ranged())) {
        TorchDownload second = download(again.address());
        assertThat(second.fetch((name, _, _) -> heard.add(name))).isTrue();
        assertThat(second.isThere()).isTrue();
      }
      assertThat(heard).noneMatch(name -> name.contains("libc10"));
    }
  }

  @Test
  void aSourceThatRefusesIsNamedWithItsAnswer() {
    try (Mirror mirror = new Mirror(library, Mirror.status(403))) {
      refused(mirror.address(), mirror.address() + "files.txt", "status 403");
    }
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.status(404))) {
      refused(mirror.address(), "libc10.so.gz cannot be downloaded", "status 404");
    }
  }

  @Test
  void offlineIsSaidAsAQuestion() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    refused(
        URI.create("http://127.0.0.1:" + port + "/"),
        "127.0.0.1:" + port + " cannot be reached to fetch files.txt; is this machine online?");
  }

  @Test
  void aDamagedFileIsToldAndFetchedAnew() {
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.corrupted())) {
      refused(mirror.address(), "libc10.so.gz arrived damaged");
    }
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.ranged())) {
      assertThat(download(mirror.address()).fetch((_, _, _) -> {})).isTrue();
    }
  }

  @Test
  void aCutOffFileIsToldAndGoneOnWith() {
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.truncated(3))) {
      refused(mirror.address(), "libc10.so.gz was interrupted after 3 of", "resumes from there");
    }
    try (Mirror mirror = new Mirror(library, text(LIST), Mirror.ranged())) {
      assertThat(download(mirror.address()).fetch((_, _, _) -> {})).isTrue();
      assertThat(mirror.requests()).contains("bytes=3-");
    }
  }

  @Test
  void aSilentSourceIsGivenUp() {
    try (Mirror mirror = new Mirror(library, text(LIST))) {
      mirror.manner(mirror.silent());
      assertThatThrownBy(() ->
              new TorchDownload(mirror.address(), natives, LINUX, Duration.ofMillis(500))
                  .fetch((_, _, _) -> {}))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("stalled");
    }
  }

  @Test
  void whoCancelsASilentSourceNeedNotWait() throws Exception {
    try (Mirror mirror = new Mirror(library, text(LIST))) {
      mirror.manner(mirror.silent());
      TorchDownload download = download(mirror.address());
      CompletableFuture<Boolean> whole =
          CompletableFuture.supplyAsync(() -> download.fetch((_, _, _) -> {}));
      download.cancel();
      assertThat(whole.get()).isFalse();
    }
  }

  @Test
  void namesThatLeadOutOfTheFolderAreRefused() {
    for (String name : List.of("..%2F..%2Fevil.so.gz", ".bashrc.gz", "a%5Cb.gz", "%00.gz")) {
      try (Mirror mirror =
          new Mirror(library, text("cu128/linux-x86_64/native/lib/" + name + "\n"))) {
        refused(mirror.address(), "is no name of a library");
      }
    }
  }

  @Test
  void whereNothingIsPublishedNothingIsAsked() {
    try (Mirror mirror = new Mirror(library, text("cu128/win-x86_64/native/lib/torch.dll.gz"))) {
      refused(mirror.address(), "There is no PyTorch 2.7.1 with CUDA for linux-x86_64");
      TorchDownload mac =
          new TorchDownload(
              mirror.address(), natives, new NativePlatform("osx", "aarch64"), PATIENCE);
      int asked = mirror.requests().size();
      assertThatThrownBy(() -> mac.fetch((_, _, _) -> {}))
          .hasMessageContaining("There is no PyTorch 2.7.1 with CUDA for osx-aarch64");
      assertThat(mirror.requests()).hasSize(asked);
    }
  }

  private static Mirror.Manner text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return (exchange, _) -> Mirror.whole().answer(exchange, bytes);
  }

  private TorchDownload download(URI source) {
    return new TorchDownload(source, natives, LINUX, PATIENCE);
  }

  private void refused(URI source, String... parts) {
    assertThatThrownBy(() -> download(source).fetch((_, _, _) -> {}))
        .isInstanceOf(Problem.class)
        .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
  }
}
