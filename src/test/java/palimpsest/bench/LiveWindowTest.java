package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.archive.Provenance;

/** The page Live in windows of several sizes, and in one that has just been opened again. */
class LiveWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private final ScriptedTraining training = new ScriptedTraining();
  private @Nullable OpenBench bench;

  @AfterEach
  void close() {
    bench().close();
  }

  @ParameterizedTest
  @CsvSource({"880, 560", "1000, 700", "1200, 640", "1280, 800", "1500, 900"})
  void everyNumberIsReadInAWindowOfAnySize(int width, int height) {
    training.callTasks("MNIST", "Fashion-MNIST", "Kuzushiji-MNIST");
    bench = OpenBench.in(folder).training(training).open();
    FxToolkit.run(() -> {
      bench().stage.setWidth(width);
      bench().stage.setHeight(height);
    });
    hands.click("#run");
    training.allowEpochs(12);
    FxToolkit.await("R", () -> hands.visible("#accuracy-grid") && hands.visible("#metrics"));
    FxToolkit.await("two rows", () -> hands.text("#status-place").startsWith("task 3/3"));
    FxToolkit.frame();
    Point2D middle = FxToolkit.get(() -> hands.middle("#live-figures"));
    hands.move(middle.getX(), middle.getY());
    for (int turn = 0; turn < 40; turn++) {
      FxToolkit.run(() -> hands.robot().mouseWheel(1));
    }
    FxToolkit.frame();
    Bounds seen = bounds("#live-figures");
    Bounds metrics = bounds("#metrics");
    assertThat(seen.contains(inner(metrics))).as("%s in %s", metrics, seen).isTrue();
    assertThat(inner(metrics).intersects(bounds("#accuracy-grid"))).isFalse();
    assertThat(cut(hands.node("#metrics", GridPane.class))).isEmpty();
    assertThat(bounds("#live-figures").getMaxY())
        .isLessThanOrEqualTo(bounds("#log-fold").getMinY());
    assertThat(hands.node("#run-title").lookup(".text"))
        .isInstanceOfSatisfying(
            Text.class, text -> assertThat(text.getText()).isEqualTo("Fine-tuning"));
  }

  @Test
  void aRunThatGoesOnIsShownBeforeItHasToldAnything() throws InterruptedException {
    bench = OpenBench.in(folder).training(training).open();
    hands.click("#run");
    FxToolkit.await("it to begin", () -> training.started.size() == 1);
    bench().close();
    CountDownLatch images = new CountDownLatch(1);
    ScriptedTraining again = new ScriptedTraining();
    bench =
        OpenBench.in(folder)
            .training((spec, data, control, checkpoints, listener) -> {
              try {
                images.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return again.run(spec, data, control, checkpoints, listener);
            })
            .open();
    FxToolkit.await("the run", () -> hands.visible("#run-title"));
    assertThat(hands.text("#run-title")).isEqualTo("Fine-tuning");
    assertThat(again.started).isEmpty();
    images.countDown();
  }

  @Test
  void theHeaderSaysWhatTheRunReadAndWhereItTrained() {
    bench = OpenBench.in(folder).training(training).open();
    hands.click("#run");
    FxToolkit.await("where it trains", () -> origin().contains("Trained from"));
    assertThat(origin())
        .startsWith("Data: ")
        .contains(Provenance.here().system(), Provenance.here().program());
    assertThat(hands.text("#run-facts")).contains(" · data ");
  }

  private String origin() {
    return Objects.requireNonNullElse(hands.node("#run-facts").getAccessibleHelp(), "");
  }

  private OpenBench bench() {
    return Objects.requireNonNull(bench);
  }

  private Bounds bounds(String id) {
    return FxToolkit.get(() -> hands.node(id).localToScreen(hands.node(id).getLayoutBounds()));
  }

  private static Bounds inner(Bounds bounds) {
    return new BoundingBox(
        bounds.getMinX() + 1, bounds.getMinY() + 1, bounds.getWidth() - 2, bounds.getHeight() - 2);
  }

  /** The labels whose words are cut. */
  private static List<String> cut(GridPane pane) {
    return FxToolkit.get(() ->
        pane.getChildren().stream()
            .map(Label.class::cast)
            .filter(label -> !label.getText().equals(shown(label)))
            .map(Label::getText)
            .toList());
  }

  private static String shown(Label label) {
    Node text = label.lookup(".text");
    return text instanceof Text words ? words.getText() : "";
  }
}
