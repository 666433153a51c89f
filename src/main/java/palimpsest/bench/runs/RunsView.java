package palimpsest.bench.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SortEvent;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.Sheet;
import palimpsest.bench.look.Ui;
import palimpsest.bench.settings.Settings;

/** The room of all runs: a filter above, the table below. */
public final class RunsView extends BorderPane {

  private static final KeyCodeCombination ENTER = new KeyCodeCombination(KeyCode.ENTER);

  private final RunsViewModel model;
  private final RunExports exports;
  private final Settings settings;
  private final TableView<RunRow> table = new TableView<>();
  private final TextField filter = new TextField();
  private final HBox tools = new HBox();
  private @Nullable Tooltip tip;
  private final Map<TableColumn<RunRow, ?>, RunColumn> columns = new HashMap<>();

  /** A room that remembers its columns in the settings. */
  public RunsView(RunsViewModel model, RunExports exports, Settings settings) {
    this.model = model;
    this.exports = exports;
    this.settings = settings;
    setId("runs");
    getStyleClass().addAll("room", "runs");
    Sheet.dress(this, "runs");
    buildTable();
    setTop(head());
    setCenter(middle());
  }

  /** The chosen rows, from above. */
  public ObservableList<RunRow> selection() {
    return table.getSelectionModel().getSelectedItems();
  }

  /** Offers actions on the chosen runs, as buttons above and in the menu of a row. */
  public void offer(Actions actions, List<Action> offered, Action open) {
    ContextMenu menu = new ContextMenu();
    for (Action action : offered) {
      tools.getChildren().add(Buttons.icon(actions, action));
      MenuItem item = new MenuItem(action.title(), new FontIcon(action.icon()));
      item.setAccelerator(null);
      item.disableProperty().bind(action.enabled().map(enabled -> !enabled));
      item.setOnAction(event -> actions.perform(action));
      menu.getItems().add(item);
    }
    table.setRowFactory(view -> {
      TableRow<RunRow> row = new TableRow<>();
      row.contextMenuProperty()
          .bind(Bindings.when(row.emptyProperty()).then((ContextMenu) null).otherwise(menu));
      row.setOnMouseClicked(event -> {
        if (event.getClickCount() == 2 && !row.isEmpty() && table.getEditingCell() == null) {
          actions.perform(open);
        }
      });
      return row;
    });
    // A table has its own use for some of these keys, such as F2.
    table.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (table.getEditingCell() == null) {
            meant(event, offered, open)
                .ifPresent(action -> {
                  actions.perform(action);
                  event.consume();
                });
          }
        });
  }

  private static Optional<Action> meant(KeyEvent event, List<Action> offered, Action open) {
    return ENTER.match(event)
        ? Optional.of(open)
        : offered.stream()
            .filter(action -> action.shortcut() != null && action.shortcut().match(event))
            .findFirst();
  }

  /** Moves the focus to the table. */
  public void focus() {
    table.requestFocus();
    if (table.getSelectionModel().isEmpty()) {
      table.getFocusModel().focus(0);
    }
  }

  /** Saves the table as it is shown as CSV. */
  public void exportCsv() {
    exports.csv(shownColumns(), shownRuns());
  }

  /** Saves the table as it is shown as LaTeX. */
  public void exportLatex() {
    exports.latex(shownColumns(), shownRuns());
  }

  /** Saves each chosen run as a folder. */
  public void exportFolders() {
    exports.folders(selection().stream().map(RunRow::run).toList());
  }

  private MenuButton exportMenu() {
    MenuButton button = new MenuButton(null, new FontIcon(Feather.DOWNLOAD));
    button.setId("runs-export");
    button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    button.setAccessibleText("Export runs");
    Ui.tip(button, "Saves the table as it is shown, or each chosen run as a folder of files.");
    button.disableProperty().bind(Bindings.isEmpty(model.rows()));
    MenuItem csv = new MenuItem("Table as CSV");
    csv.setOnAction(event -> exportCsv());
    MenuItem latex = new MenuItem("Table as LaTeX");
    latex.setOnAction(event -> exportLatex());
    MenuItem folders = new MenuItem("Chosen runs as folders …");
    folders.disableProperty().bind(Bindings.isEmpty(selection()));
    folders.setOnAction(event -> exportFolders());
    button.getItems().addAll(csv, latex, new SeparatorMenuItem(), folders);
    return button;
  }

  /** The columns in sight, from the left. */
  private List<RunColumn> shownColumns() {
    List<RunColumn> shown = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getVisibleLeafColumns()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        shown.add(what);
      }
    }
    return shown;
  }

  /** The runs that answer the filter, from above. */
  private List<ArchivedRun> shownRuns() {
    return model.rows().stream().map(RunRow::run).toList();
  }

  /** Moves the focus to the filter. */
  public void search() {
    filter.requestFocus();
    filter.selectAll();
  }

  /** Begins to write on a column of the chosen run, by the column's name. */
  public void edit(String key) {
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

  private Node head() {
    filter.setId("runs-filter");
    filter.setPromptText("Filter: words, or strategy:ewc seed:42 acc>0.5 tag:paper");
    filter.setAccessibleText("Filter runs");
    Ui.tip(
        filter,
        "Words that a run must hold, or fields: strategy:ewc, seed:42, acc>0.5, forgetting<10%,"
            + " tag:paper, started>2026-01-31, duration>5m. A minus before a part asks for its"
            + " contrary.");
    filter.textProperty().bindBidirectional(model.filterProperty());
    filter.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
        filter.clear();
        event.consume();
      } else if (event.getCode() == KeyCode.DOWN) {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty()) {
          table.getSelectionModel().selectFirst();
        }
        event.consume();
      }
    });
    HBox.setHgrow(filter, Priority.ALWAYS);
    Label count = Ui.quiet("");
    count.setId("runs-count");
    count.setMinWidth(USE_PREF_SIZE);
    count
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::count, model.rows(), model.totalProperty(), selection()));
    tools.setAlignment(Pos.CENTER_LEFT);
    HBox line = new HBox(filter, count, tools, exportMenu(), columnMenu());
    line.getStyleClass().add("runs-head");
    line.setAlignment(Pos.CENTER_LEFT);
    Label complaint = new Label();
    complaint.setId("runs-complaint");
    complaint.getStyleClass().add("complaint");
    complaint.setWrapText(true);
    complaint.textProperty().bind(model.complaintProperty());
    Ui.shownWhen(complaint, model.complaintProperty().isNotEmpty());
    VBox head = new VBox(line, complaint);
    head.getStyleClass().add("runs-top");
    return head;
  }

  private String count() {
    int rows = model.rows().size();
    int total = model.totalProperty().get();
    String all =
        rows == total
            ? total == 1 ? "1 run" : "%,d runs".formatted(total)
            : "%,d of %,d runs".formatted(rows, total);
    int chosen = selection().size();
    return chosen > 1 ? all + ", %,d chosen".formatted(chosen) : all;
  }

  private MenuButton columnMenu() {
    MenuButton button = new MenuButton(null, new FontIcon(Feather.COLUMNS));
    button.setId("runs-columns");
    button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    button.setAccessibleText("Columns");
    Ui.tip(button, "Choose the columns. Drag their headings to move and widen them.");
    Map<RunColumn, TableColumn<RunRow, ?>> byColumn = new HashMap<>();
    columns.forEach((column, what) -> byColumn.put(what, column));
    for (RunColumn what : RunColumns.ALL) {
      CheckMenuItem item = new CheckMenuItem(what.title());
      TableColumn<RunRow, ?> column = byColumn.get(what);
      if (column != null) {
        item.selectedProperty().bindBidirectional(column.visibleProperty());
        button.getItems().add(item);
      }
    }
    return button;
  }

  private Node middle() {
    VBox empty =
        Ui.empty(
            Feather.ARCHIVE,
            "No runs yet",
            "Every run that you start is kept here, with its settings, numbers and matrices, until"
                + " you delete it.");
    empty.setId("runs-empty");
    Ui.shownWhen(empty, model.readProperty().and(model.totalProperty().isEqualTo(0)));
    table.setPlaceholder(Ui.quiet("No run answers this filter."));
    Ui.shownWhen(table, model.totalProperty().greaterThan(0));
    return new StackPane(table, empty);
  }

  private void buildTable() {
    table.setId("runs-table");
    table.setAccessibleText("Runs");
    table.setEditable(true);
    table.setFixedCellSize(30);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    for (TableLook.Placed placed : TableLook.read(settings.runsColumnsProperty().get())) {
      TableColumn<RunRow, ArchivedRun> column = column(placed);
      columns.put(column, placed.column());
      table.getColumns().add(column);
    }
    table.setSortPolicy(view -> {
      sort();
      return true;
    });
    table.setItems(model.rows());
    restoreSort();
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

  private TableColumn<RunRow, ArchivedRun> column(TableLook.Placed placed) {
    RunColumn what = placed.column();
    TableColumn<RunRow, ArchivedRun> column = new TableColumn<>();
    Label title = new Label(what.title());
    Ui.tip(title, what.help());
    column.setGraphic(title);
    column.setId("column-" + what.key());
    column.setPrefWidth(placed.width());
    column.setVisible(placed.shown());
    if (what.isNumber()) {
      column.getStyleClass().add("number");
    }
    column.setCellValueFactory(cell -> cell.getValue().runProperty());
    column.setCellFactory(view -> new RunCell(what, this::tip, (row, text) -> write(what, row, text)));
    column.setEditable(what.key().equals(RunColumns.NOTES) || what.key().equals(RunColumns.TAGS));
    // Sorting is the view model's; the table need only believe that the column can be sorted.
    column.setComparator(Comparator.comparingLong(ArchivedRun::id));
    return column;
  }

  /** The tooltip of all cells: each is a window, so it is made when the mouse first comes. */
  private Tooltip tip() {
    Tooltip made = tip == null ? Ui.tooltip("") : tip;
    tip = made;
    return made;
  }

  private void write(RunColumn what, RunRow row, String text) {
    if (what.key().equals(RunColumns.NOTES)) {
      model.annotate(row.id(), text.strip(), row.run().tags());
    } else {
      model.annotate(row.id(), row.run().notes(), RunsViewModel.tags(text));
    }
  }

  private void sort() {
    List<RunsViewModel.SortKey> keys = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getSortOrder()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        keys.add(new RunsViewModel.SortKey(what, column.getSortType() == SortType.DESCENDING));
      }
    }
    model.sortBy(keys);
    settings.runsSortProperty().set(TableLook.writeSort(keys));
  }

  private void restoreSort() {
    List<TableColumn<RunRow, ?>> order = new ArrayList<>();
    for (RunsViewModel.SortKey key : TableLook.readSort(settings.runsSortProperty().get())) {
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
    List<TableLook.Placed> placed = new ArrayList<>();
    for (TableColumn<RunRow, ?> column : table.getColumns()) {
      RunColumn what = columns.get(column);
      if (what != null) {
        double width = column.getWidth();
        placed.add(new TableLook.Placed(what, width, column.isVisible()));
      }
    }
    settings.runsColumnsProperty().set(TableLook.write(placed));
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
