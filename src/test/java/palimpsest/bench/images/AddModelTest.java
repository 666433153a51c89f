package palimpsest.bench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;

/** Adding with a background thread whose work waits until the test does it. */
class AddModelTest {

  @TempDir Path folder;

  private final Queue<Runnable> thread = new ArrayDeque<>();
  private final Queue<Runnable> window = new ArrayDeque<>();
  private final List<OwnSet> added = new ArrayList<>();
  private final AddModel model =
      new AddModel(
          new BackgroundExecutor(thread::add, window::add, sentence -> {}),
          one -> added.add(one.set()));
  private OwnList list;

  @BeforeEach
  void open() {
    list = OwnList.in(folder.resolve("lists"));
  }

  @AfterEach
  void close() {
    list.close();
  }

  private void work() {
    while (!thread.isEmpty() || !window.isEmpty()) {
      (thread.isEmpty() ? window : thread).remove().run();
    }
  }

  private Path npz(String name) {
    return OwnFiles.npz(folder.resolve(name), 2, 6, 8, 8);
  }

  @Test
  void aNameThatWasTypedBeforeTheProposalStays() {
    model.offer(List.of(npz("own.npz")));
    model.nameProperty().set("typed");
    work();
    assertThat(model.nameProperty().get()).isEqualTo("typed");
    assertThat(model.formatProperty().get()).isEqualTo("npz");
  }

  @Test
  void whatIsCancelledBeforeItIsReadIsNotRemembered() {
    model.offer(List.of(npz("own.npz")));
    work();
    model.add();
    assertThat(model.busyProperty().get()).isTrue();
    model.cancel();
    assertThat(model.busyProperty().get()).isFalse();
    work();
    assertThat(added).isEmpty();
    assertThat(OwnSets.all().sets()).isEmpty();
    assertThat(model.pathProperty().get()).isNull();
  }

  @Test
  void anAnswerAboutACancelledPathDoesNotReachTheNext() {
    model.offer(List.of(npz("first.npz"), folder.resolve("nowhere")));
    model.cancel();
    work();
    assertThat(model.nameProperty().get()).isEqualTo("nowhere");
    assertThat(model.errorProperty().get()).contains("nowhere");
    assertThat(model.formatProperty().get()).isEmpty();
  }

  @Test
  void addingTwiceReadsOnce() {
    model.offer(List.of(npz("own.npz")));
    work();
    model.add();
    model.add();
    work();
    assertThat(added).hasSize(1);
  }
}
