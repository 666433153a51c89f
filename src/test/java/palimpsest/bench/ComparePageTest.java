package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.archive.RunState;
import palimpsest.bench.compare.CompareExports;
import palimpsest.bench.compare.CompareView;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.compare.FigureKind;
import palimpsest.bench.compare.NotebookExports;
import palimpsest.bench.export.FolderExport;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.NoticeBar;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.Band;
import palimpsest.chart.Curve;
import palimpsest.chart.CurveFigure;
import palimpsest.experiment.EpochScores;

/** The Compare page with real mouse and key events. */
@SuppressWarnings("NullAway.Init") // JavaFX makes them, on its own thread
class ComparePageTest {

  private static final int EPOCHS = 2;

  @TempDir static Path archiveFolder;
  private static Archive archive;
  private static List<ArchivedRun> runs;

  @TempDir Path folder;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> suggested = new ArrayList<>();
  private CompareViewModel model;
  private Stage stage;
  private Robot robot;

  @BeforeAll
  static void startToolkit() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    FxToolkit.start();
    archive = MadeUpArchive.of(archiveFolder, 50, EPOCHS, 40);
    runs = archive.runs();
  }

  @AfterAll
  static void closeArchive() {
    archive.close();
  }

  @BeforeEach
  void openPage() {
    robot = FxToolkit.get(Robot::new);
    FxToolkit.run(() -> {
      Notices notices = new Notices();
      BackgroundExecutor backgroundExecutor =
          new BackgroundExecutor(thread, Platform::runLater, notices::showError);
      model = new CompareViewModel(archive::scores, backgroundExecutor);
      Pictures files =
          new Pictures(
              new Settings(),
              name -> {
                suggested.add(name);
                return Optional.of(folder.resolve(name));
              },
              notices,
              backgroundExecutor);
      CompareExports exports = new CompareExports(model, files);
      NotebookExports notebook =
          new NotebookExports(
              model,
              archive,
              new FolderExport(() -> Optional.of(folder.resolve("figures")), backgroundExecutor),
              notices,
              new Settings());
      WindowTheme windowTheme = new WindowTheme(false);
      BorderPane root = new BorderPane(new CompareView(model, exports, notebook, windowTheme));
      root.getStyleClass().add("bench");
      root.setTop(new NoticeBar(notices));
      Scene scene = new Scene(root, 950, 650);
      windowTheme.apply(scene);
      stage = new Stage();
      stage.setScene(scene);
      stage.setX(0);
      stage.setY(0);
      stage.show();
      model.setRuns(runs);
    });
    FxToolkit.await("the list", () -> model.choices().shown().size() == 10);
    FxToolkit.frame();
  }

  @AfterEach
  void close() {
    FxToolkit.run(stage::hide);
    thread.shutdown();
  }

  @Test
  void runsAreChosenDrawnAndTheirNumbersExported() throws IOException {
    click(box("Fine-tuning"));
    click(box("Replay"));
    FxToolkit.await("two curves", () -> curves().size() == 2);
    assertThat(text("#compare-count")).isEqualTo("10 of 50 chosen");
    assertThat(FxToolkit.get(() -> table().getItems().size())).isEqualTo(2);

    click(one("#compare-band"));
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    FxToolkit.await("standard errors", () -> figure().band() == Band.ERROR);
    assertThat(FxToolkit.get(() -> ((ComboBox<?>) one("#compare-band")).getValue()))
        .isEqualTo(Band.ERROR);
    click(one("#compare-seeds"));
    FxToolkit.await("single seeds", () -> curves().stream().filter(Curve::thin).count() == 10);
    click(one("#compare-mean-loss"));
    FxToolkit.await("the loss", () -> figure().quantity().contains("loss"));
    click(one("#compare-mean-accuracy"));
    FxToolkit.await("the accuracy", () -> figure().quantity().contains("accuracy"));
    assertThat(FxToolkit.get(() -> ((ToggleButton) one("#compare-mean-loss")).isSelected()))
        .isFalse();

    click(one("#compare-seeds"));
    FxToolkit.await("means only", () -> curves().size() == 2);
    click(one("#compare-export"));
    press(KeyCode.UP);
    press(KeyCode.ENTER);
    FxToolkit.await("the file", () -> text("#notice-text").startsWith("Saved "));
    assertThat(suggested).containsExactly("mean-accuracy.csv");
    assertFileAgreesWithArchive(folder.resolve("mean-accuracy.csv"));
  }

  private void assertFileAgreesWithArchive(Path file) throws IOException {
    List<CSVRecord> rows;
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
      rows = parser.getRecords();
    }
    assertThat(rows).hasSize(2 * (3 * EPOCHS + 1));
    for (CSVRecord row : rows) {
      int epoch = Integer.parseInt(row.get("epoch"));
      if (epoch == 0) {
        continue;
      }
      int first = row.get("group").equals("Fine-tuning") ? 0 : 5;
      double[] values = new double[5];
      for (int seed = 0; seed < 5; seed++) {
        long id = runs.get(first + seed).id();
        EpochScores scores =
            Objects.requireNonNull(archive.scores(List.of(id)).get(id)).epochs().get(epoch - 1);
        values[seed] = 100 * scores.meanAccuracy();
      }
      double mean = (values[0] + values[1] + values[2] + values[3] + values[4]) / 5;
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      assertThat(row.get("n")).isEqualTo("5");
      assertThat(Double.parseDouble(row.get("value"))).isCloseTo(mean, within(1e-9));
      assertThat(Double.parseDouble(row.get("sd"))).isCloseTo(Math.sqrt(squares / 4), within(1e-9));
    }
  }

  @Test
  void aRunWithoutPointsIsGreyAndCannotBeTicked() {
    FxToolkit.run(() -> {
      List<ArchivedRun> more = new ArrayList<>(runs);
      more.add(failed(runs.getFirst(), 9999));
      model.setRuns(more);
    });
    FxToolkit.await("the failed run", () -> model.choices().sizeProperty().get() == 51);
    FxToolkit.run(() -> one("#compare-filter").requestFocus());
    FxToolkit.run(() -> ((TextField) one("#compare-filter")).setText("failed"));
    FxToolkit.await("only it", () -> model.choices().shown().size() == 1);
    FxToolkit.frame();
    Node box = box("Fine-tuning");
    assertThat(FxToolkit.get(box::isDisabled)).isTrue();
    assertThat(FxToolkit.get(box::getAccessibleText)).endsWith("no points");
    click(box);
    press(KeyCode.DOWN);
    press(KeyCode.SPACE);
    click(one("#compare-all"));
    FxToolkit.frame();
    assertThat(text("#compare-count")).isEqualTo("0 of 50 chosen");
  }

  private static ArchivedRun failed(ArchivedRun run, long id) {
    return new ArchivedRun(
        id,
        run.spec(),
        RunState.FAILED,
        run.created(),
        run.started(),
        run.ended(),
        "The disk is full.",
        run.taskNames(),
        run.data(),
        run.device(),
        0,
        run.seconds(),
        Map.of(),
        "",
        List.of(),
        false);
  }

  @Test
  void everythingGoesByKeysToo() {
    FxToolkit.run(() -> one("#compare-filter").requestFocus());
    press(KeyCode.F);
    press(KeyCode.I);
    press(KeyCode.N);
    press(KeyCode.E);
    FxToolkit.await("what matches", () -> model.choices().shown().size() == 1);
    press(KeyCode.DOWN);
    press(KeyCode.SPACE);
    FxToolkit.await("fine-tuning", () -> curves().size() == 1);
    assertThat(FxToolkit.get(() -> curves().getFirst().group())).isEqualTo("Fine-tuning");
    press(KeyCode.RIGHT);
    press(KeyCode.DOWN);
    press(KeyCode.SPACE);
    FxToolkit.await("a seed less", () -> text("#compare-count").equals("4 of 50 chosen"));
    FxToolkit.await(
        "the mean without it", () -> curves().getFirst().points().getFirst().spread().n() == 4);
  }

  @Test
  void oneClickSetsTwoConfigurationsAgainstEachOther() {
    FxToolkit.run(() -> model.choose(runs.stream().map(ArchivedRun::id).toList()));
    click(one("#compare-task-accuracy"));
    FxToolkit.await("six curves", () -> curves().size() == 6);
    assertThat(FxToolkit.get(() -> ((ComboBox<?>) one("#compare-first")).getValue()))
        .isEqualTo("Replay");
    click(one("#compare-first"));
    press(KeyCode.HOME);
    press(KeyCode.ENTER);
    FxToolkit.await(
        "another pair", () -> model.comparedProperty().get().first().equals("Fine-tuning"));
    assertThat(FxToolkit.get(() -> curves().getFirst().group())).isEqualTo("Fine-tuning");
    assertThat(FxToolkit.get(() -> model.kindProperty().get())).isEqualTo(FigureKind.TASK_ACCURACY);
  }

  @Test
  void theNotebooksFiguresComeOutOfOneClick() throws IOException {
    FxToolkit.run(() -> model.choose(runs.stream().map(ArchivedRun::id).toList()));
    FxToolkit.await("ten curves", () -> curves().size() == 10);
    click(one("#compare-notebook"));
    Path figures = folder.resolve("figures");
    FxToolkit.await("all files", Duration.ofMinutes(2), () -> !text("#notice-text").isEmpty());
    assertThat(text("#notice-text")).isEqualTo("Saved 12 files to " + figures + ".");
    click(one("#compare-notebook"));
    FxToolkit.await(
        "a word about the older ones",
        () -> text("#notice-text").endsWith("; 12 of them replaced older ones."));
    for (String name :
        List.of(
            "mean-loss",
            "mean-accuracy",
            "replay-against-natural-replay",
            "fisher-ewc-diagonal",
            "fisher-ewc-k-fac",
            "fisher-ewc-dense")) {
      BufferedImage image =
          Objects.requireNonNull(ImageIO.read(figures.resolve(name + ".png").toFile()), name);
      assertThat(image.getWidth()).isGreaterThan(1000);
      assertThat(Files.readString(figures.resolve(name + ".svg"))).contains("<svg");
    }
  }

  @Test
  void whichFiguresTheChosenRunsDoNotOfferIsSaid() {
    FxToolkit.run(() -> model.choose(List.of(runs.getFirst().id())));
    FxToolkit.await("a curve", () -> curves().size() == 1);
    click(one("#compare-notebook"));
    FxToolkit.await("the files", () -> text("#notice-text").startsWith("Saved 4 files"));
    assertThat(text("#notice-text")).contains("needs runs of both");
  }

  @Test
  void everyControlHasANameAndWhatCannotBeUsedIsDisabled() {
    assertThat(FxToolkit.get(() -> one("#compare-export").isDisabled())).isTrue();
    FxToolkit.run(() -> model.choose(List.of(runs.getFirst().id())));
    FxToolkit.await("a curve", () -> curves().size() == 1);
    assertThat(FxToolkit.get(() -> one("#compare-export").isDisabled())).isFalse();
    click(one("#compare-grouped"));
    FxToolkit.await("no band", () -> one("#compare-band").isDisabled());
    assertThat(FxToolkit.get(() -> one("#compare-seeds").isDisabled())).isTrue();
    List<Node> nameless =
        FxToolkit.get(() ->
            stage.getScene().getRoot().lookupAll("*").stream()
                .filter(node -> node.isFocusTraversable() && node.isVisible())
                .filter(node -> node.getId() != null && node.getId().startsWith("compare-"))
                .filter(node ->
                    (node.getAccessibleText() == null || node.getAccessibleText().isEmpty())
                        && !(node instanceof Labeled labeled && !labeled.getText().isEmpty()))
                .toList());
    assertThat(nameless).isEmpty();
  }

  private CurveFigure figure() {
    return (CurveFigure) Objects.requireNonNull(model.comparedProperty().get().figure());
  }

  private List<Curve> curves() {
    return model.comparedProperty().get().figure() instanceof CurveFigure figure
        ? figure.curves()
        : List.of();
  }

  private TableView<?> table() {
    return (TableView<?>) one("#compare-table");
  }

  private Node one(String selector) {
    return Objects.requireNonNull(stage.getScene().lookup(selector), selector);
  }

  private String text(String selector) {
    return Platform.isFxApplicationThread()
        ? ((Labeled) one(selector)).getText()
        : FxToolkit.get(() -> ((Labeled) one(selector)).getText());
  }

  /** The box in the line of the list that is called so. */
  private Node box(String title) {
    return FxToolkit.get(() ->
        ((TreeView<?>) one("#compare-runs"))
            .lookupAll(".choice-box").stream()
                .filter(box ->
                    box instanceof CheckBox && box.getAccessibleText().startsWith(title + ","))
                .findFirst()
                .orElseThrow());
  }

  private void click(Node node) {
    FxToolkit.frame();
    FxToolkit.run(() -> {
      Bounds bounds = node.localToScreen(node.getBoundsInLocal());
      robot.mouseMove(bounds.getCenterX(), bounds.getCenterY());
    });
    FxToolkit.run(() -> robot.mouseClick(MouseButton.PRIMARY));
    FxToolkit.frame();
  }

  private void press(KeyCode key) {
    FxToolkit.run(() -> {
      robot.keyPress(key);
      robot.keyRelease(key);
    });
    FxToolkit.frame();
  }
}
