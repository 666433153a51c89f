package palimpsest.bench.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.FxToolkit;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.Band;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.PrintStyle;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.export.FigureFormat;
import palimpsest.export.PrintStyles;
import palimpsest.learning.TaskLength;

/** What a person does in the dialog, and what is written then. */
@SuppressWarnings("NullAway.Init") // JavaFX makes them, on its own thread
class FigureEditorTest {

  @TempDir Path folder;

  private final Settings settings = new Settings();
  private final Notices notices = new Notices();
  private final ExecutorService thread = BackgroundExecutor.thread("drawing");
  private WindowTheme windowTheme;
  private Stage owner;
  private FigureEditor editor;

  @BeforeEach
  void open() {
    FxToolkit.start();
    FxToolkit.run(() -> {
      windowTheme = new WindowTheme(Boolean.getBoolean("palimpsest.dark"));
      owner = new Stage();
      owner.setScene(new Scene(new Pane(), 1000, 680));
      owner.show();
      Pictures pictures =
          new Pictures(
              settings,
              name -> Optional.of(folder.resolve(name)),
              notices,
              new BackgroundExecutor(thread, Platform::runLater, notices::showError));
      editor = new FigureEditor(owner, windowTheme, pictures, new PrintStyles(folder), thread);
      editor.open("mean accuracy", figure(), FigureFormat.PDF);
    });
    FxToolkit.await(
        "the preview", () -> node("#figure-preview", ImageView.class).getImage() != null);
  }

  @AfterEach
  void close() {
    FxToolkit.run(() -> {
      List.copyOf(Window.getWindows()).forEach(Window::hide);
    });
    thread.shutdown();
  }

  @Test
  void whatIsSetIsWhatIsWritten() throws Exception {
    FxToolkit.run(() -> {
      node("#figure-width", TextField.class).setText("8.3cm");
      node("#figure-font-size", TextField.class).setText("8");
      node("#figure-title", TextField.class).setText("Ours against theirs");
      node("#curve-name-0", TextField.class).setText("Ours");
      node("#curve-shown-1", CheckBox.class).setSelected(false);
      node("#figure-epochs-to", TextField.class).setText("4");
    });
    FxToolkit.run(() -> node("#figure-save", Button.class).fire());
    Path file = folder.resolve("mean-accuracy.pdf");
    FxToolkit.await("the file", () -> Files.isRegularFile(file));
    FxToolkit.await("the word", () -> notices.currentProperty().get() != null);
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo((float) (8.3 / 2.54 * 72));
      assertThat(new PDFTextStripper().getText(document))
          .contains("Ours against theirs", "Ours", "Configuration 2")
          .doesNotContain("Configuration 0", "Configuration 1");
    }
    assertThat(settings.figureStyleProperty().get().width()).isEqualTo(8.3);
  }

  @Test
  void whatCannotBeSaidIsSaidAndNotSaved() {
    FxToolkit.run(() -> node("#figure-width", TextField.class).setText("1cm"));
    assertThat(FxToolkit.get(() -> node("#figure-error", Label.class).getText()))
        .startsWith("width is \"1cm\"");
    assertThat(FxToolkit.get(() -> node("#figure-save", Button.class).isDisabled())).isTrue();
    FxToolkit.run(() -> {
      node("#figure-width", TextField.class).setText("3.27in");
      node("#figure-values-from", TextField.class).setText("50");
      node("#figure-values-to", TextField.class).setText("40");
    });
    assertThat(FxToolkit.get(() -> node("#figure-error", Label.class).getText()))
        .isEqualTo("highest value is \"40\", but must be above the lowest value.");
    FxToolkit.run(() -> node("#figure-values-to", TextField.class).setText("90"));
    assertThat(FxToolkit.get(() -> node("#figure-error", Label.class).getText())).isEmpty();
    assertThat(FxToolkit.get(() -> node("#figure-size", Label.class).getText()))
        .startsWith("8.3 × ");
  }

  @Test
  @SuppressWarnings("unchecked")
  void aStyleIsSavedUnderANameAndTakenFromThere() {
    FxToolkit.run(() -> {
      node("#figure-font-size", TextField.class).setText("7.5");
      node("#figure-style", ComboBox.class).getEditor().setText("Thesis");
      node("#figure-style-save", Button.class).fire();
    });
    assertThat(new PrintStyles(folder).named("Thesis").fontSize()).isEqualTo(7.5);
    FxToolkit.run(() -> {
      node("#figure-style", ComboBox.class).setValue("column");
    });
    assertThat(FxToolkit.get(() -> node("#figure-font-size", TextField.class).getText()))
        .isEqualTo(PrintStyle.COLUMN.text(PrintStyle.Part.FONT_SIZE));
    FxToolkit.run(() -> {
      node("#figure-style", ComboBox.class).setValue("Thesis");
    });
    assertThat(FxToolkit.get(() -> node("#figure-font-size", TextField.class).getText()))
        .isEqualTo("7.5pt");
  }

  private static <N extends Node> N node(String id, Class<N> type) {
    for (Window window : Window.getWindows()) {
      Node found = window.getScene() == null ? null : window.getScene().lookup(id);
      if (found != null) {
        return type.cast(found);
      }
    }
    throw new AssertionError(id);
  }

  private static Figure figure() {
    List<CurveGroup> groups =
        IntStream.range(0, 3)
            .mapToObj(i -> new CurveGroup("Configuration " + i, List.of(curves(i))))
            .toList();
    return Figures.meanAccuracy(new Comparison(groups, Band.NONE, false));
  }

  private static LearningCurves curves(int number) {
    List<EpochScores> epochs = new ArrayList<>();
    for (int at = 0; at < 6; at++) {
      double accuracy = 0.2 + 0.1 * at + 0.05 * number;
      epochs.add(
          new EpochScores(
              at / 2,
              at % 2,
              1,
              0.5,
              Double.NaN,
              List.of(
                  new TaskScore(1, accuracy),
                  new TaskScore(1, accuracy),
                  new TaskScore(1, accuracy)),
              1));
    }
    return new LearningCurves(
        "run",
        SpecDraft.initial()
            .with(ScenarioSettings.JOINED_TASKS, "0,1,2")
            .with(TaskLength.EPOCHS, "2")
            .with(CommonSettings.SEED, Integer.toString(number))
            .toSpec(),
        List.of("Digits", "Letters", "Kana"),
        new Scores(List.of(), epochs));
  }
}
