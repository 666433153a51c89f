package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.chart.ChartTheme;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.fisher.Representation;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

/** The real window, driven with mouse and keys, while a script trains on a thread of its own. */
class BenchWindowTest {

  @TempDir Path folder;

  private final ScriptedTraining training = new ScriptedTraining();
  private final Hands hands = Hands.start();
  private OpenBench bench;
  private Stage stage;
  private volatile Path picture;

  @BeforeAll
  static void startJavaFx() {
    FxToolkit.start();
  }

  @BeforeEach
  void open() {
    picture = folder.resolve("picture.png");
    Preset preset =
        new Preset(
            "pair",
            "Pair",
            "Two runs.",
            List.of(
                SpecDraft.initial().with(Strategies.ALL.choice(), "replay"),
                SpecDraft.initial().with(Strategies.ALL.choice(), "ewc")));
    bench =
        OpenBench.in(folder)
            .training(training)
            .presets(List.of(preset))
            .questions(new FileDialogs(name -> Optional.of(picture), old -> Optional.empty()))
            .open();
    stage = bench.stage;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void configureRunWatchStopAndExport() throws IOException {
    assertThat(hands.find("#field-importance")).as("fine-tuning uses no importance").isNull();
    hands.choose("#field-strategy", "ewc");
    assertThat(hands.disabled("#field-importance")).isFalse();
    assertThat(hands.find("#field-buffer")).isNull();
    assertThat(hands.find("#field-damping")).isNull();

    hands.type("#field-importance", "-1");
    assertThat(hands.text("#fault")).contains("-1", "from 0 to 1,000,000,000,000,000");
    assertThat(hands.disabled("#run")).isTrue();
    hands.type("#field-importance", "25");
    assertThat(hands.text("#fault")).isEmpty();
    assertThat(hands.disabled("#run")).isFalse();

    hands.click("#run");
    FxToolkit.await("the run to begin", () -> hands.text("#device").equals("CPU, 2 threads"));
    assertThat(training.started.getFirst().strategy()).isEqualTo(Strategies.EWC);
    assertThat(training.started.getFirst().get(Ewc.IMPORTANCE)).isEqualTo(25);
    FxToolkit.await("another run to wait", () -> hands.text("#run").equals("Add to queue"));

    FxToolkit.await("axes without curves", () -> inked(0) > 0);
    long before = FxToolkit.get(() -> inked(0));
    training.allowEpochs(3);
    FxToolkit.await("points while the run continues", () -> inked(0) > before + 60);
    assertThat(hands.disabled("#stop")).as("the run continues").isFalse();
    FxToolkit.await(
        "where the run is",
        () -> hands.text("#status-place").equals("task 1/3 · epoch 3/5 · batch 235/235"));
    assertThat(hands.text("#status-left")).endsWith("left");
    long three = FxToolkit.get(() -> inked(0));
    training.allowEpochs(8);
    FxToolkit.await("more points", () -> inked(0) > three);
    FxToolkit.await(
        "the third task",
        () -> hands.text("#status-place").equals("task 3/3 · epoch 1/5 · batch 235/235"));

    hands.click("#stop");
    FxToolkit.await("the end", () -> hands.text("#status-place").startsWith("stopped after"));
    assertThat(hands.disabled("#run")).isFalse();

    hands.exportFigure();
    awaitExport();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(2055);
    BufferedImage aboveLegend = image.getSubimage(0, 0, 2055, image.getHeight() * 3 / 4);
    for (int task = 0; task < 3; task++) {
      assertThat(count(aboveLegend, ChartTheme.PRINT.colour(task).getRGB()))
          .as("pixels of task %d's curve", task)
          .isGreaterThan(400);
    }

    exportFigure("figure.csv", 1);
    ArchivedRun run = bench.archive.runs().getFirst();
    List<EpochScores> epochs =
        Objects.requireNonNull(bench.archive.scores(List.of(run.id())).get(run.id())).epochs();
    List<String> rows = Files.readAllLines(picture);
    assertThat(rows).hasSize(1 + 3 * (epochs.size() + 1));
    double last = 100 * epochs.getLast().tests().getFirst().accuracy();
    assertThat(rows).anyMatch(row -> row.contains("," + last + ","));
    exportFigure("figure.pdf", 2);
    assertThat(Files.readAllBytes(picture)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    exportFigure("figure.svg", 3);
    assertThat(Files.readString(picture)).contains("<svg", "Test accuracy (%)");
    exportFigure("figure.png", 4);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2055);
  }

  /** Chooses a file by its place in the list, counted from below. */
  private void exportFigure(String name, int place) {
    picture = folder.resolve(name);
    hands.click("#export-accuracy");
    for (int i = 0; i < place; i++) {
      hands.press(KeyCode.UP);
    }
    hands.press(KeyCode.ENTER);
    awaitExport();
  }

  private void awaitExport() {
    FxToolkit.await(
        "the export", () -> hands.text("#notice-text").equals("Saved " + picture + "."));
  }

  @Test
  void everythingGoesByKeysToo() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the run to begin", () -> training.started.size() == 1);
    training.allowEpochs(5);
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT2);
    FxToolkit.await("a matrix", () -> hands.visible("#matrix"));
    hands.press(KeyCode.CONTROL, KeyCode.D);
    FxToolkit.await(
        "the dark theme",
        () ->
            stage.getScene().snapshot(null).getPixelReader().getColor(8, 500).getBrightness()
                < 0.2);
    FxToolkit.await("the matrix to be read", () -> !hands.node("#export-matrix").isDisabled());
    hands.press(KeyCode.CONTROL, KeyCode.E);
    awaitExport();
    hands.press(KeyCode.CONTROL, KeyCode.PERIOD);
    FxToolkit.await("the end", () -> hands.text("#status-place").startsWith("stopped after"));
    assertThat(training.controls.getFirst().isStopping()).isTrue();
  }

  @Test
  void theMatrixIsReadZoomedAndLevelledUnderThePointer() throws IOException {
    hands.press(KeyCode.CONTROL, KeyCode.D);
    hands.click("#setup-more");
    hands.choose("#field-representation", Representation.DENSE.key());
    hands.click("#run");
    training.allowEpochs(5);
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT2);
    FxToolkit.await("a matrix", () -> hands.visible("#matrix"));
    FxToolkit.await("white entries", () -> bright() > 20);
    assertThat(hands.text("#zoom")).endsWith(" %");

    Point2D middle = FxToolkit.get(() -> hands.middle("#matrix"));
    hands.move(middle.getX(), middle.getY());
    FxToolkit.await("a reading", () -> hands.text("#reading").contains("fc1.weight["));
    String reading = hands.text("#reading");
    assertThat(reading).contains("row ", "column ", "value ");

    FxToolkit.run(() -> hands.robot().mouseWheel(-20));
    FxToolkit.await("a larger matrix", () -> hands.text("#zoom").matches("[\\d.]+×"));
    FxToolkit.await("the same entry, give or take", () -> near(reading, hands.text("#reading")));

    hands.press(KeyCode.TAB);
    FxToolkit.run(() -> hands.node("#matrix").requestFocus());
    hands.press(KeyCode.DIGIT0);
    FxToolkit.await("the whole matrix", () -> hands.text("#zoom").endsWith(" %"));

    long atFirst = FxToolkit.get(this::bright);
    hands.type("#grey-white", "0.01");
    FxToolkit.await("more white", () -> bright() > 2 * atFirst);
    hands.type("#grey-white", "-");
    hands.press(KeyCode.ENTER);
    assertThat(hands.text("#grey-error")).contains("is \"-\", but must be");
    hands.click("#grey-reset");
    assertThat(FxToolkit.get(() -> ((TextField) hands.node("#grey-white")).getText()))
        .isEqualTo("0.1");
    hands.click("#grey-auto");
    FxToolkit.await(
        "another range", () -> !((TextField) hands.node("#grey-white")).getText().equals("0.1"));

    hands.click("#export-matrix");
    FxToolkit.await(
        "the export", () -> hands.text("#notice-text").equals("Saved " + picture + "."));
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2980);

    picture = folder.resolve("matrix.npz");
    hands.click("#export-npz");
    awaitExport();
    long run = bench.archive.runs().getFirst().id();
    Path kept = bench.archive.matrices(run).getFirst().file();
    assertThat(matrix(picture)).hasSize(2980 * 2980).isEqualTo(matrix(kept));
  }

  private static float[] matrix(Path file) {
    return ((NpyArray.Floats) Objects.requireNonNull(Npz.read(file, 1 << 30).get("matrix")))
        .values();
  }

  @Test
  void aFailedRunAndAFailedExportAreToldInOneSentence() throws IOException {
    training.failWith("MNIST is missing in data.");
    hands.click("#run");
    FxToolkit.await(
        "the failure",
        () -> hands.text("#notice-text").equals("Fine-tuning failed. MNIST is missing in data."));
    assertThat(hands.disabled("#run")).as("nothing is lost").isFalse();
    hands.click("#notice-close");
    assertThat(hands.visible("#notice")).isFalse();

    hands.click("#run");
    FxToolkit.await("the run to begin", () -> hands.text("#device").equals("CPU, 2 threads"));
    picture = Files.writeString(folder.resolve("taken"), "").resolve("a.png");
    hands.exportFigure();
    FxToolkit.await(
        "the failure", () -> hands.text("#notice-text").contains("a.png cannot be written"));
  }

  @Test
  void aPresetOfTwoRunsGoesThroughBoth() {
    hands.click("#preset");
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("the plan", () -> hands.text("#plan").startsWith("Starts 2 runs"));
    assertThat(hands.disabled("#field-strategy")).isTrue();

    hands.click("#run");
    FxToolkit.await("two in the queue", () -> hands.text("#queue").equals("Queue: 2"));
    training.allowEpochs(30);
    FxToolkit.await("both to end", () -> hands.text("#status-place").startsWith("finished after"));
    assertThat(training.started)
        .extracting(spec -> spec.strategy())
        .containsExactly(Strategies.REPLAY, Strategies.EWC);
    assertThat(bench.archive.runs())
        .extracting(ArchivedRun::state)
        .containsExactly(RunState.FINISHED, RunState.FINISHED);
  }

  @Test
  void pointingAtAFigureReadsItsValues() {
    hands.click("#run");
    training.allowEpochs(6);
    FxToolkit.await(
        "six epochs",
        () -> hands.text("#status-place").startsWith("task 2/3 · epoch 1/5 · batch 235"));
    Point2D middle = FxToolkit.get(() -> hands.middle("#figure-accuracy"));
    hands.move(middle.getX() - 120, middle.getY());
    FxToolkit.await(
        "the values",
        () ->
            hands.node("#figure-accuracy").lookupAll(".figure-readout .label").stream()
                .anyMatch(label -> ((Labeled) label).getText().matches("Digits  \\d+\\.\\d %")));
  }

  /** Pixels of a task's curve in the accuracy figure on the screen. */
  private long inked(int task) {
    WritableImage image = hands.node("#figure-accuracy").snapshot(null, null);
    return count(image, ChartTheme.LIGHT.colour(task).getRGB());
  }

  private long bright() {
    return count(hands.node("#matrix").snapshot(null, null), 0xffffffff);
  }

  private static long count(WritableImage image, int argb) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getPixelReader().getArgb(x, y) == argb) {
          count++;
        }
      }
    }
    return count;
  }

  private static long count(BufferedImage image, int rgb) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == rgb) {
          count++;
        }
      }
    }
    return count;
  }

  /** Whether two readings are of rows not further apart than one pixel of the whole matrix. */
  private static boolean near(String one, String other) {
    return Math.abs(row(one) - row(other)) <= 8;
  }

  private static int row(String reading) {
    return Integer.parseInt(reading.replaceAll("^row ([\\d,]+) .*", "$1").replace(",", ""));
  }
}
