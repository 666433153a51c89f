package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;
import palimpsest.archive.RunState;
import palimpsest.bench.runtable.RunRow;

/** The page of all runs beside a queue that trains, with real keys and the pointer. */
class RunsWindowTest {

  private static final int RUNS = 12;

  @TempDir Path folder;

  private final ScriptedTraining training = new ScriptedTraining();
  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    MadeUpArchive.of(folder.resolve("archive"), RUNS, 3).close();
    bench = OpenBench.in(folder).training(training).size(1280, 800).open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> rows().size() == RUNS);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void whatIsComparedIsSeenWithoutScrolling() {
    FxToolkit.frame();
    for (String key :
        List.of("name", "strategy", "representation", "average-accuracy", "forgetting", "seed")) {
      Bounds heading = FxToolkit.get(() -> inScene(heading(key)));
      assertThat(heading.getMaxX()).as(key).isLessThanOrEqualTo(1280);
    }
    assertThat(FxToolkit.get(() -> shown("column-name")))
        .as("a run without a name of its own is told by its strategy")
        .isEqualTo(FxToolkit.get(() -> rows().getFirst().run().spec().name()));
  }

  @Test
  void headingsStandOverTheTextOfTheirCells() {
    FxToolkit.frame();
    for (String key : List.of("id", "state", "strategy", "average-accuracy", "seed")) {
      Bounds heading = FxToolkit.get(() -> inScene(heading(key).lookup(".text")));
      Bounds cell = FxToolkit.get(() -> inScene(cell("column-" + key).lookup(".text")));
      boolean number = List.of("id", "average-accuracy", "seed").contains(key);
      assertThat(number ? heading.getMaxX() : heading.getMinX())
          .as(key)
          .isCloseTo(
              number ? cell.getMaxX() : cell.getMinX(), org.assertj.core.data.Offset.offset(1.0));
    }
  }

  @Test
  void aRunUnderWayIsKeptAndAllOthersAreDeleted() {
    long underWay = train();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("its row", () -> rows().size() == RUNS + 1);
    FxToolkit.run(() -> hands.node("#runs-table").requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("the others to go", () -> rows().size() == 1);
    assertThat(hands.text("#notice-text"))
        .isEqualTo(
            "Deleted %d runs. Run %d is under way and was not deleted: stop it first."
                .formatted(RUNS, underWay));
    assertThat(bench.archive.runs()).extracting(run -> run.id()).containsExactly(underWay);
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("them to come back", () -> rows().size() == RUNS + 1);
  }

  @Test
  void whyARunUnderWayIsNotDeletedStaysUntilItWasRead() {
    long underWay = train();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "its row", () -> rows().size() == RUNS + 1 && rows().getFirst().id() == underWay);
    FxToolkit.run(() -> table().getSelectionModel().clearAndSelect(0));
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.DELETE);
    FxToolkit.await("why not", () -> hands.visible("#notice"));
    String why = "Run %d is under way and was not deleted: stop it first.".formatted(underWay);
    assertThat(hands.text("#notice-text")).isEqualTo(why);
    training.allowEpochs(15);
    FxToolkit.await(
        "its end in the table", () -> rows().getFirst().run().state() == RunState.FINISHED);
    FxToolkit.frame();
    assertThat(hands.visible("#notice")).isTrue();
    assertThat(hands.text("#notice-text")).isEqualTo(why);
  }

  @Test
  void aFilterThatIsWrongInOnePartHoldsInTheOthers() {
    filter("ewc");
    List<Long> ewc = FxToolkit.get(this::ids);
    assertThat(ewc).isNotEmpty().hasSizeLessThan(RUNS);
    filter("");
    filter("ewc seed:many");
    assertThat(FxToolkit.get(this::ids)).as("not what was valid last").isEqualTo(ewc);
    assertThat(hands.text("#runs-error")).endsWith("This part is not applied.");
  }

  @Test
  void aRunThatNoLongerMatchesAfterAnEditIsNotHiddenInSilence() {
    long run = FxToolkit.get(() -> rows().get(1).id());
    bench.archive.annotate(run, "", List.of("zebra"));
    filter("tag:zebra");
    FxToolkit.await("the one", () -> ids().equals(List.of(run)));
    FxToolkit.run(() -> table().getSelectionModel().clearAndSelect(0));
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.SHIFT, KeyCode.F2);
    FxToolkit.await("the field", () -> hands.find("#edit-tags") != null);
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.A);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("it to go", () -> rows().isEmpty());
    assertThat(hands.text("#notice-text"))
        .isEqualTo("Run %d no longer matches the filter, so it is hidden.".formatted(run));
    hands.click("#notice-offer");
    FxToolkit.await("all runs", () -> rows().size() == RUNS);
    assertThat(bench.archive.find(run).orElseThrow().tags()).containsExactly("a");
  }

  @Test
  void theMenuOfColumnsStaysOpenWhileSeveralAreTicked() {
    hands.click("#runs-columns");
    FxToolkit.await("the menu", () -> hands.visible("#show-name"));
    hands.click("#show-state");
    hands.click("#show-strategy");
    assertThat(hands.visible("#show-name")).as("still open").isTrue();
    assertThat(FxToolkit.get(this::columns)).doesNotContain("column-state", "column-strategy");
    hands.click("#show-state");
    assertThat(FxToolkit.get(this::columns)).contains("column-state");
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.ENTER);
    assertThat(hands.visible("#show-name")).as("still open").isTrue();
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("its end", () -> !hands.visible("#show-name"));
  }

  @Test
  void theLastRunIsShownInLiveAndADeletedOneIsNot() {
    long last = lastBegun();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    FxToolkit.await("the last run", () -> hands.text("#run-facts").startsWith("run " + last + " "));
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    int row = FxToolkit.get(() -> ids().indexOf(last));
    FxToolkit.run(() -> table().getSelectionModel().clearAndSelect(row));
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.DELETE);
    FxToolkit.await("it to go", () -> rows().size() == RUNS - 1);
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    long next = lastBegun();
    FxToolkit.await(
        "the one before", () -> hands.text("#run-facts").startsWith("run " + next + " "));

    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("all to go", () -> rows().isEmpty());
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    FxToolkit.await("no run", () -> !hands.visible("#run-title"));
  }

  @Test
  void aRunThatAnswersAlwaysTheSameIsNoGreenSuccess() throws Exception {
    long run = lastBegun();
    try (var database =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("archive").resolve("palimpsest.db"));
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "UPDATE metric SET value = 0.034 WHERE key = 'average-accuracy' AND run = " + run);
    }
    filter("state:chance");
    FxToolkit.await("it in Runs", () -> ids().equals(List.of(run)));
    FxToolkit.await("its state", () -> shown("column-state").equals("finished, at chance"));
    assertThat(FxToolkit.get(() -> cell("column-state").getStyleClass())).contains("state-chance");
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    FxToolkit.await("it in Live", () -> hands.text("#run-state").equals("finished, at chance"));
    assertThat(FxToolkit.get(() -> hands.node("#run-state").getStyleClass()))
        .contains("chip-chance")
        .doesNotContain("chip-finished");
    assertThat(hands.text("#run-reason")).contains("giving every image the same class");
  }

  private long lastBegun() {
    return bench.archive.runs().stream()
        .filter(run -> run.started() != null)
        .max(java.util.Comparator.comparing(run -> run.started()))
        .orElseThrow()
        .id();
  }

  /** Puts the form's run into the queue and waits until it trains. */
  private long train() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("it to train", () -> training.started.size() == 1);
    FxToolkit.await(
        "its state",
        () -> bench.queue.runs().stream().anyMatch(run -> run.state() == RunState.RUNNING));
    return bench.queue.runs().getFirst().id();
  }

  private void filter(String text) {
    FxToolkit.run(() -> hands.node("#runs-filter", TextField.class).setText(text));
    FxToolkit.frame();
  }

  private String shown(String column) {
    return ((Text) cell(column).lookup(".text")).getText();
  }

  private Node cell(String column) {
    return table().lookupAll(".table-cell").stream()
        .filter(cell -> column.equals(cell.getId()) && cell.localToScene(0, 0).getY() > 0)
        .min(java.util.Comparator.comparingDouble(cell -> cell.localToScene(0, 0).getY()))
        .orElseThrow();
  }

  private Node heading(String key) {
    return table().lookupAll(".column-header").stream()
        .filter(one -> ("column-" + key).equals(one.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getBoundsInLocal());
  }

  private List<String> columns() {
    return table().getVisibleLeafColumns().stream().map(column -> column.getId()).toList();
  }

  private List<Long> ids() {
    return rows().stream().map(RunRow::id).toList();
  }

  private List<RunRow> rows() {
    return List.copyOf(table().getItems());
  }

  @SuppressWarnings("unchecked") // the window made it so
  private TableView<RunRow> table() {
    return (TableView<RunRow>) hands.node("#runs-table");
  }
}
