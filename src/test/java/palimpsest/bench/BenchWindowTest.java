package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.setup.DataFolder;
import palimpsest.chart.ChartTheme;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.fisher.Representation;
import palimpsest.learning.StrategyKind;

/** The real window, driven with mouse and keys, while a script trains on a thread of its own. */
class BenchWindowTest {

  @TempDir Path folder;

  private final ScriptedRunner runner = new ScriptedRunner();
  private Stage stage;
  private Robot robot;
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
                SpecDraft.initial().with(SpecField.STRATEGY, "replay").toSpec(),
                SpecDraft.initial().with(SpecField.STRATEGY, "ewc").toSpec()));
    stage = FxToolkit.get(Stage::new);
    robot = FxToolkit.get(Robot::new);
    FxToolkit.run(() -> {
      Bench bench =
          new Bench(runner, new DataFolder(folder), SpecDraft.initial(), List.of(preset), false);
      new BenchWindow(
              stage, bench, new Questions(name -> Optional.of(picture), old -> Optional.empty()))
          .show();
      stage.setX(0);
      stage.setY(0);
      stage.setWidth(1000);
      stage.setHeight(900);
    });
    FxToolkit.frame();
  }

  @AfterEach
  void close() {
    FxToolkit.run(stage::hide);
    runner.close();
  }

  @Test
  void configureRunWatchStopAndExport() throws IOException {
    assertThat(disabled("#field-importance")).as("fine-tuning uses no importance").isTrue();
    choose("#field-strategy", "ewc");
    assertThat(disabled("#field-importance")).isFalse();
    assertThat(disabled("#field-buffer")).isTrue();
    assertThat(disabled("#field-damping")).isTrue();

    type("#field-importance", "-1");
    assertThat(text("#complaint-importance")).contains("-1", "from 0 to 1,000,000");
    assertThat(disabled("#run")).isTrue();
    type("#field-importance", "25");
    assertThat(text("#complaint-importance")).isEmpty();
    assertThat(disabled("#run")).isFalse();

    click("#run");
    FxToolkit.await("the run to begin", () -> text("#device").equals("CPU, 2 threads"));
    assertThat(runner.started.getFirst().strategy()).isEqualTo(StrategyKind.EWC);
    assertThat(runner.started.getFirst().importance()).isEqualTo(25);
    assertThat(disabled("#run")).isTrue();

    FxToolkit.await("axes without curves", () -> inked(0) > 0);
    long before = FxToolkit.get(() -> inked(0));
    runner.allowEpochs(3);
    FxToolkit.await("points while the run goes on", () -> inked(0) > before + 200);
    assertThat(disabled("#stop")).as("the run goes on").isFalse();
    FxToolkit.await(
        "where the run is",
        () -> text("#status-place").equals("task 1/3 · epoch 3/5 · batch 235/235"));
    assertThat(text("#status-left")).endsWith("left");
    long three = FxToolkit.get(() -> inked(0));
    runner.allowEpochs(8);
    FxToolkit.await("more points", () -> inked(0) > three);
    FxToolkit.await(
        "the third task",
        () -> text("#status-place").equals("task 3/3 · epoch 1/5 · batch 235/235"));

    click("#stop");
    FxToolkit.await("the end", () -> text("#status-place").startsWith("stopped after"));
    assertThat(disabled("#run")).isFalse();

    click("#export-accuracy");
    FxToolkit.await("the export", () -> text("#notice-text").equals("Saved " + picture + "."));
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(1920);
    BufferedImage belowLegend = image.getSubimage(0, 120, 1920, 960);
    for (int task = 0; task < 3; task++) {
      assertThat(count(belowLegend, ChartTheme.PRINT.colour(task).getRGB()))
          .as("pixels of task %d's curve", task)
          .isGreaterThan(400);
    }
  }

  @Test
  void everythingGoesByKeysToo() {
    press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the run to begin", () -> runner.started.size() == 1);
    runner.allowEpochs(5);
    press(KeyCode.CONTROL, KeyCode.DIGIT2);
    FxToolkit.await("a matrix", () -> visible("#matrix"));
    press(KeyCode.CONTROL, KeyCode.D);
    FxToolkit.await(
        "the dark theme",
        () ->
            stage.getScene().snapshot(null).getPixelReader().getColor(8, 500).getBrightness()
                < 0.2);
    press(KeyCode.CONTROL, KeyCode.E);
    FxToolkit.await("the export", () -> text("#notice-text").equals("Saved " + picture + "."));
    press(KeyCode.ESCAPE);
    FxToolkit.await("the end", () -> text("#status-place").startsWith("stopped after"));
    assertThat(runner.controls.getFirst().isStopping()).isTrue();
  }

  @Test
  void theMatrixIsReadZoomedAndLevelledUnderThePointer() throws IOException {
    press(KeyCode.CONTROL, KeyCode.D);
    choose("#field-representation", Representation.DENSE.key());
    click("#run");
    runner.allowEpochs(5);
    press(KeyCode.CONTROL, KeyCode.DIGIT2);
    FxToolkit.await("a matrix", () -> visible("#matrix"));
    FxToolkit.await("white entries", () -> bright() > 20);
    assertThat(text("#zoom")).startsWith("1/");

    Point2D middle = FxToolkit.get(() -> middle("#matrix"));
    move(middle.getX(), middle.getY());
    FxToolkit.await("a reading", () -> text("#reading").contains("fc1.weight["));
    String reading = text("#reading");
    assertThat(reading).contains("row ", "column ", "value ");

    FxToolkit.run(() -> robot.mouseWheel(-20));
    FxToolkit.await("a larger matrix", () -> text("#zoom").matches("[\\d.]+×"));
    FxToolkit.await("the same entry, give or take", () -> near(reading, text("#reading")));

    press(KeyCode.TAB);
    FxToolkit.run(() -> node("#matrix").requestFocus());
    press(KeyCode.DIGIT0);
    FxToolkit.await("the whole matrix", () -> text("#zoom").startsWith("1/"));

    long atFirst = FxToolkit.get(this::bright);
    type("#grey-white", "0.01");
    FxToolkit.await("more white", () -> bright() > 2 * atFirst);
    type("#grey-white", "-3");
    assertThat(text("#grey-complaint")).contains("0.0 to -3.0");
    click("#grey-reset");
    assertThat(FxToolkit.get(() -> ((TextField) node("#grey-white")).getText())).isEqualTo("0.1");
    click("#grey-auto");
    FxToolkit.await(
        "another range", () -> !((TextField) node("#grey-white")).getText().equals("0.1"));

    click("#export-matrix");
    FxToolkit.await("the export", () -> text("#notice-text").equals("Saved " + picture + "."));
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(2980);
  }

  @Test
  void aFailedRunAndAFailedExportAreToldInOneSentence() throws IOException {
    runner.failWith("MNIST is missing in data.");
    click("#run");
    FxToolkit.await(
        "the failure",
        () -> text("#notice-text").equals("Fine-tuning failed. MNIST is missing in data."));
    assertThat(disabled("#run")).as("nothing is lost").isFalse();
    click("#notice-close");
    assertThat(visible("#notice")).isFalse();

    click("#run");
    FxToolkit.await("the run to begin", () -> text("#device").equals("CPU, 2 threads"));
    picture = Files.writeString(folder.resolve("taken"), "").resolve("a.png");
    press(KeyCode.CONTROL, KeyCode.E);
    FxToolkit.await("the failure", () -> text("#notice-text").contains("a.png was not written"));
  }

  @Test
  void aPresetOfTwoRunsGoesThroughBoth() {
    click("#preset");
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    FxToolkit.await("the plan", () -> text("#plan").startsWith("Starts 2 runs"));
    assertThat(disabled("#field-strategy")).isTrue();

    click("#run");
    FxToolkit.await("one to wait", () -> text("#waiting").equals("1 waiting"));
    runner.allowEpochs(30);
    FxToolkit.await("both to end", () -> text("#status-place").startsWith("finished after"));
    assertThat(runner.started)
        .extracting(spec -> spec.strategy())
        .containsExactly(StrategyKind.REPLAY, StrategyKind.EWC);
    assertThat(FxToolkit.get(() -> ((ComboBox<?>) node("#run-chooser")).getItems().size()))
        .isEqualTo(2);
  }

  @Test
  void pointingAtAFigureReadsItsValues() {
    click("#run");
    runner.allowEpochs(6);
    FxToolkit.await(
        "six epochs", () -> text("#status-place").startsWith("task 2/3 · epoch 1/5 · batch 235"));
    Point2D middle = FxToolkit.get(() -> middle("#figure-accuracy"));
    move(middle.getX() - 120, middle.getY());
    FxToolkit.await(
        "the values",
        () ->
            node("#figure-accuracy").lookupAll(".figure-readout .label").stream()
                .anyMatch(label -> ((Labeled) label).getText().matches("Digits  \\d+\\.\\d %")));
  }

  private Node node(String id) {
    return Objects.requireNonNull(stage.getScene().lookup(id), id);
  }

  private String text(String id) {
    return javafx.application.Platform.isFxApplicationThread()
        ? ((Labeled) node(id)).getText()
        : FxToolkit.get(() -> ((Labeled) node(id)).getText());
  }

  private boolean disabled(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> node(id).isDisabled());
  }

  private boolean visible(String id) {
    return javafx.application.Platform.isFxApplicationThread()
        ? shows(node(id))
        : FxToolkit.get(() -> shows(node(id)));
  }

  private static boolean shows(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private Point2D middle(String id) {
    Bounds bounds = node(id).localToScreen(node(id).getBoundsInLocal());
    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
  }

  private void move(double x, double y) {
    FxToolkit.run(() -> robot.mouseMove(x, y));
    FxToolkit.frame();
  }

  private void click(String id) {
    FxToolkit.frame();
    Point2D middle = FxToolkit.get(() -> middle(id));
    move(middle.getX(), middle.getY());
    FxToolkit.run(() -> robot.mouseClick(MouseButton.PRIMARY));
    FxToolkit.frame();
  }

  private void press(KeyCode... keys) {
    FxToolkit.run(() -> {
      for (KeyCode key : keys) {
        robot.keyPress(key);
      }
      for (int i = keys.length - 1; i >= 0; i--) {
        robot.keyRelease(keys[i]);
      }
    });
    FxToolkit.frame();
  }

  /** Clicks into a text field and writes something else, key by key. */
  private void type(String id, String text) {
    click(id);
    press(KeyCode.CONTROL, KeyCode.A);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      press(
          switch (letter) {
            case '-' -> KeyCode.MINUS;
            case '.' -> KeyCode.PERIOD;
            default -> KeyCode.valueOf("DIGIT" + letter);
          });
    }
    FxToolkit.await(text + " in " + id, () -> ((TextField) node(id)).getText().equals(text));
  }

  /** Walks down a choice box with the keyboard until it says what is wanted. */
  private void choose(String id, String key) {
    FxToolkit.run(() -> node(id).requestFocus());
    for (int step = 0; step < 8; step++) {
      Object value = FxToolkit.get(() -> ((ComboBox<?>) node(id)).getValue());
      if (String.valueOf(value).contains("key=" + key + ",")) {
        return;
      }
      press(KeyCode.DOWN);
    }
    throw new AssertionError(id + " never said " + key);
  }

  /** Pixels of a task's curve in the accuracy figure on the screen. */
  private long inked(int task) {
    WritableImage image = node("#figure-accuracy").snapshot(null, null);
    return count(image, ChartTheme.LIGHT.colour(task).getRGB());
  }

  private long bright() {
    return count(node("#matrix").snapshot(null, null), 0xffffffff);
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
