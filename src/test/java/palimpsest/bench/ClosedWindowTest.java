package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;

/** Nothing that outlives a window keeps it: neither the system's settings nor a clock. */
class ClosedWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();

  @Test
  void aClosedWindowIsLetGo() {
    MadeUpArchive.of(folder.resolve("archive"), 8, 3).close();
    WeakReference<BenchWindow> window = openedAndClosed();
    FxToolkit.await(
        "the window to be let go",
        () -> {
          System.gc();
          return window.refersTo(null);
        });
    assertThat(window.get()).isNull();
  }

  private WeakReference<BenchWindow> openedAndClosed() {
    try (OpenBench bench = OpenBench.in(folder).open()) {
      for (KeyCode page :
          List.of(KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT2, KeyCode.DIGIT5, KeyCode.DIGIT1)) {
        hands.press(KeyCode.CONTROL, page);
        FxToolkit.frame();
      }
      return new WeakReference<>(bench.window);
    }
  }
}
