package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.robot.Robot;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.bench.action.Actions;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.fisher.FisherViewModel;
import palimpsest.bench.fisher.MatrixChoice;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.Reduction;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.queue.TrainingQueue;

/** The Fisher page, driven with mouse and keys. */
class FisherPageTest {

  private static final int SIZE = 120;

  @TempDir Path folder;

  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final List<Integer> loaded = new ArrayList<>();
  private Stage stage;
  private Robot robot;
  private FisherViewModel model;
  private Archive archive;
  private TrainingQueue queue;
  private Path picture;
  private final Settings settings = new Settings();

  @BeforeAll
  static void startJavaFx() {
    FxToolkit.start();
  }

  @BeforeEach
  void open() {
    picture = folder.resolve("picture.png");
    stage = FxToolkit.get(Stage::new);
    robot = FxToolkit.get(Robot::new);
    Notices notices = new Notices();
    archive = Archive.open(folder.resolve("archive"));
    queue = new TrainingQueue(archive, new ScriptedTraining(), () -> folder);
    FisherView room =
        FxToolkit.get(() -> {
          WindowTheme windowTheme = new WindowTheme(true);
          FisherView view =
              new FisherView(
                  new RunViewModel(
                      queue,
                      archive,
                      notices,
                      new BackgroundExecutor(background, Platform::runLater, notices::showError)),
                  windowTheme,
                  new Pictures(
                      settings,
                      name -> Optional.of(picture),
                      notices,
                      new BackgroundExecutor(
                          Runnable::run, Platform::runLater, notices::showError)),
                  settings,
                  background,
                  Platform::runLater);
          Scene scene = new Scene(view, 948, 690);
          windowTheme.apply(scene);
          Actions actions = new Actions();
          view.offer(actions, new SimpleBooleanProperty(true));
          actions.listen(scene);
          stage.setScene(scene);
          stage.setX(0);
          stage.setY(0);
          stage.show();
          return view;
        });
    model = room.model();
    FxToolkit.frame();
  }

  @AfterEach
  void close() {
    FxToolkit.run(stage::hide);
    background.shutdown();
    queue.close();
    archive.close();
  }

  @Test
  void threeMatricesAreZoomedMovedAndReadTogetherWithMouseAndKeys() {
    assertThat(shows("#matrix")).as("an empty page says so instead").isFalse();
    offer();
    FxToolkit.await("a matrix", () -> shows("#matrix") && white("#matrix") > 50);
    assertThat(shows("#matrix-b")).isFalse();

    click("#side-by-side");
    FxToolkit.await("three", () -> shows("#matrix-c") && white("#matrix-c") > 50);
    for (String pane : List.of("#matrix", "#matrix-b", "#matrix-c")) {
      Bounds bounds = FxToolkit.get(() -> bounds(pane));
      assertThat(bounds.getMinX()).isGreaterThanOrEqualTo(0);
      assertThat(bounds.getMaxX()).isLessThanOrEqualTo(948);
      assertThat(bounds.getWidth()).isGreaterThan(200);
    }

    Point2D second = FxToolkit.get(() -> middle("#matrix-b"));
    FxToolkit.run(() -> robot.mouseMove(second));
    FxToolkit.await("three values", () -> text("#reading").matches(".*A .* B .* C .*"));
    assertThat(text("#reading")).contains("row ", "fc.weight[", "column ");
    String whole = text("#zoom");
    FxToolkit.run(() -> robot.mouseWheel(-5));
    FxToolkit.await("all larger", () -> !text("#zoom").equals(whole));
    FxToolkit.await(
        "the same change in every pane",
        () -> white("#matrix") != white("#matrix-b") && white("#matrix-c") > 50);

    click("#matrix-b");
    press(KeyCode.DIGIT0);
    FxToolkit.await("the whole matrix", () -> text("#zoom").equals(whole));
    press(KeyCode.PLUS);
    FxToolkit.await("larger by key", () -> !text("#zoom").equals(whole));
    long before = FxToolkit.get(() -> white("#matrix"));
    press(KeyCode.RIGHT);
    press(KeyCode.DOWN);
    FxToolkit.await("the first pane moved too", () -> white("#matrix") != before);
    press(KeyCode.OPEN_BRACKET);
    FxToolkit.await("the first task", () -> text("#task-label").equals("Task 1"));
    press(KeyCode.DIGIT1);
    FxToolkit.await("one pane", () -> !shows("#matrix-b"));
  }

  @Test
  void theDifferenceIsGreyAroundZeroAndSaysHowFarTheTwoLieApart() throws IOException {
    offer();
    FxToolkit.await("a matrix", () -> shows("#matrix"));
    FxToolkit.run(() -> node("#matrix").requestFocus());
    press(KeyCode.D);
    FxToolkit.await("a difference", () -> shows("#matrix-difference"));
    FxToolkit.await("the numbers", () -> text("#comparison").contains("cosine 0."));
    FxToolkit.await("middle grey", () -> count("#matrix-difference", 0xff808080) > 500);
    press(KeyCode.N);
    FxToolkit.await("orange on the diagonal", () -> count("#matrix-b", 0xffffa229) > 20);
    press(KeyCode.N);

    click("#export-matrix");
    FxToolkit.await("the picture", () -> picture.toFile().length() > 0);
    FxToolkit.frame();
    BufferedImage saved = ImageIO.read(picture.toFile());
    assertThat(saved.getWidth()).isEqualTo(SIZE);
    assertThat(saved.getRaster().getSample(SIZE - 1, 0, 0))
        .as("grey where nothing differs")
        .isEqualTo(0x80);
    press(KeyCode.D);
    FxToolkit.await("the difference gone", () -> !shows("#matrix-difference"));
  }

  @Test
  void aPageThatIsNotVisibleReadsNothing() {
    FxToolkit.run(() -> node("#fisher").setVisible(false));
    offer();
    FxToolkit.frame();
    assertThat(FxToolkit.get(() -> List.copyOf(loaded))).isEmpty();
    FxToolkit.run(() -> node("#fisher").setVisible(true));
    FxToolkit.await("the newest", () -> !loaded.isEmpty());
    FxToolkit.run(() -> assertThat(loaded).containsExactly(5));
  }

  @Test
  void levelsAreChosenByNumberCurveAndPercentile() {
    offer();
    FxToolkit.await("a matrix", () -> white("#matrix") > 50);
    click("#grey-auto");
    FxToolkit.await("another range", () -> !fieldText("#grey-white").equals("0.1"));
    click("#grey-reset");
    assertThat(FxToolkit.get(() -> fieldText("#grey-white"))).isEqualTo("0.1");
    FxToolkit.run(() -> node("#grey-curve").requestFocus());
    // 0.004 on an even scale up to 0.1
    assertThat(FxToolkit.get(() -> count("#matrix", 0xff0a0a0a))).isGreaterThan(500);
    press(KeyCode.DOWN);
    FxToolkit.await("the logarithm", () -> "LOG".equals(String.valueOf(value("#grey-curve"))));
    FxToolkit.await("lighter greys", () -> count("#matrix", 0xff0a0a0a) == 0);
  }

  @Test
  void theMeanIsTheAreaWeightedMeanOfTheEntriesAndTheSwitchIsRemembered() {
    MatrixEntries entries = noise(1777, 0);
    show(entries);
    FxToolkit.await("a matrix", () -> text("#zoom").endsWith("%") && white("#matrix") > 1000);
    FxToolkit.await("the legend", () -> legend("#matrix").contains("largest magnitude | "));
    long before = FxToolkit.get(() -> white("#matrix"));

    FxToolkit.run(() -> node("#matrix").requestFocus());
    press(KeyCode.M);
    FxToolkit.await("averaged", () -> legend("#matrix").contains("mean | "));
    assertThat(FxToolkit.get(() -> settings.fisherReductionProperty().get()))
        .isEqualTo(Reduction.MEAN);
    FxToolkit.await("darker", () -> white("#matrix") < before / 2);
    FxToolkit.await("every pixel", () -> differing(entries, 1) == 0);

    FxToolkit.run(() -> node("#matrix-reduction").requestFocus());
    press(KeyCode.UP);
    FxToolkit.await(
        "by largest magnitude again",
        () -> settings.fisherReductionProperty().get() == Reduction.LARGEST_MAGNITUDE);
    FxToolkit.await("as before", () -> white("#matrix") >= before);
  }

  @Test
  void atTwoHundredPerCentEveryEntryHasPixelsOfTheScreenToItself() {
    FxToolkit.run(() -> {
      stage.setRenderScaleX(2);
      stage.setRenderScaleY(2);
    });
    MatrixEntries entries = noise(700, 0);
    show(entries);
    FxToolkit.await("one pixel of the screen per entry", () -> text("#zoom").equals("50 %"));
    FxToolkit.await("every pixel", () -> differing(entries, 2) == 0);
    assertThat(FxToolkit.get(() -> legend("#matrix"))).contains("one entry per pixel");
  }

  @Test
  void bothSignsAndWhatIsNotFiniteAreSeenAndCounted() {
    float[] values = numbers(900, 1);
    values[450 * 900 + 200] = Float.NaN;
    values[600 * 900 + 100] = Float.POSITIVE_INFINITY;
    show(new MatrixEntries.Full(900, values));
    FxToolkit.await("the counts", () -> legend("#matrix").contains("1 NaN"));
    assertThat(FxToolkit.get(() -> legend("#matrix"))).contains("1 infinite", "58 % negative");
    FxToolkit.await("magenta", () -> count("#matrix", MatrixPalette.NOT_A_NUMBER) == 1);
    FxToolkit.await("teal", () -> count("#matrix", MatrixPalette.INFINITE) == 1);

    FxToolkit.run(() -> node("#grey-curve").requestFocus());
    press(KeyCode.DOWN);
    FxToolkit.await("where the log starts", () -> legend("#matrix").contains("≤ 1E−7"));
    press(KeyCode.DOWN);
    FxToolkit.await("symmetric", () -> fieldText("#grey-black").equals("-0.1"));
    FxToolkit.await("zero in the middle", () -> legend("#matrix").contains("0 = middle grey"));
    FxToolkit.run(() -> node("#matrix-palette").requestFocus());
    press(KeyCode.DOWN);
    FxToolkit.await("blue and red", () -> blue("#matrix") > 10_000 && red("#matrix") > 10_000);
    press(KeyCode.UP);
  }

  @Test
  void aFileThatCannotBeReadLeavesNothingOfTheOneBefore() {
    show(new MatrixEntries.Full(900, numbers(900, 1)));
    FxToolkit.await("a legend", () -> !legend("#matrix").isEmpty());
    FxToolkit.run(() -> robot.mouseMove(middle("#matrix").add(40, 0)));
    FxToolkit.frame();
    FxToolkit.run(() -> robot.mouseMove(middle("#matrix")));
    FxToolkit.await("a reading", () -> !model.readingProperty().get().isEmpty());
    FxToolkit.await("a histogram", () -> blue("#matrix-histogram") > 0);
    MatrixChoice damaged =
        new MatrixChoice(
            2,
            "Run 2",
            Representation.DENSE,
            0,
            "after task 1",
            () -> {
              throw new Problem("a.npz cannot be read: the file is damaged, it ends too early.");
            });
    FxToolkit.run(() -> model.offer(List.of(damaged)));
    FxToolkit.await("the reason", () -> text(".matrix-remark").contains("it ends too early"));
    assertThat(FxToolkit.get(() -> node("#matrix").getParent().getParent()))
        .satisfies(pane -> assertThat(pane.lookup(".matrix-legend").isVisible()).isFalse());
    assertThat(model.readingProperty().get()).isEmpty();
    FxToolkit.await("no histogram", () -> blue("#matrix-histogram") == 0);
  }

  @Test
  void singleEntriesHaveAGridAndTheirNumbers() {
    show(noise(400, 2));
    FxToolkit.await("a matrix", () -> white("#matrix") > 50);
    FxToolkit.run(() -> node("#matrix").requestFocus());
    long before = FxToolkit.get(() -> colours("#matrix"));
    for (int step = 0; step < 12; step++) {
      press(KeyCode.PLUS);
    }
    FxToolkit.await("as large as can be", () -> text("#zoom").equals("64×"));
    // Letters have soft edges: shades that no entry has.
    FxToolkit.await("letters", () -> colours("#matrix") > before + 20);
  }

  @Test
  void theChooserIsSearchedByTypingAndHasTheNewestOfTheShownRunOnTop() {
    List<MatrixChoice> choices = new ArrayList<>();
    for (int run = 0; run < 2000; run++) {
      for (int task = 0; task < 2; task++) {
        choices.add(choice(run, Representation.DIAGONAL, task, choices.size()));
      }
    }
    FxToolkit.run(() -> model.offer(choices));
    FxToolkit.await("the newest", () -> shows("#matrix") && !loaded.isEmpty());
    FxToolkit.run(() -> {
      ComboBox<?> chooser = (ComboBox<?>) node("#matrix-chooser");
      assertThat(chooser.getItems()).hasSize(4000);
      assertThat(((MatrixChoice) chooser.getItems().getFirst()).runLabel()).isEqualTo("Run 2000");
    });
    click("#matrix-chooser");
    for (KeyCode key :
        List.of(
            KeyCode.R,
            KeyCode.U,
            KeyCode.N,
            KeyCode.SPACE,
            KeyCode.DIGIT1,
            KeyCode.DIGIT3,
            KeyCode.DIGIT3,
            KeyCode.DIGIT3)) {
      press(key);
    }
    press(KeyCode.DOWN);
    press(KeyCode.ENTER);
    FxToolkit.await(
        "run 1333", () -> ((MatrixChoice) value("#matrix-chooser")).runLabel().equals("Run 1333"));
    FxToolkit.await("read", () -> loaded.getLast() / 2 == 1332);
  }

  private static MatrixEntries noise(int size, int kind) {
    return new MatrixEntries.Full(size, numbers(size, kind));
  }

  /** Noise; of kind 1 it is signed, 58 % of it negative. */
  private static float[] numbers(int size, int kind) {
    Random random = new Random(size);
    float[] values = new float[size * size];
    for (int i = 0; i < values.length; i++) {
      double value = random.nextGaussian();
      values[i] = (float) (kind == 1 ? 0.05 * (value - 0.2) : 0.04 * value * value);
    }
    return values;
  }

  private void show(MatrixEntries entries) {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(new ParameterLayout.Tensor("fc", "weight", List.of(1, entries.size()), 0)));
    MatrixChoice choice =
        new MatrixChoice(
            1,
            "Run 1",
            Representation.DENSE,
            0,
            "after task 1",
            () ->
                new FisherSnapshot(
                    Representation.DENSE, 0, "after task 1", 10, false, layout, entries));
    FxToolkit.run(() -> model.offer(List.of(choice)));
  }

  /**
   * How many pixels of the picture are more than two levels away from the area-weighted mean of the
   * entries under them. Lines at the matrix's edge are left out.
   */
  private long differing(MatrixEntries entries, int density) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(Transform.scale(density, density));
    WritableImage image = node("#matrix").snapshot(parameters, null);
    Region canvas = (Region) node("#matrix");
    double left = 64;
    double top = 24;
    double wide = Math.floor(canvas.getWidth() - left);
    double high = Math.floor(canvas.getHeight() - top);
    int size = entries.size();
    double fit = Math.min(wide, high) * density;
    double perPixel = Math.max(1, Math.ceil(size / fit * 1024) / 1024);
    int side = (int) Math.floor(size / perPixel);
    // The picture lies in the middle; where exactly its first pixel is found is tried out.
    double startX = left * density + (wide * density - size / perPixel) / 2;
    double startY = top * density + (high * density - size / perPixel) / 2;
    long best = Long.MAX_VALUE;
    for (int dx = -1; dx <= 1; dx++) {
      for (int dy = -1; dy <= 1; dy++) {
        long wrong = 0;
        for (int y = 3; y < side - 3; y += 5) {
          for (int x = 3; x < side - 3; x += 5) {
            int seen =
                image
                        .getPixelReader()
                        .getArgb(
                            (int) Math.round(startX) + dx + x, (int) Math.round(startY) + dy + y)
                    & 0xff;
            int wanted =
                GreyScale.INITIAL.level(
                    (float) mean(entries, y * perPixel, x * perPixel, perPixel));
            wrong += Math.abs(seen - wanted) > 2 ? 1 : 0;
          }
        }
        best = Math.min(best, wrong);
      }
    }
    return best;
  }

  private static double mean(MatrixEntries entries, double row, double column, double perPixel) {
    double sum = 0;
    for (int i = (int) row; i < row + perPixel && i < entries.size(); i++) {
      for (int j = (int) column; j < column + perPixel && j < entries.size(); j++) {
        double high = Math.min(i + 1, row + perPixel) - Math.max(i, row);
        double wide = Math.min(j + 1, column + perPixel) - Math.max(j, column);
        sum += high * wide * entries.at(i, j);
      }
    }
    return sum / (perPixel * perPixel);
  }

  /** All that the legend of a pane says. */
  private String legend(String pane) {
    Parent around = node(pane).getParent().getParent();
    return around.lookupAll(".matrix-legend .label").stream()
        .filter(Node::isVisible)
        .map(label -> ((Labeled) label).getText())
        .collect(Collectors.joining(" | "));
  }

  private long blue(String id) {
    return count(id, argb -> (argb & 0xff) > (argb >> 16 & 0xff) + 60);
  }

  private long red(String id) {
    return count(id, argb -> (argb >> 16 & 0xff) > (argb & 0xff) + 60);
  }

  private long colours(String id) {
    Set<Integer> colours = new HashSet<>();
    count(id, colours::add);
    return colours.size();
  }

  private void offer() {
    List<MatrixChoice> choices = new ArrayList<>();
    List<Representation> forms =
        List.of(Representation.DIAGONAL, Representation.KFAC, Representation.DENSE);
    for (int run = 0; run < 3; run++) {
      for (int task = 0; task < 2; task++) {
        choices.add(choice(run, forms.get(run), task, choices.size()));
      }
    }
    FxToolkit.run(() -> model.offer(choices));
  }

  private MatrixChoice choice(int run, Representation form, int task, int number) {
    return new MatrixChoice(
        run,
        "Run " + (run + 1),
        form,
        task,
        "after task " + (task + 1),
        () -> {
          Platform.runLater(() -> loaded.add(number));
          return new FisherSnapshot(
              form, task, "after task " + (task + 1), 10, false, layout(), entries(form, task));
        });
  }

  private static MatrixEntries entries(Representation form, int task) {
    if (form == Representation.DIAGONAL) {
      float[] diagonal = new float[SIZE];
      Arrays.fill(diagonal, 0.2f);
      return new MatrixEntries.Diagonal(diagonal);
    }
    float[] values = new float[SIZE * SIZE];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        boolean held = form == Representation.DENSE || row / 60 == column / 60;
        values[row * SIZE + column] =
            held ? (row * column + task) % 7 == 0 ? 0.3f : 0.001f * (row % 9) : 0;
      }
    }
    return new MatrixEntries.Full(SIZE, values);
  }

  private static ParameterLayout layout() {
    return new ParameterLayout(
        List.of(
            new ParameterLayout.Tensor("fc", "weight", List.of(10, 11), 0),
            new ParameterLayout.Tensor("fc", "bias", List.of(10), 110)));
  }

  private Node node(String id) {
    return Objects.requireNonNull(stage.getScene().lookup(id), id);
  }

  private String text(String id) {
    return Platform.isFxApplicationThread()
        ? ((Labeled) node(id)).getText()
        : FxToolkit.get(() -> ((Labeled) node(id)).getText());
  }

  private String fieldText(String id) {
    return ((javafx.scene.control.TextField) node(id)).getText();
  }

  private Object value(String id) {
    return ((ComboBoxBase<?>) node(id)).getValue();
  }

  private boolean shows(String id) {
    if (!Platform.isFxApplicationThread()) {
      return FxToolkit.get(() -> shows(id));
    }
    for (Node at = node(id); at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private Bounds bounds(String id) {
    return node(id).localToScene(node(id).getBoundsInLocal());
  }

  private Point2D middle(String id) {
    Bounds bounds = node(id).localToScreen(node(id).getBoundsInLocal());
    return new Point2D(bounds.getCenterX(), bounds.getCenterY());
  }

  private void click(String id) {
    FxToolkit.frame();
    FxToolkit.run(() -> robot.mouseMove(middle(id)));
    FxToolkit.frame();
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

  /** White pixels: in the dark look only entries are white. */
  private long white(String id) {
    return count(id, 0xffffffff);
  }

  private long count(String id, int argb) {
    return count(id, colour -> colour == argb);
  }

  private long count(String id, IntPredicate wanted) {
    WritableImage image = node(id).snapshot(null, null);
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (wanted.test(image.getPixelReader().getArgb(x, y))) {
          count++;
        }
      }
    }
    return count;
  }
}
