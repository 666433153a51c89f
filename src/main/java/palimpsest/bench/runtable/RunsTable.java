package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SortEvent;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.look.Ui;
import palimpsest.bench.settings.Settings;

/** The table of runs with its columns and its order, which the settings keep. */
final class RunsTable {

  /** The width of a heading's margins and arrow. */
  private static final double MARGINS = 32;

  /** A heading with more letters has two lines. */
  private static final int ONE_LINE = 13;

  private final RunsViewModel model;
  private final RunEdits edits;
  private final Settings settings;
  private final TableView<RunRow> table = new TableView<>();
  private final Map<TableColumn<RunRow, ?>, RunColumn> columns = new HashMap<>();
  private LongFunction<String> jobs = id -> "";
  private @Nullable Tooltip tip;

  RunsTable(RunsViewModel model, RunEdits edits, Settings settings) {
    this.model = model;
    this.edits = edits;
    this.settings = settings;
    build();
  }

  /**
   * Shows in the column of states the statuses of jobs on clusters.
   *
   * @param status the status of a job, by the run's number; empty if there is nothing to say
   * @param revision changes with what that says
   */
  void jobs(LongFunction<String> status, ObservableValue<?> revision) {
    jobs = status;
    revision.subscribe(() -> {
      if (table.getEditingCell() == null) {
        table.refresh();
      }
    });
  }

  /** The table's node. */
  TableView<RunRow> view() {
    return table;
  }

  /** The chosen rows, from above. */
  ObservableList<RunRow> selection() {
    return table.getSelectionModel().getSelectedItems();
  }

  /** Whether a column is in sight. */
  BooleanProperty visible(RunColumn what) {
    return columns.entrySet().stream()
        .filter(column -> column.getValue().equals(what))
        .map(column -> column.getKey().visibleProperty())
        .findFirst()
        .orElseThrow();
  }

  /** Moves the focus to the table. */
  void focus() {
    table.requestFocus();
    if (table.getSelectionModel().isEmpty()) {
      table.getFocusModel().focus(0);
    }
  }

  /** The columns in sight, from the left. */
  List<RunColumn> shownColumns() {
    List<RunColumn> shown = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getVisibleLeafColumns()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        shown.add(what);
      }
    }
    return shown;
  }

  /** Begins to write on a column of the chosen run, by the column's name. */
  void edit(String key) {
    int row = table.getSelectionModel().getSelectedIndex();
    if (row < 0) {
      return;
    }
    columns.forEach((column, what) -> {
      if (what.key().equals(key)) {
        column.setVisible(true);
        table.layout();
        @SuppressWarnings("unchecked") // all columns are made below, of this type
        TableColumn<RunRow, ArchivedRun> typed = (TableColumn<RunRow, ArchivedRun>) column;
        table.scrollToColumn(typed);
        table.layout();
        table.edit(row, typed);
      }
    });
  }

  private void build() {
    // Read first: a table that gets its rows sorts them by nothing, which would be remembered.
    List<RunOrder.Key> remembered = TableLayout.readSort(settings.runsSortProperty().get());
    table.setId("runs-table");
    table.setAccessibleText("Runs");
    // A double click on the notes of an archive that can only be read opens the run instead.
    table.setEditable(edits.mayWrite());
    table.setFixedCellSize(30);
    Ui.passEscape(table, () -> table.getEditingCell() != null);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    for (TableLayout.Placed placed : TableLayout.read(settings.runsColumnsProperty().get())) {
      TableColumn<RunRow, ArchivedRun> column = column(placed);
      columns.put(column, placed.column());
      table.getColumns().add(column);
    }
    table.setSortPolicy(view -> {
      sort();
      return true;
    });
    table.setItems(model.rows());
    sortBy(remembered);
    table.addEventHandler(SortEvent.ANY, event -> remember());
    table.getColumns().addListener((ListChangeListener<Object>) change -> remember());
    for (TableColumn<RunRow, ?> column : table.getColumns()) {
      column.widthProperty().addListener((observed, was, is) -> remember());
      column.visibleProperty().addListener((observed, was, is) -> remember());
    }
    keepSelection();
    // A row that moves under the hands of who writes on it would get another's words.
    model.holdRowsWhile(() -> table.getEditingCell() != null);
    table
        .editingCellProperty()
        .subscribe(cell -> {
          if (cell == null) {
            model.refresh();
          }
        });
  }

  private TableColumn<RunRow, ArchivedRun> column(TableLayout.Placed placed) {
    RunColumn what = placed.column();
    TableColumn<RunRow, ArchivedRun> column = new TableColumn<>();
    Label title = new Label(inLines(what.title()));
    Ui.tip(title, what.help());
    column.setGraphic(title);
    column.setId("column-" + what.key());
    // A width that was saved when headings were shorter must not cut one.
    title.fontProperty().subscribe(font -> column.setMinWidth(widthOf(title.getText(), font)));
    column.setPrefWidth(placed.width());
    column.setVisible(placed.shown());
    if (what.isNumber()) {
      column.getStyleClass().add("number");
    }
    column.setCellValueFactory(cell -> cell.getValue().runProperty());
    column.setCellFactory(view ->
        new RunCell(what, this::tip, id -> jobs.apply(id), (row, text) -> write(what, row, text)));
    column.setEditable(what.key().equals(RunColumns.NOTES) || what.key().equals(RunColumns.TAGS));
    // Sorting is the view model's; the table need only believe that the column can be sorted.
    column.setComparator(Comparator.comparingLong(ArchivedRun::id));
    return column;
  }

  /** A heading, broken at the blank nearest to its middle if it is long. */
  static String inLines(String heading) {
    int best = -1;
    for (int i = heading.indexOf(' '); i >= 0; i = heading.indexOf(' ', i + 1)) {
      if (best < 0 || Math.abs(2 * i - heading.length()) < Math.abs(2 * best - heading.length())) {
        best = i;
      }
    }
    return heading.length() <= ONE_LINE || best < 0
        ? heading
        : heading.substring(0, best) + "\n" + heading.substring(best + 1);
  }

  /** The width of a heading with the arrow of the sort order beside it. */
  private static double widthOf(String heading, Font font) {
    Text text = new Text(heading);
    text.setFont(font);
    return Math.ceil(text.getLayoutBounds().getWidth()) + MARGINS;
  }

  /** The tooltip of all cells: each is a window, so it is made when the mouse first comes. */
  private Tooltip tip() {
    Tooltip made = tip == null ? Ui.tooltip("") : tip;
    tip = made;
    return made;
  }

  private void write(RunColumn what, RunRow row, String text) {
    boolean notes = what.key().equals(RunColumns.NOTES);
    edits.write(
        what.key(),
        row,
        runAnnotations ->
            notes
                ? runAnnotations.withNotes(text.strip())
                : runAnnotations.withTags(RunAnnotations.tags(text)));
  }

  private void sort() {
    List<RunOrder.Key> keys = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getSortOrder()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        keys.add(new RunOrder.Key(what, column.getSortType() == SortType.DESCENDING));
      }
    }
    model.sortBy(keys);
    settings.runsSortProperty().set(TableLayout.writeSort(keys));
  }

  private void sortBy(List<RunOrder.Key> keys) {
    List<TableColumn<RunRow, ?>> order = new ArrayList<>();
    for (RunOrder.Key key : keys) {
      columns.forEach((column, what) -> {
        if (what.equals(key.column())) {
          column.setSortType(key.descending() ? SortType.DESCENDING : SortType.ASCENDING);
          order.add(column);
        }
      });
    }
    table.getSortOrder().setAll(order);
  }

  private void remember() {
    List<TableLayout.Placed> placed = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getColumns()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        double width = column.getWidth();
        placed.add(new TableLayout.Placed(what, width, column.isVisible()));
      }
    }
    settings.runsColumnsProperty().set(TableLayout.write(placed));
  }

  /** Keeps the same runs chosen when rows come, go or move. */
  private void keepSelection() {
    Set<Long> chosen = new HashSet<>();
    boolean[] changing = {false};
    selection()
        .addListener(
            (ListChangeListener<RunRow>)
                change -> {
                  if (!changing[0]) {
                    chosen.clear();
                    chosen.addAll(
                        selection().stream()
                            .filter(row -> row != null)
                            .map(RunRow::id)
                            .collect(Collectors.toSet()));
                  }
                });
    model.beforeRowsChange(() -> changing[0] = true);
    model.afterRowsChange(() -> {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < model.rows().size(); i++) {
        if (chosen.contains(model.rows().get(i).id())) {
          places.add(i);
        }
      }
      table.getSelectionModel().clearSelection();
      if (!places.isEmpty()) {
        table
            .getSelectionModel()
            .selectIndices(
                places.getFirst(), places.stream().skip(1).mapToInt(Integer::intValue).toArray());
      }
      changing[0] = false;
    });
  }
}
