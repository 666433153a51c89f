package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.SpecDraft;

/** What the window says of a fault in itself. */
class UncaughtErrorsTest {

  private static final String SETTINGS = "palimpsest.settings";

  @TempDir private Path folder;

  private final Hands hands = Hands.start();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final String settings = System.getProperty(SETTINGS, "");
  private Path own;
  private Path log;
  private ArchiveOpener opening;
  private Stage stage;

  @BeforeEach
  void open() {
    own = folder.resolve("own");
    log = own.resolve("errors.log");
    System.setProperty(SETTINGS, own.toString());
    opening =
        new ArchiveOpener(
            folder.resolve("archive"),
            new ScriptedTraining(),
            new DataFolder(folder),
            SpecDraft::initial,
            List::of);
    stage =
        FxToolkit.get(() -> {
          Stage made = new Stage();
          BenchApplication.begin(made, opening, OpenBench.settings(), "");
          return made;
        });
    FxToolkit.await("the window", () -> hands.visible("#pages"));
  }

  @AfterEach
  void close() {
    FxToolkit.run(stage::hide);
    opening.close();
    System.setProperty(SETTINGS, settings);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void aFaultIsToldInOneSentenceAndItsDetailsAreInAFile() {
    FxToolkit.lettingThrough(() -> {
      Platform.runLater(() -> {
        throw new IndexOutOfBoundsException("Index 7 out of bounds for length 7");
      });
      FxToolkit.await("the sentence", () -> hands.visible("#notice"));
    });
    assertThat(hands.text("#notice-text"))
        .isEqualTo(
            "Something went wrong: IndexOutOfBoundsException: Index 7 out of bounds for length 7;"
                + " your runs are safe. Details are in "
                + log
                + ".");
    assertThat(log)
        .content()
        .contains("JavaFX Application Thread", "IndexOutOfBoundsException", "\tat palimpsest.");
    hands.press(KeyCode.F1);
    FxToolkit.await("the window still answers", () -> hands.visible("#help-list"));
  }

  @Test
  void aFaultInEveryFrameIsToldOnce() throws IOException {
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            throw new IllegalStateException("this frame");
          }
        };
    FxToolkit.lettingThrough(() -> {
      FxToolkit.run(timer::start);
      FxToolkit.await("the sentence", () -> hands.visible("#notice"));
      hands.press(KeyCode.ESCAPE);
      FxToolkit.await("no sentence", () -> !hands.visible("#notice"));
      for (int frame = 0; frame < 10; frame++) {
        FxToolkit.frame();
      }
      assertThat(hands.visible("#notice")).isFalse();
      FxToolkit.run(timer::stop);
    });
    assertThat(Files.readString(log)).containsOnlyOnce("IllegalStateException: this frame");
  }

  @Test
  void aFaultOfAnotherThreadIsToldToo() throws InterruptedException {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              throw new IllegalStateException("elsewhere");
            });
    thread.join();
    FxToolkit.await("the sentence", () -> hands.visible("#notice"));
    assertThat(hands.text("#notice-text")).contains("IllegalStateException: elsewhere");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoSecondFault() throws IOException {
    Files.writeString(own, "a file in place of the folder");
    FxToolkit.lettingThrough(() -> {
      Platform.runLater(() -> {
        throw new IllegalStateException();
      });
      FxToolkit.await("the sentence", () -> hands.visible("#notice"));
    });
    assertThat(hands.text("#notice-text"))
        .startsWith("Something went wrong: IllegalStateException; your runs are safe. ")
        .endsWith("start with --verbose in a terminal.");
  }

  @Test
  void aTestFailsByWhatItsWindowDidNotCatch() {
    Platform.runLater(() -> {
      throw new IllegalStateException("unseen");
    });
    assertThatThrownBy(FxToolkit::frame)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not caught on the JavaFX thread")
        .hasRootCauseMessage("unseen");
  }
}
