package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.KeyListViewModel;
import palimpsest.bench.runtable.RunRow;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.Theme;
import palimpsest.strategy.Ewc;

/** What belongs to the whole window, and the table of runs, with real keys and the pointer. */
class ShellWindowTest {

  @TempDir Path folder;

  private final ScriptedTraining training = new ScriptedTraining();
  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    MadeUpArchive.of(folder.resolve("archive"), 40, 15).close();
    bench =
        OpenBench.in(folder)
            .training(training)
            .questions(
                new FileDialogs(
                    name -> Optional.of(folder.resolve(name)),
                    old -> Optional.empty(),
                    () -> Optional.of(folder.resolve("exported"))))
            .open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> rows().size() == 40);
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void everyActionHasAKeyOfItsOwnThatListAndTooltipTell() {
    List<Action> actions =
        FxToolkit.get(() -> bench.window.actions().all()).stream()
            .filter(action -> !action.group().equals("Presets"))
            .toList();
    assertThat(actions).hasSizeGreaterThan(20);
    Set<String> keys = new HashSet<>();
    KeyListViewModel list = FxToolkit.get(() -> new KeyListViewModel(bench.window.actions()));
    for (Action action : actions) {
      assertThat(action.keyText()).as(action.id()).isNotEmpty();
      assertThat(keys.add(action.keyText())).as(action.keyText()).isTrue();
      assertThat(list.lines()).contains(new KeyListViewModel.Shortcut(action));
      assertThat(action.tip()).endsWith(action.keyText());
      FxToolkit.run(() -> {
        if (hands.find("#" + action.id()) instanceof ButtonBase button) {
          assertThat(button.getAccessibleHelp()).as(action.id()).endsWith(action.keyText());
        }
      });
    }
  }

  @Test
  void thePaletteDoesWhatAFewLettersName() {
    hands.press(KeyCode.CONTROL, KeyCode.K);
    assertThat(hands.visible("#palette-card")).isTrue();
    write("gotoruns");
    hands.press(KeyCode.ENTER);
    assertThat(hands.visible("#palette-card")).isFalse();
    assertThat(room()).isEqualTo("page-runs");

    hands.press(KeyCode.CONTROL, KeyCode.K);
    assertThat(FxToolkit.get(() -> offers().getItems().getFirst().id()))
        .as("what was done last comes first")
        .isEqualTo("page-runs");
    hands.press(KeyCode.ESCAPE);
    assertThat(hands.visible("#palette-card")).isFalse();
  }

  @Test
  void theListOfKeysOpensWithShiftF1AndIsSearched() {
    hands.press(KeyCode.SHIFT, KeyCode.F1);
    assertThat(hands.visible("#keys-card")).isTrue();
    int all = FxToolkit.get(() -> keys().getItems().size());
    write("delete");
    assertThat(FxToolkit.get(() -> keys().getItems().size())).isBetween(2, all - 1);
    hands.press(KeyCode.ESCAPE);
    assertThat(hands.visible("#keys-card")).isFalse();
  }

  @Test
  void typingInAFieldDeletesLettersAndNotRuns() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    choose(0);
    hands.press(KeyCode.CONTROL, KeyCode.F);
    write("ewc");
    FxToolkit.await("some runs", () -> rows().size() < 40);
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("all runs", () -> rows().size() == 40);
    assertThat(bench.archive.runs()).hasSize(40);
  }

  @Test
  void runsAreSortedByTheirNumbersAndFiltered() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.run(() -> {
      TableColumn<RunRow, ?> accuracy = column("average-accuracy");
      accuracy.setSortType(TableColumn.SortType.DESCENDING);
      table().getSortOrder().setAll(List.of(accuracy));
    });
    List<Double> accuracies =
        FxToolkit.get(() -> rows().stream().map(ShellWindowTest::accuracy).toList());
    List<Double> known = accuracies.stream().filter(value -> !Double.isNaN(value)).toList();
    assertThat(known).isSortedAccordingTo((one, other) -> Double.compare(other, one));
    assertThat(accuracies.subList(0, known.size())).as("the rest is last").isEqualTo(known);

    hands.press(KeyCode.CONTROL, KeyCode.F);
    hands.type("#runs-filter", "replay");
    FxToolkit.await("fewer runs", () -> rows().size() < 40);
    assertThat(hands.text("#runs-count")).contains(" of 40 runs");
    FxToolkit.run(() -> hands.node("#runs-filter", TextField.class).setText("sed:1"));
    assertThat(hands.text("#runs-error")).contains("Did you mean \"seed\"?");
  }

  @Test
  void notesAreWrittenInPlaceAndKeptUntilThatIsUndone() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    long run = choose(2);
    String before = bench.archive.find(run).orElseThrow().notes();
    hands.press(KeyCode.F2);
    FxToolkit.await("the field", () -> hands.find("#edit-notes") != null);
    hands.press(KeyCode.CONTROL, KeyCode.A);
    write("best");
    hands.press(KeyCode.ENTER);
    FxToolkit.await(
        "the archive to have it",
        () -> bench.archive.find(run).orElseThrow().notes().equals("best"));
    assertThat(FxToolkit.get(() -> table().getSelectionModel().getSelectedItem().id()))
        .as("the same run is still chosen")
        .isEqualTo(run);
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await(
        "the archive to have what it had",
        () -> bench.archive.find(run).orElseThrow().notes().equals(before));
    assertThat(hands.text("#notice-text")).isEqualTo("Undone: Edit notes of run " + run + ".");
  }

  @Test
  void severalRunsAreTaggedAtOnceAndThatIsUndoneAtOnce() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    long first = choose(2);
    FxToolkit.run(() -> table().getSelectionModel().selectRange(2, 5));
    List<Long> runs = FxToolkit.get(() -> rows().subList(2, 5).stream().map(RunRow::id).toList());
    List<List<String>> before = tags(runs);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.SHIFT, KeyCode.F2);
    FxToolkit.await("the field", () -> hands.node("#runs-several-words").isFocused());
    write("zebra");
    hands.press(KeyCode.ENTER);
    FxToolkit.await("all of them", () -> tags(runs).stream().allMatch(t -> t.contains("zebra")));
    assertThat(hands.text("#notice-text")).isEqualTo("Edited tags of 3 runs.");
    assertThat(hands.visible("#runs-several")).isFalse();
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("none of them", () -> tags(runs).equals(before));
    assertThat(runs).contains(first);
  }

  private List<List<String>> tags(List<Long> runs) {
    return runs.stream().map(id -> bench.archive.find(id).orElseThrow().tags()).toList();
  }

  @Test
  void aDeletedRunComesBack() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    long run = choose(1);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.DELETE);
    FxToolkit.await("it to go", () -> rows().size() == 39);
    assertThat(hands.text("#notice-text")).isEqualTo("Deleted run " + run + ".");
    hands.click("#notice-offer");
    FxToolkit.await("it to come back", () -> rows().size() == 40);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
    FxToolkit.await("it to go again", () -> rows().size() == 39);
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("it to come back again", () -> rows().size() == 40);
  }

  @Test
  void whatWasWrittenInAFieldIsUndoneThereAndNotInTheWindow() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    choose(1);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.DELETE);
    FxToolkit.await("it to go", () -> rows().size() == 39);
    hands.press(KeyCode.CONTROL, KeyCode.F);
    assertThat(hands.node("#runs-filter").isFocused()).isTrue();
    write("e");
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(FxToolkit.get(() -> hands.node("#runs-filter", TextField.class).getText()))
        .as("what was written is undone first")
        .isEmpty();
    assertThat(bench.archive.runs()).hasSize(39);
  }

  @Test
  void anUntouchedFilterLeavesUndoToTheWindow() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    choose(1);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.DELETE);
    FxToolkit.await("it to go", () -> rows().size() == 39);
    hands.press(KeyCode.CONTROL, KeyCode.F);
    assertThat(hands.node("#runs-filter").isFocused()).isTrue();
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("it to come back", () -> rows().size() == 40);
  }

  @Test
  void aRunIsDuplicatedIntoTheForm() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.run(() -> hands.node("#runs-filter", TextField.class).setText("ewc"));
    long run = choose(0);
    double importance = bench.archive.find(run).orElseThrow().spec().get(Ewc.IMPORTANCE);
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
    FxToolkit.await(
        "the form",
        () -> Double.parseDouble(hands.text("#field-importance").replace(",", "")) == importance);
  }

  @Test
  void theWindowRemembersWhatOneLikes() {
    hands.press(KeyCode.CONTROL, KeyCode.D);
    hands.press(KeyCode.CONTROL, KeyCode.COMMA);
    assertThat(hands.visible("#settings-card")).isTrue();
    seconds("120 s", 120);
    seconds("12.5", 120);
    seconds("-30", 5);
    seconds("٩٠", 5);
    seconds("45s", 45);
    hands.press(KeyCode.ESCAPE);
    FxToolkit.run(() -> column("seed").setVisible(false));
    bench.close();
    Settings read = read();
    assertThat(read.windowProperty().get().width()).isEqualTo(1000);
    assertThat(read.themeProperty().get()).isEqualTo(Theme.DARK);
    assertThat(read.checkpointSecondsProperty().get()).isEqualTo(45);
    assertThat(read.runsColumnsProperty().get()).contains("-seed:");
  }

  @Test
  void theOrderOfTheTableIsRememberedOverARestart() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    List<Long> newestFirst = FxToolkit.get(this::ids);
    hands.clickHeading("#runs-table", "column-strategy");
    FxToolkit.await("another order", () -> !ids().equals(newestFirst));
    List<Long> sorted = FxToolkit.get(this::ids);
    bench.close();
    bench = OpenBench.in(folder).training(training).settings(read()).open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> rows().size() == 40);
    assertThat(FxToolkit.get(this::ids)).isEqualTo(sorted);
    assertThat(FxToolkit.get(() -> table().getSortOrder().getFirst().getId()))
        .as("the heading says so")
        .isEqualTo("column-strategy");
  }

  /** Writes into the field of seconds, which then has a value. */
  private void seconds(String written, int expected) {
    FxToolkit.run(() -> {
      Spinner<?> spinner = hands.node("#settings-checkpoint", Spinner.class);
      spinner.getEditor().setText(written);
      spinner.commitValue();
      assertThat(spinner.getValue()).as(written).isEqualTo(expected);
    });
  }

  private List<Long> ids() {
    return rows().stream().map(RunRow::id).toList();
  }

  @Test
  void theTableIsSavedAsItIsShownAndChosenRunsAsFolders() throws IOException {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.run(() -> {
      column("seed").setVisible(false);
      TableColumn<RunRow, ?> accuracy = column("average-accuracy");
      accuracy.setSortType(TableColumn.SortType.DESCENDING);
      table().getSortOrder().setAll(List.of(accuracy));
    });
    hands.press(KeyCode.CONTROL, KeyCode.F);
    write("ewc");
    FxToolkit.await("some runs", () -> rows().size() < 40);
    choose(0);
    List<RunRow> shown = FxToolkit.get(this::rows);

    export(3);
    FxToolkit.await("the file", () -> hands.text("#notice-text").contains("runs.csv"));
    List<CSVRecord> records;
    try (Reader reader = Files.newBufferedReader(folder.resolve("runs.csv"));
        CSVParser parser =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
      assertThat(parser.getHeaderNames()).contains("average-accuracy").doesNotContain("seed");
      records = parser.getRecords();
    }
    assertThat(records)
        .extracting(record -> record.get("average-accuracy"))
        .containsExactlyElementsOf(
            shown.stream()
                .map(ShellWindowTest::accuracy)
                .map(value -> value.isNaN() ? "" : value.toString())
                .toList());

    export(2);
    FxToolkit.await("the file", () -> hands.text("#notice-text").contains("runs.tex"));
    assertThat(Files.readAllLines(folder.resolve("runs.tex")))
        .contains("\\toprule")
        .filteredOn(line -> line.endsWith(" \\\\"))
        .hasSize(1 + shown.size());

    export(1);
    FxToolkit.await("a folder", () -> hands.text("#notice-text").startsWith("Saved 1 run to"));
    try (Stream<Path> folders = Files.list(folder.resolve("exported"))) {
      assertThat(folders)
          .singleElement()
          .satisfies(run ->
              assertThat(run)
                  .isDirectoryContaining("glob:**/result.json")
                  .isDirectoryContaining("glob:**/epochs.csv")
                  .isDirectoryContaining("glob:**/mean-loss.svg"));
    }
  }

  /** Chooses what to save by its place in the list, counted from below. */
  private void export(int place) {
    hands.click("#runs-export");
    for (int i = 0; i < place; i++) {
      hands.press(KeyCode.UP);
    }
    hands.press(KeyCode.ENTER);
  }

  private Settings read() {
    Settings settings = new Settings();
    settings.read(new SettingsFile(folder.resolve("archive")).read());
    return settings;
  }

  private TableColumn<RunRow, ?> column(String key) {
    return table().getColumns().stream()
        .filter(column -> column.getId().equals("column-" + key))
        .findFirst()
        .orElseThrow();
  }

  private long choose(int row) {
    return FxToolkit.get(() -> {
      table().getSelectionModel().clearAndSelect(row);
      return table().getSelectionModel().getSelectedItem().id();
    });
  }

  private void write(String text) {
    for (int i = 0; i < text.length(); i++) {
      hands.press(KeyCode.valueOf(text.substring(i, i + 1).toUpperCase(java.util.Locale.ROOT)));
    }
  }

  @Test
  void quittingClosesTheWindow() {
    hands.press(KeyCode.CONTROL, KeyCode.Q);
    FxToolkit.await("the window to close", () -> !bench.stage.isShowing());
  }

  private String room() {
    return FxToolkit.get(
        () -> hands.node("#pages", TabPane.class).getSelectionModel().getSelectedItem().getId());
  }

  private List<RunRow> rows() {
    return List.copyOf(table().getItems());
  }

  @SuppressWarnings("unchecked") // the window made it so
  private TableView<RunRow> table() {
    return (TableView<RunRow>) hands.node("#runs-table");
  }

  @SuppressWarnings("unchecked") // the window made it so
  private ListView<Action> offers() {
    return (ListView<Action>) hands.node("#palette-offers");
  }

  @SuppressWarnings("unchecked") // the window made it so
  private ListView<KeyListViewModel.Line> keys() {
    return (ListView<KeyListViewModel.Line>) hands.node("#keys-list");
  }

  private static double accuracy(RunRow row) {
    return row.run().metrics().getOrDefault("average-accuracy", Double.NaN);
  }
}
