package palimpsest.bench.live;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import palimpsest.bench.export.FigureMenu;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.figure.FigureModel;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.Figure;
import palimpsest.chart.LearningCurves;

/** A figure of the shown run under a title, with a button that exports it. */
final class FigurePanel extends VBox {

  private final String name;
  private final Function<Comparison, Figure> drawing;
  private final ChartPane chart;
  private final HBox top;
  private long shown;

  /**
   * A panel without a figure yet.
   *
   * @param title the title above it
   * @param name its name in file names and ids
   * @param valueFormat the format of a value
   * @param drawing makes it
   */
  FigurePanel(String title, String name, String valueFormat, Function<Comparison, Figure> drawing) {
    this.name = name;
    this.drawing = drawing;
    chart = new ChartPane(new FigureModel(), "figure-" + id(), title, valueFormat);
    top = new HBox(Ui.title(title), Ui.spacer(), chart.tools());
    top.setAlignment(Pos.CENTER_LEFT);
    top.getStyleClass().add("panel-top");
    getStyleClass().add("panel");
    VBox.setVgrow(chart, Priority.ALWAYS);
    getChildren().addAll(top, chart);
  }

  /** Puts a button at the right end of the title's line that exports the figure. */
  void exportButton(String shortcut, Runnable edit, FigureMenu.Picture picture, Runnable numbers) {
    top.getChildren()
        .add(
            FigureMenu.arrow(
                "export-" + id(),
                "Export " + name,
                "Save this figure, drawn for print, or its numbers." + shortcut,
                edit,
                picture,
                numbers));
  }

  /** Puts something in place of the title. */
  void head(Node node) {
    top.getChildren().set(0, node);
  }

  /** Its name in file names. */
  String name() {
    return name;
  }

  /** Shows a run as it is now; another run than before from its first to its last epoch. */
  void draw(long run, LearningCurves curves, ChartTheme theme) {
    if (run != shown) {
      shown = run;
      chart.model().fit();
    }
    chart.setTheme(theme);
    chart.model().show(curves(curves));
  }

  /** The figure of a run as it is looked at. */
  Figure figure(LearningCurves curves) {
    return curves(curves).with(chart.model().stateProperty().get());
  }

  /** The figure with its legend. */
  ChartPane chart() {
    return chart;
  }

  private CurveFigure curves(LearningCurves curves) {
    return (CurveFigure) drawing.apply(Comparison.ofSingles(List.of(curves)));
  }

  private String id() {
    return name.replace(' ', '-');
  }
}
