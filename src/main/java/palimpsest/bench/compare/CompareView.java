package palimpsest.bench.compare;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;

/**
 * The Compare page: runs on the left, their figure on the right, their numbers under it. What is
 * drawn and how is chosen above the figure; on a narrow page, above the list too, where there is
 * more space for it.
 */
public final class CompareView extends StackPane {

  /** Narrower pages have too little space beside the list. */
  private static final double NARROW = 700;

  private final ChoicePane choices;
  private final FigurePane figure;

  /** A page that shows a comparison. */
  public CompareView(
      CompareViewModel model,
      CompareExports exports,
      NotebookExports notebook,
      WindowTheme windowTheme) {
    StyleSheets.apply(this, "compare");
    getStyleClass().addAll("page", "compare");
    setId("compare");
    figure = new FigurePane(model, windowTheme);
    VBox.setVgrow(figure, Priority.ALWAYS);
    ObservableValue<Boolean> nothing =
        model.comparedProperty().map(comparisonResult -> comparisonResult.figure() == null);
    FigureBar bar =
        new FigureBar(
            model,
            figure.tools(),
            ExportMenu.notebook(notebook, nothing),
            ExportMenu.figure(exports, nothing));
    VBox drawn = new VBox(figure);
    drawn.getStyleClass().add("compare-drawn");
    SplitPane results =
        new SplitPane(
            drawn, new NumbersPane(model, windowTheme, ExportMenu.table(exports, nothing)));
    results.setOrientation(Orientation.VERTICAL);
    results.setDividerPositions(0.72);
    choices = new ChoicePane(model);
    SplitPane page = new SplitPane(choices, results);
    page.setDividerPositions(0.28);
    // A share of the width would grow whenever a narrow window had made the list as small as can
    // be.
    SplitPane.setResizableWithParent(choices, false);
    StackPane top = new StackPane();
    Ui.shownWhen(top, Bindings.isNotEmpty(top.getChildren()));
    top.getStyleClass().add("compare-top");
    VBox.setVgrow(page, Priority.ALWAYS);
    getChildren().add(new VBox(top, page));
    widthProperty()
        .map(width -> width.doubleValue() < NARROW)
        .subscribe(narrow -> {
          if (narrow) {
            top.getChildren().setAll(bar);
          } else if (!drawn.getChildren().contains(bar)) {
            drawn.getChildren().addFirst(bar);
          }
        });
  }

  /** The figure that is seen, if there is one. */
  public List<ChartPane> charts() {
    return figure.charts();
  }

  /** Moves the focus to the list of what can be compared. */
  public void focus() {
    choices.focus();
  }
}
