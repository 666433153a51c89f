package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.Theme;
import palimpsest.experiment.Presets;

/** Whether the eye finds where the keyboard is, at every stop of it, in light and dark. */
@SuppressWarnings("NullAway.Init") // each test opens it
class FocusWindowTest {

  /** A ring of two pixels around a small button has as many. */
  private static final int LEAST_CHANGED = 60;

  /** Around a control, where its ring may be. */
  private static final double MARGIN = 4;

  /** Controls of one class and style that are looked at on a page: their rings are drawn alike. */
  private static final int MOST_ALIKE = 1;

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT, DIGIT1",
    "DARK, DIGIT1",
    "LIGHT, DIGIT3",
    "DARK, DIGIT3",
    "LIGHT, DIGIT4",
    "DARK, DIGIT4",
    "LIGHT, DIGIT5",
    "DARK, DIGIT5"
  })
  void everyStopOfTheKeyboardIsSeen(Theme theme, KeyCode page) {
    MadeUpArchive.of(folder.resolve("archive"), 6, 2).close();
    Settings settings = OpenBench.settings();
    settings.themeProperty().set(theme);
    bench = OpenBench.in(folder).presets(Presets.all()).settings(settings).size(1280, 1000).open();
    hands.press(KeyCode.CONTROL, page);
    Set<Node> stops = new LinkedHashSet<>();
    Map<List<Object>, Integer> alike = new HashMap<>();
    Node stop = next();
    while (stops.add(stop)) {
      if (alike.merge(List.of(stop.getClass(), Set.copyOf(stop.getStyleClass())), 1, Integer::sum)
          <= MOST_ALIKE) {
        assertThat(changed(stop))
            .as("pixels that tell the focus of %s", stop)
            .isGreaterThan(LEAST_CHANGED);
      }
      stop = next();
    }
    assertThat(stops).hasSizeGreaterThan(20);
  }

  private Node next() {
    hands.press(KeyCode.TAB);
    return FxToolkit.get(() -> bench.stage.getScene().getFocusOwner());
  }

  /** How many pixels around a control look different with the focus than without. */
  private int changed(Node stop) {
    FxToolkit.frame();
    WritableImage with = around(stop);
    FxToolkit.run(() -> bench.stage.getScene().getRoot().requestFocus());
    FxToolkit.frame();
    WritableImage without = around(stop);
    FxToolkit.run(stop::requestFocus);
    hands.press(KeyCode.SHIFT);
    int count = 0;
    for (int y = 0; y < with.getHeight(); y++) {
      for (int x = 0; x < with.getWidth(); x++) {
        if (with.getPixelReader().getArgb(x, y) != without.getPixelReader().getArgb(x, y)) {
          count++;
        }
      }
    }
    return count;
  }

  private WritableImage around(Node stop) {
    return FxToolkit.get(() -> {
      Scene scene = bench.stage.getScene();
      Bounds node = stop.localToScene(stop.getLayoutBounds());
      double left = Math.max(0, Math.floor(node.getMinX() - MARGIN));
      double top = Math.max(0, Math.floor(node.getMinY() - MARGIN));
      SnapshotParameters part = new SnapshotParameters();
      part.setFill(scene.getFill());
      part.setViewport(
          new Rectangle2D(
              left,
              top,
              Math.min(scene.getWidth(), Math.ceil(node.getMaxX() + MARGIN)) - left,
              Math.min(scene.getHeight(), Math.ceil(node.getMaxY() + MARGIN)) - top));
      return scene.getRoot().snapshot(part, null);
    });
  }
}
