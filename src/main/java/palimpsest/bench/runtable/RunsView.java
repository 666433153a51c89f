package palimpsest.bench.runtable;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WrappingBar;
import palimpsest.bench.settings.Settings;
import palimpsest.text.NumberText;

/** The Runs page: a filter above, the table below. */
public final class RunsView extends BorderPane {

  /** The width needed to read a filter while typing it. */
  private static final double FILTER = 260;

  /** A longer line is harder to read than two. */
  private static final double COMPLAINT = 620;

  private static final KeyCodeCombination ENTER = new KeyCodeCombination(KeyCode.ENTER);

  private final RunsViewModel model;
  private final RunEdits edits;
  private final RunExports exports;
  private final RunsTable rows;
  private final TableView<RunRow> table;
  private final BulkAnnotationBar several;
  private final TextField filter = new TextField();
  private final HBox tools = new HBox();
  private final Label error = new Label();

  /** A page that remembers its columns in the settings. */
  public RunsView(RunsViewModel model, RunEdits edits, RunExports exports, Settings settings) {
    this.model = model;
    this.edits = edits;
    this.exports = exports;
    rows = new RunsTable(model, edits, settings);
    table = rows.view();
    several = new BulkAnnotationBar(edits, table::requestFocus);
    setId("runs");
    getStyleClass().addAll("page", "runs");
    StyleSheets.apply(this, "runs");
    setTop(head());
    setCenter(middle());
    // The table gives way at its foot: nothing is covered, and no row moves while one types.
    BorderPane.setMargin(error, new Insets(8, 16, 10, 16));
    setBottom(error);
  }

  /**
   * Shows in the column of states the statuses of jobs on clusters.
   *
   * @param status the status of a job, by the run's number; empty if there is nothing to say
   * @param revision changes with what that says
   */
  public void jobs(LongFunction<String> status, ObservableValue<?> revision) {
    rows.jobs(status, revision);
  }

  /** The chosen rows, from above. */
  public ObservableList<RunRow> selection() {
    return rows.selection();
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
    rows.focus();
  }

  /** Begins to write on a column of the chosen run or runs, by the column's name. */
  public void edit(String key) {
    if (!edits.mayWrite()) {
      edits.refuse();
    } else if (selection().size() > 1) {
      several.open(key, selection());
    } else {
      rows.edit(key);
    }
  }

  /** Saves the table as it is shown as CSV. */
  public void exportCsv() {
    exports.csv(rows.shownColumns(), shownRuns());
  }

  /** Saves the table as it is shown as LaTeX. */
  public void exportLatex() {
    exports.latex(rows.shownColumns(), shownRuns());
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

  /** The runs that answer the filter, from above. */
  private List<ArchivedRun> shownRuns() {
    return model.rows().stream().map(RunRow::run).toList();
  }

  /** Moves the focus to the filter. */
  public void search() {
    filter.requestFocus();
    filter.selectAll();
  }

  private Node head() {
    filter.setId("runs-filter");
    filter.setPromptText("Filter: words, or strategy:ewc seed:42 acc>0.5 tag:paper");
    filter.setAccessibleText("Filter runs");
    Ui.tip(
        filter,
        "Words that a run must have, or fields: strategy:ewc, seed:42, acc>0.5,"
            + " forgetting<10%, tag:paper, started>2026-01-31, duration>0:30. Negate a part"
            + " with \"!=\" or a minus before it.");
    filter.textProperty().bindBidirectional(model.filterProperty());
    Ui.passUndo(filter);
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
    filter.setPrefWidth(FILTER);
    filter.setMinWidth(FILTER);
    Label count = Ui.quiet("");
    count.setId("runs-count");
    count.setMinWidth(USE_PREF_SIZE);
    count
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::count, model.rows(), model.totalProperty(), selection()));
    tools.setAlignment(Pos.CENTER_LEFT);
    HBox rest = new HBox(count, tools, exportMenu(), columnMenu());
    rest.getStyleClass().add("runs-head");
    rest.setAlignment(Pos.CENTER_LEFT);
    WrappingBar line = new WrappingBar(filter, rest);
    error.setId("runs-error");
    error.getStyleClass().addAll("error", "bubble");
    error.setWrapText(true);
    error.setMinHeight(USE_PREF_SIZE);
    error.setMaxWidth(COMPLAINT);
    error.textProperty().bind(model.errorProperty());
    Ui.shownWhen(error, model.errorProperty().isNotEmpty());
    VBox head = new VBox(line, several);
    head.getStyleClass().add("runs-top");
    return head;
  }

  private String count() {
    int rows = model.rows().size();
    int total = model.totalProperty().get();
    String all =
        rows == total ? NumberText.count(total, "run") : "%,d of %,d runs".formatted(rows, total);
    int chosen = selection().size();
    return chosen > 1 ? all + ", %,d chosen".formatted(chosen) : all;
  }

  private MenuButton columnMenu() {
    MenuButton button = new MenuButton(null, new FontIcon(Feather.COLUMNS));
    button.setId("runs-columns");
    button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    button.setAccessibleText("Columns");
    Ui.tip(button, "Choose the columns. Drag headings to move or resize them.");
    for (RunColumn what : RunColumns.ALL) {
      button.getItems().add(columnItem(what));
    }
    return button;
  }

  /** A line of the menu of columns, which stays open: one often ticks several. */
  private MenuItem columnItem(RunColumn what) {
    CheckBox box = new CheckBox(what.title());
    box.setId("show-" + what.key());
    box.selectedProperty().bind(rows.visible(what));
    box.setFocusTraversable(false);
    // A click anywhere on the line is the line's, which keys choose too.
    box.setMouseTransparent(true);
    StackPane line = new StackPane(box);
    line.getStyleClass().add("column-line");
    line.setAlignment(Pos.CENTER_LEFT);
    CustomMenuItem item = new CustomMenuItem(line, false);
    item.setText(what.title());
    item.setOnAction(event -> rows.visible(what).set(!rows.visible(what).get()));
    return item;
  }

  private Node middle() {
    VBox empty =
        Ui.empty(
            Feather.ARCHIVE,
            "No runs yet",
            "Every run is kept here with its settings, numbers and matrices until you delete"
                + " it.");
    empty.setId("runs-empty");
    Ui.shownWhen(empty, model.readProperty().and(model.totalProperty().isEqualTo(0)));
    table.setPlaceholder(Ui.quiet("No matching runs."));
    Ui.shownWhen(table, model.totalProperty().greaterThan(0));
    return new StackPane(table, empty);
  }
}
