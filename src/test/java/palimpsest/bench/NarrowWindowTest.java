package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.settings.Settings;

/** In the narrowest window everything can be read and reached. */
class NarrowWindowTest {

  /** The least width that the window has, and a common height. */
  private static final int WIDTH = 880;

  private static final int HEIGHT = 600;

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    MadeUpArchive.of(folder.resolve("archive"), 30, 3).close();
    Settings settings = OpenBench.settings();
    settings.read(Map.of("runs.columns", "id:30 name:40 average-accuracy:60 forgetting:40"));
    bench = OpenBench.in(folder).settings(settings).size(WIDTH, HEIGHT).open();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void everyControlOfCompareIsReadAndReached() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT4);
    FxToolkit.await("the runs", () -> hands.text("#compare-count").equals("0 of 30 chosen"));
    hands.click("#compare-all");
    FxToolkit.await("the figure", () -> !hands.node("#compare-export").isDisabled());
    for (String id :
        List.of(
            "#compare-mean-accuracy",
            "#compare-mean-loss",
            "#compare-task-accuracy",
            "#compare-notebook",
            "#compare-export",
            "#compare-grouped",
            "#compare-seeds",
            "#compare-export-table",
            "#compare-count",
            "#compare-all",
            "#compare-none")) {
      assertThat(inSight(id)).as("%s is in sight", id).isTrue();
      assertThat(cut(id)).as("letters of %s", id).isEmpty();
    }
    assertThat(inSight("#compare-band")).isTrue();
    hands.click("#compare-task-accuracy");
    FxToolkit.await(
        "the pair",
        () -> hands.visible("#compare-first") && hands.node("#compare-second").isVisible());
    FxToolkit.frame();
    assertThat(FxToolkit.get(() -> hands.node("#compare-task-accuracy", ToggleButton.class)))
        .matches(ToggleButton::isSelected);
    assertThat(inSight("#compare-first")).isTrue();
    assertThat(inSight("#compare-second")).isTrue();
    assertThat(width("#compare-first")).isGreaterThan(180);
    assertThat(width("#compare-second")).isGreaterThan(180);
    assertThat(FxToolkit.get(() -> hands.node("#compare-figure").getLayoutBounds().getHeight()))
        .as("what is left for the figure")
        .isGreaterThan(100);
  }

  @Test
  void theFilterOfRunsIsWideEnoughToWriteInAndNothingIsLost() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "the runs", () -> hands.node("#runs-table", TableView.class).getItems().size() == 30);
    assertThat(width("#runs-filter")).isGreaterThanOrEqualTo(260);
    for (String id : List.of("#runs-filter", "#runs-count", "#runs-export", "#runs-columns")) {
      assertThat(inSight(id)).as("%s is in sight", id).isTrue();
    }
    for (String id : List.of("#runs-open", "#runs-notes", "#runs-delete")) {
      assertThat(inSight(id)).as("%s is in sight", id).isTrue();
    }
    hands.type("#runs-filter", "replay");
    FxToolkit.await("fewer runs", () -> hands.text("#runs-count").contains(" of 30 runs"));
    assertThat(cut("#runs-count")).isEmpty();
  }

  @Test
  void aWidthThatWasSavedOnceCutsNoHeading() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "the runs", () -> hands.node("#runs-table", TableView.class).getItems().size() == 30);
    List<String> cut =
        FxToolkit.get(() ->
            hands.node("#runs-table").lookupAll(".column-header .label").stream()
                .filter(node -> node instanceof Label label && !label.getText().isEmpty())
                .filter(node -> !drawn(node).equals(((Label) node).getText()))
                .map(NarrowWindowTest::drawn)
                .toList());
    assertThat(cut).isEmpty();
    assertThat(
            FxToolkit.get(() ->
                hands.node("#runs-table").lookupAll(".column-header .label").stream()
                    .map(NarrowWindowTest::drawn)
                    .toList()))
        .contains("Average\naccuracy", "Forgetting");
  }

  @Test
  void resultsAreInSightAndAComplaintOfTheFilterCoversNothing() {
    bench.close();
    bench = OpenBench.in(folder).size(1024, 700).open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "the runs", () -> hands.node("#runs-table", TableView.class).getItems().size() == 30);
    Bounds before = place(hands.node("#runs-table"));
    FxToolkit.run(() ->
        hands.node("#runs-filter", TextField.class).setText("replay duration>what seed:many"));
    FxToolkit.await("the error", () -> hands.visible("#runs-error"));
    FxToolkit.frame();
    Bounds table = place(hands.node("#runs-table"));
    Bounds error = place(hands.node("#runs-error"));
    assertThat(table.getMinY()).as("nothing moves").isEqualTo(before.getMinY());
    assertThat(error.getMinY()).isGreaterThanOrEqualTo(table.getMaxY());
    assertThat(error.getMaxX()).isLessThanOrEqualTo(table.getMaxX());
    assertThat(cut("#runs-error")).isEmpty();
    for (String column : List.of("#column-average-accuracy", "#column-forgetting")) {
      assertThat(place(hands.node(column)).getMaxX()).as(column).isLessThan(table.getMaxX());
    }
  }

  private static Bounds place(Node node) {
    return FxToolkit.get(() -> node.localToScene(node.getLayoutBounds()));
  }

  /** What is drawn of a text, if it is cut. */
  private String cut(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> {
      Node node = hands.node(id);
      String drawn = drawn(node);
      return drawn.equals(((Labeled) node).getText()) ? "" : drawn;
    });
  }

  private static String drawn(Node node) {
    return node.lookup(".text") instanceof Text text ? text.getText() : "";
  }

  private double width(String id) {
    return FxToolkit.get(() -> hands.node(id).getLayoutBounds().getWidth());
  }

  /** Whether the pointer could reach all of it. */
  private boolean inSight(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> {
      Node node = hands.node(id);
      Bounds bounds = node.localToScene(node.getLayoutBounds());
      Bounds parent = node.getParent().localToScene(node.getParent().getLayoutBounds());
      return hands.visible(id)
          && bounds.getWidth() > 0
          && bounds.getMaxX() <= bench.stage.getScene().getWidth()
          && bounds.getMaxY() <= bench.stage.getScene().getHeight()
          && bounds.getMinX() >= parent.getMinX() - 1
          && bounds.getMaxX() <= parent.getMaxX() + 1;
    });
  }
}
