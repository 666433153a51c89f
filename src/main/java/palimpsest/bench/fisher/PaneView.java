package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.Ui;
import palimpsest.chart.GreyScale;

/** A pane of the viewer: what it shows, the picture, and what its greys mean. */
final class PaneView extends VBox {

  private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

  private final PaneContent paneContent;
  private final MatrixCanvas canvas;
  private final MatrixLegend legend;

  /** A pane for one of the matrices. */
  static PaneView ofMatrix(
      PaneModel pane,
      FisherViewModel model,
      Runnable viewChanged,
      Executor tiles,
      Executor window) {
    MatrixChooser chooser = new MatrixChooser(pane, model.choices());
    chooser.setId(
        pane.slot().letter().equals("A") ? "matrix-chooser" : id(pane.slot()) + "-chooser");
    HBox.setHgrow(chooser, Priority.ALWAYS);
    return new PaneView(
        pane.slot(),
        model,
        model.levels().greysProperty(),
        chooser,
        new MatrixCanvas(
            pane.slot(), model, model.levels().greysProperty(), viewChanged, tiles, window));
  }

  /** The pane for the difference. */
  static PaneView ofDifference(
      FisherViewModel model, Runnable viewChanged, Executor tiles, Executor window) {
    PaneContent paneContent = model.difference().slot();
    Label comparison = Ui.quiet("");
    comparison.setId("comparison");
    comparison.getStyleClass().add("number");
    comparison.textProperty().bind(model.difference().comparisonProperty());
    Ui.tip(
        comparison,
        "Over all entries, in double precision: the Frobenius norm of A − B as a share of A's,"
            + " and the cosine of the angle between A and B.");
    return new PaneView(
        paneContent,
        model,
        model.levels().differenceGreysProperty(),
        comparison,
        new MatrixCanvas(
            paneContent,
            model,
            model.levels().differenceGreysProperty(),
            viewChanged,
            tiles,
            window));
  }

  private PaneView(
      PaneContent paneContent,
      FisherViewModel model,
      ObservableValue<GreyScale> greys,
      Node title,
      MatrixCanvas canvas) {
    this.paneContent = paneContent;
    this.canvas = canvas;
    getStyleClass().add("matrix-pane");
    canvas.setId(id(paneContent));
    Label letter = new Label(paneContent.letter());
    letter.getStyleClass().add("panel-title");
    letter.setMinWidth(Region.USE_PREF_SIZE);
    Ui.shownWhen(letter, model.paneCountProperty().greaterThan(1).or(model.differingProperty()));
    HBox header = new HBox(letter, title);
    header.getStyleClass().add("matrix-title");
    header.setAlignment(Pos.CENTER_LEFT);
    Label remark = Ui.quiet("");
    remark.setWrapText(true);
    remark.getStyleClass().add("matrix-remark");
    remark.textProperty().bind(paneContent.remarkProperty());
    remark.setMouseTransparent(true);
    Ui.shownWhen(remark, Bindings.isNotEmpty(paneContent.remarkProperty()));
    StackPane picture = new StackPane(canvas, remark);
    VBox.setVgrow(picture, Priority.ALWAYS);
    legend = new MatrixLegend(paneContent, model, greys, canvas.coarseProperty());
    Ui.shownWhen(
        legend, paneContent.contentProperty().map(content -> content != null).orElse(false));
    getChildren().addAll(header, picture, legend);
  }

  /** Marks the pane as the one that was worked in last, or no longer. */
  void mark(boolean last) {
    pseudoClassStateChanged(LAST, last);
  }

  /** The slot of the pane. */
  PaneContent slot() {
    return paneContent;
  }

  /** The legend of its colours. */
  MatrixLegend legend() {
    return legend;
  }

  /** Its picture. */
  MatrixCanvas canvas() {
    return canvas;
  }

  private static String id(PaneContent paneContent) {
    return switch (paneContent.letter()) {
      case "A" -> "matrix";
      case "B" -> "matrix-b";
      case "C" -> "matrix-c";
      default -> "matrix-difference";
    };
  }
}
