package palimpsest.bench.compare;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Sheet;

/** The Compare room: runs on the left, their figure on the right, their numbers under it. */
public final class CompareView extends StackPane {

  private final ChoicePane choices;

  /** A room that shows a comparison. */
  public CompareView(
      CompareViewModel model, CompareExports exports, NotebookExports notebook, Look look) {
    Sheet.dress(this, "compare");
    getStyleClass().addAll("room", "compare");
    setId("compare");
    FigurePane figure = new FigurePane(model, look);
    VBox.setVgrow(figure, Priority.ALWAYS);
    ObservableValue<Boolean> nothing =
        model.comparedProperty().map(compared -> compared.figure() == null);
    FigureBar bar =
        new FigureBar(
            model, ExportMenu.notebook(notebook, nothing), ExportMenu.figure(exports, nothing));
    VBox drawn = new VBox(bar, figure);
    drawn.getStyleClass().add("compare-drawn");
    SplitPane results =
        new SplitPane(drawn, new NumbersPane(model, look, ExportMenu.table(exports, nothing)));
    results.setOrientation(Orientation.VERTICAL);
    results.setDividerPositions(0.72);
    choices = new ChoicePane(model);
    SplitPane.setResizableWithParent(choices, false);
    SplitPane room = new SplitPane(choices, results);
    room.setDividerPositions(0.28);
    getChildren().add(room);
  }

  /** Moves the focus to the list of what can be compared. */
  public void focus() {
    choices.focus();
  }
}
