package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.figure.FigureModel;
import palimpsest.chart.AxisRange;
import palimpsest.chart.Curve;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.FigureView;
import palimpsest.chart.LegendEntry;

/** Figures of curves answer mouse and keyboard, on every page. */
class FigureWindowTest {

  @TempDir static File folder;
  private static int windows;

  private final Hands hands = Hands.start();
  private final OpenBench bench = open();

  @BeforeAll
  static void makeRuns() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
  }

  private static OpenBench open() {
    Path own = folder.toPath().resolve("window" + windows++);
    MadeUpArchive.of(own.resolve("archive"), 20, 4, 40).close();
    return OpenBench.in(own).size(1280, 800).open();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#compare-chart-mean-accuracy",
        "#compare-chart-mean-loss",
        "#compare-chart-task-accuracy",
        "#figure-accuracy",
        "#figure-mean-accuracy",
        "#figure-mean-loss"
      })
  void theWheelZoomsADragMovesAndADoubleClickShowsAll(String chart) {
    show(chart);
    AxisRange whole = epochs(chart);
    Point2D at = point(chart, 0.25, 0.5);
    hands.move(at.getX(), at.getY());
    double under = whole.from() + 0.25 * whole.length();
    for (int notch = 0; notch < 3; notch++) {
      FxToolkit.run(() -> hands.robot().mouseWheel(-1));
      FxToolkit.frame();
    }
    AxisRange zoomed = epochs(chart);
    assertThat(zoomed.length()).isLessThan(0.6 * whole.length());
    // Three pixels, as the labels of the other axis may become wider.
    double pixels = point(chart, 1, 0.5).getX() - point(chart, 0, 0.5).getX();
    assertThat(zoomed.from() + 0.25 * zoomed.length())
        .isCloseTo(under, within(3 * whole.length() / pixels));
    assertThat(values(chart).length()).isLessThan(figure(chart).wholeValues().length());

    hands.drag(point(chart, 0.7, 0.5), point(chart, 0.4, 0.5));
    AxisRange moved = epochs(chart);
    assertThat(moved.length()).isCloseTo(zoomed.length(), within(1e-9));
    assertThat(moved.from() - zoomed.from()).isCloseTo(0.3 * zoomed.length(), within(0.05));

    FxToolkit.run(() -> hands.robot().mouseClick(MouseButton.PRIMARY));
    FxToolkit.run(() -> hands.robot().mouseClick(MouseButton.PRIMARY));
    FxToolkit.frame();
    assertThat(epochs(chart)).isEqualTo(whole);
    assertThat(model(chart).isFitted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#compare-chart-mean-loss", "#compare-chart-task-accuracy", "#figure-accuracy"})
  void aClickOnTheLegendHidesAndAltClickSinglesOut(String chart) {
    show(chart);
    List<LegendEntry> entries = entries(chart);
    LegendEntry last = entries.getLast();
    int curves = shown(chart).size();
    click(item(chart, last), false);
    assertThat(shown(chart).size()).isLessThan(curves);
    assertThat(hidden(chart)).containsExactly(last.key());
    click(item(chart, last), false);
    assertThat(shown(chart)).hasSize(curves);

    click(item(chart, last), true);
    String kind = last.key().substring(0, last.key().indexOf(':'));
    assertThat(entries(chart))
        .filteredOn(entry -> entry.key().startsWith(kind))
        .allSatisfy(entry -> assertThat(entry.hidden()).isEqualTo(!entry.key().equals(last.key())));
    click(item(chart, last), true);
    assertThat(shown(chart)).hasSize(curves);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#compare-chart-mean-loss", "#figure-accuracy"})
  void keysDoTheSame(String chart) {
    show(chart);
    AxisRange whole = epochs(chart);
    FxToolkit.run(() -> hands.node(chart).requestFocus());
    hands.press(KeyCode.PLUS);
    assertThat(epochs(chart).length()).isLessThan(whole.length());
    AxisRange zoomed = epochs(chart);
    hands.press(KeyCode.SHIFT, KeyCode.RIGHT);
    assertThat(epochs(chart).from()).isGreaterThan(zoomed.from());
    hands.press(KeyCode.DIGIT0);
    assertThat(epochs(chart)).isEqualTo(whole);
    hands.press(KeyCode.CONTROL, KeyCode.EQUALS);
    assertThat(epochs(chart).length()).isLessThan(whole.length());
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT0);
    assertThat(epochs(chart)).isEqualTo(whole);
    hands.press(KeyCode.L);
    assertThat(figure(chart).state().logValues()).isTrue();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    assertThat(figure(chart).state().logValues()).isFalse();

    String first = model(chart).currentProperty().get();
    hands.press(KeyCode.CONTROL, KeyCode.J);
    String second = entries(chart).get(1).key();
    assertThat(model(chart).currentProperty().get()).isNotEqualTo(first).isEqualTo(second);
    hands.press(KeyCode.CONTROL, KeyCode.B);
    assertThat(hidden(chart)).containsExactly(second);
    hands.press(KeyCode.CONTROL, KeyCode.B);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    assertThat(shown(chart)).allSatisfy(curve -> assertThat(keys(curve)).contains(second));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    assertThat(hidden(chart)).isEmpty();
    hands.press(KeyCode.ALT, KeyCode.UP);
    assertThat(entries(chart).getFirst().key()).isEqualTo(second);
  }

  @Test
  void inTheLegendKeysHideSingleOutRenameAndMove() {
    String chart = "#compare-chart-mean-accuracy";
    show(chart);
    LegendEntry first = entries(chart).getFirst();
    FxToolkit.run(() -> item(chart, first).requestFocus());
    hands.press(KeyCode.SPACE);
    assertThat(hidden(chart)).containsExactly(first.key());
    hands.press(KeyCode.SPACE);
    hands.press(KeyCode.SHIFT, KeyCode.SPACE);
    assertThat(shown(chart)).hasSize(1);
    hands.press(KeyCode.SHIFT, KeyCode.SPACE);
    hands.press(KeyCode.F2);
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.O);
    hands.press(KeyCode.U);
    hands.press(KeyCode.R);
    hands.press(KeyCode.S);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("the name", () -> entries(chart).getFirst().name().equals("ours"));
    FxToolkit.await(
        "the name in the table",
        () ->
            ((TableView<?>) hands.node("#compare-table"))
                .getItems()
                .toString()
                .contains("label=ours"));
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.ALT, KeyCode.UP);
    assertThat(entries(chart).get(1).key()).isEqualTo(first.key());
  }

  @Test
  void draggingAnEntryOfTheLegendMovesIt() {
    String chart = "#compare-chart-mean-accuracy";
    show(chart);
    LegendEntry first = entries(chart).getFirst();
    LegendEntry third = entries(chart).get(2);
    hands.drag(middle(item(chart, third)), middle(item(chart, first)));
    assertThat(entries(chart).getFirst().key()).isEqualTo(third.key());
    assertThat(hidden(chart)).isEmpty();
  }

  @Test
  void afterANarrowWindowTheListIsAsWideAsBeforeAndEveryNameStaysInTheLegend() {
    String chart = "#compare-chart-mean-accuracy";
    show(chart);
    double list = listWidth();
    for (int width : new int[] {1600, 1280, 1000, 880, 1400, 1280}) {
      FxToolkit.run(() -> {
        bench.stage.setWidth(width);
        bench.stage.setHeight(width / 1.6);
      });
      FxToolkit.frame();
      FxToolkit.frame();
      double end = right(hands.node(chart + "-legend"));
      for (LegendEntry entry : entries(chart)) {
        assertThat(right(item(chart, entry)))
            .as("%s at %d", entry.label(), width)
            .isLessThanOrEqualTo(end);
      }
    }
    assertThat(listWidth()).isCloseTo(list, within(2.0));
  }

  private double listWidth() {
    return FxToolkit.get(() ->
        hands.node("#compare-runs").localToScene(0, 0).getX()
            + hands.node("#compare-runs").getLayoutBounds().getWidth());
  }

  private static double right(Node node) {
    return FxToolkit.get(() -> node.localToScene(node.getLayoutBounds()).getMaxX());
  }

  @Test
  void allCurvesUnderThePointerAreReadAndByKeysToo() {
    String chart = "#compare-chart-mean-accuracy";
    show(chart);
    Point2D at = point(chart, 0.5, 0.5);
    hands.move(at.getX(), at.getY());
    assertThat(reading(chart)).hasSize(1 + shown(chart).size());
    assertThat(reading(chart).getFirst()).isEqualTo("epoch 6");
    hands.move(2, 2);
    FxToolkit.run(() -> hands.node(chart).requestFocus());
    hands.press(KeyCode.RIGHT);
    hands.press(KeyCode.RIGHT);
    assertThat(reading(chart).getFirst()).isEqualTo("epoch 1");
    assertThat(reading(chart)).hasSize(1 + shown(chart).size());
  }

  @Test
  void arrowKeysOnJoinedButtonsChangeTheFigure() {
    show("#compare-chart-mean-accuracy");
    FxToolkit.run(() -> hands.node("#compare-mean-accuracy").requestFocus());
    hands.press(KeyCode.RIGHT);
    FxToolkit.await("the loss", () -> hands.visible("#compare-chart-mean-loss"));
    hands.press(KeyCode.RIGHT);
    FxToolkit.await("the tasks", () -> hands.visible("#compare-chart-task-accuracy"));
    hands.press(KeyCode.LEFT);
    FxToolkit.await("the loss again", () -> hands.visible("#compare-chart-mean-loss"));
    // To press the pressed one again leaves it pressed.
    hands.press(KeyCode.SPACE);
    assertThat(FxToolkit.get(() -> ((ToggleButton) hands.node("#compare-mean-loss")).isSelected()))
        .isTrue();
  }

  /** However many curves there are. */
  @Test
  void theLegendLeavesTheFigureItsRoom() {
    String chart = "#compare-chart-mean-accuracy";
    show(chart);
    hands.click("#compare-grouped");
    FxToolkit.await("single runs", () -> entries(chart).size() == 20);
    for (int[] size : new int[][] {{1280, 800}, {1024, 700}, {880, 560}}) {
      FxToolkit.run(() -> {
        bench.stage.setWidth(size[0]);
        bench.stage.setHeight(size[1]);
      });
      FxToolkit.frame();
      ChartPane pane = pane(chart);
      Bounds plot =
          FxToolkit.get(() -> Objects.requireNonNull(((FigureView) hands.node(chart)).plotArea()));
      Node legend = hands.node(chart + "-legend");
      boolean beside = FxToolkit.get(() -> legend.getLayoutX() > 0);
      double share = FxToolkit.get(() -> legend.getLayoutBounds().getHeight() / pane.getHeight());
      assertThat(beside || share < 0.34).as("%s × %s", size[0], size[1]).isTrue();
      assertThat(plot.getHeight()).as("%s × %s", size[0], size[1]).isGreaterThan(80);
      assertThat(FxToolkit.get(() -> ((ScrollPane) legend).getContent().isVisible())).isTrue();
      assertThat(cut(legend)).as("%s × %s", size[0], size[1]).isEmpty();
      assertThat(FxToolkit.get(() -> List.copyOf(legend.lookupAll(".legend-item"))))
          .as("the whole name when pointed at")
          .allMatch(item ->
              item.getAccessibleHelp()
                  .startsWith(((Label) item.lookup(".label")).getText() + "\nClick: hide or show"));
    }
  }

  /** The names of a legend that are not to be read in full. */
  private static List<String> cut(Node legend) {
    return FxToolkit.get(() ->
        legend.lookupAll(".legend-item > .label").stream()
            .map(Label.class::cast)
            .filter(label ->
                !(label.lookup(".text") instanceof Text text
                    && text.getText()
                        .replaceAll("\\s+", "")
                        .equals(label.getText().replaceAll("\\s+", ""))))
            .map(Label::getText)
            .toList());
  }

  private void show(String chart) {
    if (chart.startsWith("#compare")) {
      hands.press(KeyCode.CONTROL, KeyCode.DIGIT4);
      FxToolkit.await(
          "the list", () -> hands.find("#compare-all") instanceof Button all && !all.isDisabled());
      hands.click("#compare-all");
      hands.click(chart.replace("#compare-chart-", "#compare-"));
    } else {
      hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
      FxToolkit.await(
          "runs",
          () -> hands.node("#runs-table") instanceof TableView<?> t && t.getItems().size() == 20);
      FxToolkit.run(() -> ((TableView<?>) hands.node("#runs-table")).getSelectionModel().select(0));
      FxToolkit.frame();
      hands.press(KeyCode.CONTROL, KeyCode.O);
      FxToolkit.await("a run", () -> hands.visible("#figure-accuracy"));
      if (chart.equals("#figure-mean-loss")) {
        FxToolkit.run(() -> hands.node("#show-mean-accuracy").requestFocus());
        hands.press(KeyCode.RIGHT);
      }
    }
    FxToolkit.await(
        "the figure",
        () -> hands.visible(chart) && ((FigureView) hands.node(chart)).plotArea() != null);
    FxToolkit.frame();
  }

  private ChartPane pane(String chart) {
    return (ChartPane) Objects.requireNonNull(hands.node(chart).getParent());
  }

  private FigureModel model(String chart) {
    return pane(chart).model();
  }

  private CurveFigure figure(String chart) {
    return ask(chart, model -> Objects.requireNonNull(model.figureProperty().get()));
  }

  private <T> T ask(String chart, Function<FigureModel, T> question) {
    return Platform.isFxApplicationThread()
        ? question.apply(model(chart))
        : FxToolkit.get(() -> question.apply(model(chart)));
  }

  private AxisRange epochs(String chart) {
    return figure(chart).shownEpochs();
  }

  private AxisRange values(String chart) {
    return figure(chart).shownValues();
  }

  private List<LegendEntry> entries(String chart) {
    return ask(chart, FigureModel::entries);
  }

  private List<Curve> shown(String chart) {
    return figure(chart).shown();
  }

  private List<String> hidden(String chart) {
    return List.copyOf(figure(chart).state().hidden());
  }

  private static List<String> keys(Curve curve) {
    return List.of("group:" + curve.key(), "task:" + curve.task());
  }

  /** A point of the plot on the screen, by shares of its width and height. */
  private Point2D point(String chart, double x, double y) {
    return FxToolkit.get(() -> {
      FigureView view = (FigureView) hands.node(chart);
      Bounds plot = Objects.requireNonNull(view.plotArea());
      return view.localToScreen(
          plot.getMinX() + x * plot.getWidth(), plot.getMaxY() - y * plot.getHeight());
    });
  }

  private Node item(String chart, LegendEntry entry) {
    return hands.node(chart + "-legend").lookupAll(".legend-item").stream()
        .filter(item -> String.valueOf(item.getAccessibleText()).startsWith(entry.label() + ", "))
        .findFirst()
        .orElseThrow();
  }

  private static Point2D middle(Node node) {
    return FxToolkit.get(() -> {
      Bounds bounds = node.localToScreen(node.getBoundsInLocal());
      return new Point2D(bounds.getMinX() + 12, bounds.getCenterY());
    });
  }

  /** Clicks; with Alt, which the robot's mouse does not know of, by the event of such a click. */
  private void click(Node node, boolean alt) {
    Point2D middle = middle(node);
    hands.move(middle.getX(), middle.getY());
    FxToolkit.run(() -> {
      if (alt) {
        node.fireEvent(
            new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                1,
                1,
                middle.getX(),
                middle.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                true,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                null));
      } else {
        hands.robot().mouseClick(MouseButton.PRIMARY);
      }
    });
    FxToolkit.frame();
  }

  private List<String> reading(String chart) {
    return FxToolkit.get(() ->
        hands.node(chart).lookupAll(".figure-readout > .label").stream()
            .filter(Node::isVisible)
            .map(label -> ((Label) label).getText())
            .toList());
  }
}
