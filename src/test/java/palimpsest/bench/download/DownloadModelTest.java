package palimpsest.bench.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.Download;
import palimpsest.problem.Problem;

/** Without a window: what it would do waits in a queue. */
class DownloadModelTest {

  private final Queue<Runnable> thread = new ArrayDeque<>();
  private final Queue<Runnable> window = new ArrayDeque<>();
  private final List<String> said = new ArrayList<>();
  private final DownloadModel download =
      new DownloadModel(new BackgroundExecutor(thread::add, window::add, said::add), window::add);

  @Test
  void piecesThatReadAlikeAreShownOnce() {
    download.begin(
        PendingDownload.of(
            progress -> {
              progress.at("a.gz", 370, OptionalLong.of(1000));
              progress.at("a.gz", 371, OptionalLong.of(1000));
              progress.at("a.gz", 379, OptionalLong.of(1000));
              return true;
            },
            () -> {}),
        how -> {});
    assertThat(download.underWayProperty().get()).isTrue();
    thread.remove().run();
    assertThat(window).as("a piece and the end").hasSize(2);
    window.remove().run();
    assertThat(download.arrivingProperty().get()).isEqualTo("a.gz: 37 %");
    assertThat(download.shareProperty().get()).isEqualTo(0.37);
    window.remove().run();
    assertThat(download.underWayProperty().get()).isFalse();
  }

  @Test
  void howLargeAFileIsNeedNotBeKnown() {
    download.begin(PendingDownload.of(DownloadModelTest::unknown, () -> {}), how -> {});
    work();
    assertThat(download.arrivingProperty().get()).isEqualTo("a.gz: 2 MiB");
    assertThat(download.shareProperty().get()).isZero();
  }

  private static boolean unknown(Download.Progress progress) {
    progress.at("a.gz", 2_048_000, OptionalLong.empty());
    return true;
  }

  @Test
  void howItEndedIsToldBeforeAnotherMayBegin() {
    List<Boolean> underWay = new ArrayList<>();
    download.begin(
        PendingDownload.of(progress -> true, () -> {}),
        how -> {
          said.add(how.name());
          underWay.add(download.underWayProperty().get());
        },
        () -> {
          underWay.add(download.underWayProperty().get());
          download.begin(
              PendingDownload.of(progress -> true, () -> {}), how -> said.add("the next"));
        });
    assertThatThrownBy(
            () -> download.begin(PendingDownload.of(progress -> true, () -> {}), how -> {}))
        .isInstanceOf(IllegalStateException.class);
    work();
    assertThat(underWay).containsExactly(true, false);
    assertThat(said).containsExactly("WHOLE", "the next");
  }

  @Test
  void aFailureIsComplainedOfFirst() {
    download.begin(
        PendingDownload.of(
            progress -> {
              throw new Problem("Is this machine online?");
            },
            () -> {}),
        how -> said.add(how.name()));
    work();
    assertThat(said).containsExactly("Is this machine online?", "FAILED");
    assertThat(download.underWayProperty().get()).isFalse();
  }

  @Test
  void whatIsCalledOffSaysSo() {
    AtomicBoolean called = new AtomicBoolean();
    download.cancel();
    download.begin(
        PendingDownload.of(progress -> !called.get(), () -> called.set(true)),
        how -> said.add(how.name()));
    download.cancel();
    work();
    assertThat(said).containsExactly("CALLED_OFF");
  }

  /** Does all that was asked for, on both threads. */
  private void work() {
    while (!thread.isEmpty() || !window.isEmpty()) {
      (thread.isEmpty() ? window : thread).remove().run();
    }
  }
}
