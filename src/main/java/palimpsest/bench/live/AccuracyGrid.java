package palimpsest.bench.live;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.HeatColours;
import palimpsest.text.NumberText;

/**
 * The matrix R as a heat map: a row for each task learned, a column for each task tested, accuracy
 * as colour and in per cent. Cells that the run has not reached are empty; a dash stands for a task
 * that was not evaluated.
 */
final class AccuracyGrid extends Region {

  private static final double GAP = 2;
  private static final double LABELS = 18;
  private static final double MARGIN = 8;
  private static final double NARROWEST = 34;
  private static final double WIDEST = 110;
  private static final double HIGHEST = 84;
  private static final double LINE = 14;
  private static final Font FONT = Font.font(11);

  private static final double SMALLEST_WITH_TEXT = 24;

  /** Rows beyond which they are numbered: the figures above have the names. */
  private static final int MOST_NAMES = 10;

  /** The font of numbers in cells of many tasks. */
  private static final Font SMALL = Font.font(9);

  private static final double NARROWEST_WITH_SMALL = 17;
  private static final double LOWEST_WITH_SMALL = 10;

  private final Canvas canvas = new Canvas();
  private final LabelWrapper names = new LabelWrapper(AccuracyGrid::widthOf);
  private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper(this, "reading", "");
  private double[][] accuracy = new double[0][0];
  private List<String> tasks = List.of();
  private HeatColours colours = new HeatColours(ChartTheme.LIGHT);
  private double left;
  private double cellWidth;
  private double cellHeight;
  private boolean dirty;

  AccuracyGrid() {
    setId("accuracy-grid");
    canvas.setManaged(false);
    getChildren().add(canvas);
    setMinSize(60, 60);
    setPrefSize(220, 180);
    setOnMouseMoved(event -> reading.set(read(event.getX(), event.getY())));
    setOnMouseExited(event -> reading.set(""));
  }

  /** The cell under the pointer, in words; empty if there is none. */
  ReadOnlyStringProperty readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /**
   * Shows a matrix from the next frame on.
   *
   * @param r R[i][j] from 0 to 1: accuracy on task j after task i; NaN where not reached or not
   *     evaluated
   */
  void show(double[][] r, List<String> taskNames, ChartTheme look) {
    accuracy = r;
    tasks = taskNames;
    setMinWidth(leastWidth());
    colours = new HeatColours(look);
    dirty = true;
    setAccessibleText(sentence());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double width = Math.floor(getWidth());
    double height = Math.floor(getHeight());
    if (dirty || canvas.getWidth() != width || canvas.getHeight() != height) {
      canvas.setWidth(width);
      canvas.setHeight(height);
      draw(width, height);
      dirty = false;
    }
  }

  private void draw(double width, double height) {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, width, height);
    int count = accuracy.length;
    if (count == 0) {
      return;
    }
    List<String> rows = tasks;
    List<String> columns = tasks;
    measure(rows, width);
    if (longest(columns) > cellWidth - 4) {
      // Names that do not fit over their columns stand beside the rows only, with numbers.
      columns = IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
      rows = count > MOST_NAMES ? columns : numbered();
      measure(rows, width);
    }
    cellHeight = Math.floor(Math.min(HIGHEST, (height - LABELS) / count));
    g.setTextBaseline(VPos.CENTER);
    for (int i = 0; i < count; i++) {
      g.setFont(FONT);
      g.setFill(colours.names());
      g.setTextAlign(TextAlignment.RIGHT);
      name(g, rows.get(i), LABELS + (i + 0.5) * cellHeight - GAP / 2);
      g.setTextAlign(TextAlignment.CENTER);
      text(g, columns.get(i), left + (i + 0.5) * cellWidth, LABELS / 2, cellWidth - 4);
      for (int j = 0; j < count; j++) {
        cell(g, i, j);
      }
    }
  }

  /** A name beside its row, in as many lines as it takes and the row has room for. */
  private void name(GraphicsContext g, String name, double middle) {
    double room = left - MARGIN;
    List<String> lines = names.of(name, room);
    if (lines.size() * LINE > cellHeight) {
      text(g, name, room, middle, room);
      return;
    }
    double first = middle - (lines.size() - 1) * LINE / 2;
    for (int i = 0; i < lines.size(); i++) {
      text(g, lines.get(i), room, first + i * LINE, room);
    }
  }

  private List<String> numbered() {
    return IntStream.range(0, tasks.size()).mapToObj(i -> (i + 1) + " " + tasks.get(i)).toList();
  }

  /** The width in which every name can be read and every number stands in its cell. */
  private double leastWidth() {
    double names =
        accuracy.length > MOST_NAMES
            ? 2 * LINE
            : numbered().stream().mapToDouble(this.names::least).max().orElse(0);
    return Math.ceil(names + MARGIN) + accuracy.length * SMALLEST_WITH_TEXT;
  }

  /** Divides the width between the names of the rows, which come first, and the cells. */
  private void measure(List<String> rows, double width) {
    double least = rows.stream().mapToDouble(names::least).max().orElse(0) + MARGIN;
    double room = Math.max(least, width - accuracy.length * NARROWEST);
    left = Math.ceil(Math.min(longest(rows) + MARGIN, room));
    cellWidth = Math.floor(Math.min(WIDEST, (width - left) / accuracy.length));
  }

  private static double longest(List<String> texts) {
    return texts.stream().mapToDouble(AccuracyGrid::widthOf).max().orElse(0);
  }

  private void cell(GraphicsContext g, int i, int j) {
    double x = left + j * cellWidth;
    double y = LABELS + i * cellHeight;
    double value = accuracy[i][j];
    if (Double.isNaN(value)) {
      g.setStroke(colours.border());
      g.strokeRect(x + 0.5, y + 0.5, cellWidth - GAP - 1, cellHeight - GAP - 1);
      if (isReached(i)) {
        g.setFill(colours.names());
        g.fillText(NumberText.NONE, x + (cellWidth - GAP) / 2, y + (cellHeight - GAP) / 2);
      }
      return;
    }
    Color fill = colours.shade(value);
    g.setFill(fill);
    g.fillRect(x, y, cellWidth - GAP, cellHeight - GAP);
    if (cellWidth >= NARROWEST_WITH_SMALL && cellHeight >= LOWEST_WITH_SMALL) {
      g.setFont(cellWidth >= SMALLEST_WITH_TEXT && cellHeight >= LINE ? FONT : SMALL);
      g.setFill(colours.text());
      String digits = NumberText.fixed(100 * value, cellWidth < NARROWEST ? 0 : 1);
      g.fillText(digits, x + (cellWidth - GAP) / 2, y + (cellHeight - GAP) / 2);
    }
  }

  /** Writes as much of a text as fits. */
  private static void text(GraphicsContext g, String text, double x, double y, double room) {
    String written = text;
    for (int letters = text.length() - 1; widthOf(written) > room && letters > 0; letters--) {
      written = text.substring(0, letters) + "…";
    }
    g.fillText(written, x, y);
  }

  private static double widthOf(String text) {
    Text measured = new Text(text);
    measured.setFont(FONT);
    return measured.getLayoutBounds().getWidth();
  }

  private String read(double x, double y) {
    int i = (int) Math.floor((y - LABELS) / Math.max(1, cellHeight));
    int j = (int) Math.floor((x - left) / Math.max(1, cellWidth));
    if (y < LABELS || x < left || i >= accuracy.length || j >= accuracy.length) {
      return "";
    }
    return words(i, j);
  }

  private String words(int i, int j) {
    double value = accuracy[i][j];
    String cell = "after %s, on %s: ".formatted(tasks.get(i), tasks.get(j));
    if (Double.isNaN(value)) {
      return cell + (isReached(i) ? "not evaluated" : "not reached");
    }
    return cell + NumberText.percent(value);
  }

  /** Whether any task was evaluated after a task. */
  private boolean isReached(int task) {
    return Arrays.stream(accuracy[task]).anyMatch(value -> !Double.isNaN(value));
  }

  private String sentence() {
    StringBuilder all = new StringBuilder("Accuracy");
    for (int i = 0; i < accuracy.length; i++) {
      for (int j = 0; j < accuracy.length; j++) {
        if (isReached(i)) {
          all.append("; ").append(words(i, j));
        }
      }
    }
    return all.toString();
  }
}
