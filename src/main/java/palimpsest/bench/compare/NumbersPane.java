package palimpsest.bench.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.chart.CurveSample;
import palimpsest.export.MeanTable;
import palimpsest.export.MeanTable.Row;

/** The table of numbers: a line a configuration, mean and deviation over its seeds. */
final class NumbersPane extends VBox {

  private static final double NAME = 190;
  private static final double WIDEST_NAME = 340;

  /** Beside a name: the piece of its curve, and the margins of its cell. */
  private static final double SAMPLE = 60;

  private static final double COUNT = 44;
  private static final Font HEAD = Font.font(null, FontWeight.BOLD, 12);
  private static final double MARGINS = 18;
  private static final double NUMBER = 86;

  /** Room for the bar that scrolls. */
  private static final double BAR = 14;

  private final DoubleProperty nameWidth = new SimpleDoubleProperty(this, "nameWidth", NAME);
  private final DoubleProperty countWidth = new SimpleDoubleProperty(this, "countWidth", COUNT);
  private final CompareViewModel model;
  private final WindowTheme windowTheme;
  private final TableView<Row> table = new TableView<>();
  private List<MeanTable.Column> columns = List.of();
  private List<Row> rows = List.of();

  /**
   * A table of a comparison.
   *
   * @param actions buttons for the table
   */
  NumbersPane(CompareViewModel model, WindowTheme windowTheme, Node... actions) {
    this.model = model;
    this.windowTheme = windowTheme;
    getStyleClass().add("compare-numbers");
    Label title = new Label("Mean ± sd over seeds, %");
    title.getStyleClass().add("panel-title");
    Ui.tip(title, "The mean and the sample standard deviation over seeds, in per cent.");
    HBox top = new HBox(title, Ui.spacer());
    top.getChildren().addAll(actions);
    top.setAlignment(Pos.CENTER_LEFT);
    table.setId("compare-table");
    Ui.passEscape(table, () -> false);
    table.setAccessibleText("Numbers of each configuration, mean and deviation over its seeds");
    table.setFixedCellSize(28);
    table.setPlaceholder(Ui.quiet("The numbers of the chosen runs appear here."));
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(top, table);
    model.comparedProperty().subscribe(comparisonResult -> show(comparisonResult.table()));
    windowTheme.chartTheme().subscribe(theme -> table.refresh());
  }

  private void show(MeanTable numbers) {
    if (table.getColumns().isEmpty() || !numbers.columns().equals(columns)) {
      columns = numbers.columns();
      table.getColumns().clear();
      table.getColumns().add(name());
      table.getColumns().add(count());
      for (int place = 0; place < columns.size(); place++) {
        table.getColumns().add(number(columns.get(place), place));
      }
    }
    rows = numbers.rows();
    double longest = rows.stream().mapToDouble(row -> width(row.label())).reduce(0, Math::max);
    nameWidth.set(Math.clamp(longest + SAMPLE - MARGINS, NAME, WIDEST_NAME));
    countWidth.set(rows.stream().mapToDouble(row -> width(row.count())).reduce(COUNT, Math::max));
    if (table.getItems().equals(rows)) {
      table.refresh();
    } else {
      table.getItems().setAll(rows);
      table.sort();
    }
  }

  /** The names take what the numbers leave. */
  private TableColumn<Row, Row> name() {
    TableColumn<Row, Row> column = column("Configuration");
    DoubleBinding rest =
        table.widthProperty().subtract(NUMBER * columns.size() + BAR).subtract(countWidth);
    column.prefWidthProperty().bind(Bindings.max(nameWidth, rest));
    column.setComparator(Comparator.comparing(Row::label, String.CASE_INSENSITIVE_ORDER));
    column.setCellFactory(of -> new NameCell());
    return column;
  }

  private TableColumn<Row, Row> count() {
    TableColumn<Row, Row> column = column("n");
    head(
        column, "n", "How many runs the means are taken over: those that learned all their tasks.");
    column.prefWidthProperty().bind(countWidth);
    column.setComparator(Comparator.comparingInt(Row::finished));
    column.setCellFactory(of -> new TextCell(Row::count));
    return column;
  }

  private TableColumn<Row, Row> number(MeanTable.Column number, int place) {
    TableColumn<Row, Row> column = column(number.name());
    head(column, number.name(), "%s: %s.".formatted(number.name(), number.formula()));
    column.setPrefWidth(Math.max(NUMBER, widestWord(number.name())));
    column.setComparator(Comparator.comparingDouble(row -> row.values().get(place).mean()));
    column.setCellFactory(of -> new TextCell(row -> row.values().get(place).text(1)));
    return column;
  }

  private static TableColumn<Row, Row> column(String name) {
    TableColumn<Row, Row> column = new TableColumn<>(name);
    column.setId("compare-" + name.toLowerCase(Locale.ROOT).replace(' ', '-'));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setReorderable(false);
    return column;
  }

  /** The width of the longest word of a heading, so that none is broken. */
  private static double widestWord(String name) {
    return Stream.of(name.split(" ")).mapToDouble(NumbersPane::width).max().orElse(0);
  }

  private static double width(String word) {
    Text text = new Text(word);
    text.setFont(HEAD);
    return text.getLayoutBounds().getWidth() + MARGINS;
  }

  /** Puts a label that wraps and explains itself in place of a column's name. */
  private static void head(TableColumn<Row, Row> column, String name, String tip) {
    Label label = new Label(name);
    Ui.tip(label, tip);
    label.setWrapText(true);
    column.setText("");
    column.setGraphic(label);
    column.getStyleClass().add("numeric");
  }

  /** A text that follows from the row. */
  private static final class TextCell extends TableCell<Row, Row> {
    private final Function<Row, String> text;

    TextCell(Function<Row, String> text) {
      this.text = text;
      getStyleClass().add("number");
      setAlignment(Pos.CENTER_RIGHT);
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      setText(empty || row == null ? "" : text.apply(row));
    }
  }

  /** The configuration's name beside a piece of its curve. */
  private final class NameCell extends TableCell<Row, Row> {
    private final CurveSample sample = new CurveSample();
    private final Tooltip tip = Ui.tooltip("");

    NameCell() {
      // What tells configurations apart stands at the end.
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      setGraphicTextGap(8);
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText("");
        setGraphic(null);
        setTooltip(null);
        return;
      }
      setText(row.label());
      tip.setText(row.label());
      setTooltip(tip);
      sample.show(rows.indexOf(row), windowTheme.chartTheme().get());
      // Where colours tell tasks, a configuration has none.
      boolean byTask = model.comparedProperty().get().kind() == FigureKind.TASK_ACCURACY;
      setGraphic(byTask ? null : sample);
    }
  }
}
