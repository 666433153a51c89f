package palimpsest.bench.live;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import palimpsest.bench.export.FigureMenu;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunModel;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.LearningCurves;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.Metrics;

/** R and the numbers read off it. */
final class AccuracyMatrixPanel extends VBox {

  private final AccuracyGrid matrix = new AccuracyGrid();
  private final MetricsPanel metrics = new MetricsPanel();
  private final HBox top = new HBox();
  private final HBox both = new HBox();
  private final Label reading = Ui.quiet("");

  AccuracyMatrixPanel(LiveExports exports) {
    reading.setId("matrix-reading");
    reading
        .textProperty()
        .bind(
            Bindings.when(matrix.readingProperty().isEmpty())
                .then("rows: after learning · columns: tested on · per cent")
                .otherwise(matrix.readingProperty()));
    reading.getStyleClass().add("reading");
    both.getChildren().addAll(matrix, metrics);
    both.getStyleClass().add("outcome");
    HBox.setHgrow(matrix, Priority.ALWAYS);
    matrix.setMaxWidth(460);
    // The names of the numbers come first; R makes do with what is left.
    metrics.setMinSize(USE_PREF_SIZE, 0);
    both.setMinHeight(0);
    VBox.setVgrow(both, Priority.ALWAYS);
    MenuButton export =
        FigureMenu.arrow(
            "export-accuracy-matrix",
            "Export R",
            "Save this matrix, drawn for print, or its numbers.",
            exports::editMatrix,
            exports::matrix,
            exports::matrixNumbers);
    top.getChildren().addAll(Ui.title("Accuracy after each task (R)"), Ui.spacer(), export);
    top.getStyleClass().add("panel-top");
    top.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(top, both, reading);
    getStyleClass().add("panel");
    setMinSize(0, 0);
  }

  /** The width in which R and the numbers are read side by side. */
  double leastWidth() {
    return matrix.minWidth(-1) + both.getSpacing() + metrics.prefWidth(-1);
  }

  /** The height in which all numbers are read. */
  double leastHeight() {
    double others = top.prefHeight(-1) + reading.prefHeight(-1) + 2 * getSpacing();
    return Math.ceil(others + both.getInsets().getTop() + metrics.prefHeight(-1));
  }

  /** Shows a run as it is now. */
  void show(RunModel run, ChartTheme theme) {
    LearningCurves curves = run.curves();
    AccuracyHistory history = curves.history();
    matrix.show(history.accuracyMatrix(), curves.taskNames(), theme);
    metrics.show(
        Metrics.of(history),
        curves.scores().hasOther() ? Metrics.of(curves.otherHistory()) : List.of(),
        run.spec().isTaskTold()
            ? List.of("task-inc.", "class-inc.")
            : List.of("class-inc.", "task-inc."));
  }
}
