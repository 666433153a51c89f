package palimpsest.bench.live;

import java.util.function.BiFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jfree.chart.JFreeChart;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.Ui;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Course;
import palimpsest.chart.FigureView;

/** A figure of the shown run under a title, with a button that exports it. */
final class FigurePanel extends VBox {

  private final String name;
  private final BiFunction<Course, ChartTheme, JFreeChart> drawing;
  private final FigureView view;
  private final HBox top;

  /**
   * A panel without a figure yet.
   *
   * @param title what stands above it
   * @param name what files and ids call it
   * @param valueFormat how a value is read out
   * @param drawing draws it
   */
  FigurePanel(
      String title,
      String name,
      String valueFormat,
      BiFunction<Course, ChartTheme, JFreeChart> drawing) {
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
  Button exportButton(String shortcut) {
    Button export =
        Ui.iconButton(
            Feather.DOWNLOAD, "Export " + name, "Save this figure, drawn for print." + shortcut);
    export.setId("export-" + id());
    top.getChildren().add(export);
    return export;
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
    view.show(drawing.apply(course, theme));
  }

  /** The figure of a run, drawn anew. */
  JFreeChart chart(Course course, ChartTheme theme) {
    return drawing.apply(course, theme);
  }

  private String id() {
    return name.replace(' ', '-');
  }
}
