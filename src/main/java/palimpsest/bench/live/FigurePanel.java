package palimpsest.bench.live;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import palimpsest.bench.export.FigureMenu;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Comparison;
import palimpsest.chart.Course;
import palimpsest.chart.Figure;
import palimpsest.chart.FigureView;

/** A figure of the shown run under a title, with a button that exports it. */
final class FigurePanel extends VBox {

  private final String name;
  private final Function<Comparison, Figure> drawing;
  private final FigureView view;
  private final HBox top;

  /**
   * A panel without a figure yet.
   *
   * @param title what stands above it
   * @param name what files and ids call it
   * @param valueFormat how a value is read out
   * @param drawing makes it
   */
  FigurePanel(String title, String name, String valueFormat, Function<Comparison, Figure> drawing) {
    this.name = name;
    this.drawing = drawing;
    view = new FigureView(valueFormat);
    view.setId("figure-" + id());
    view.setAccessibleText(title);
    top = new HBox(Ui.title(title), Ui.spacer());
    top.setAlignment(Pos.CENTER_LEFT);
    top.getStyleClass().add("panel-top");
    getStyleClass().add("panel");
    VBox.setVgrow(view, Priority.ALWAYS);
    getChildren().addAll(top, view);
  }

  /** Puts a button at the right end of the title's line that exports the figure. */
  void exportButton(String shortcut, FigureMenu.Picture picture, Runnable numbers) {
    top.getChildren()
        .add(
            FigureMenu.arrow(
                "export-" + id(),
                "Export " + name,
                "Save this figure, drawn for print, or its numbers." + shortcut,
                picture,
                numbers));
  }

  /** Puts something in place of the title. */
  void head(Node node) {
    top.getChildren().set(0, node);
  }

  /** What files call it. */
  String name() {
    return name;
  }

  /** Shows a run as it is now. */
  void draw(Course course, ChartTheme theme) {
    view.show(figure(course).draw(theme));
  }

  /** The figure of a run. */
  Figure figure(Course course) {
    return drawing.apply(Comparison.ofSingles(List.of(course)));
  }

  private String id() {
    return name.replace(' ', '-');
  }
}
