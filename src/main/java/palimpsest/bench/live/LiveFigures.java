package palimpsest.bench.live;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;

/**
 * The figures of the page: two columns where both can be read, else one below the other, scrolled
 * where they are higher than the page.
 */
final class LiveFigures extends ScrollPane {

  /** The least height of a figure, with its title, at which curves can be told apart. */
  private static final double LEAST = 210;

  private static final double UPPER = 0.55;

  /** The least width of a figure in which its axis can be read. */
  private static final double LEAST_WIDTH = 350;

  private final GridPane grid = new GridPane();
  private final Region accuracy;
  private final Region means;
  private final AccuracyMatrixPanel outcome;
  private boolean beside;
  private double least;
  private double leastWidth;

  LiveFigures(Region accuracy, Region means, AccuracyMatrixPanel outcome) {
    this.accuracy = accuracy;
    this.means = means;
    this.outcome = outcome;
    setId("live-figures");
    getStyleClass().addAll("edge-to-edge", "live-figures");
    setFitToWidth(true);
    setFitToHeight(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    grid.getStyleClass().add("figure-grid");
    setContent(grid);
  }

  @Override
  protected void layoutChildren() {
    boolean room = getWidth() >= LEAST_WIDTH + outcome.leastWidth() + grid.getHgap();
    if (grid.getChildren().isEmpty()
        || room != beside
        || least != outcome.leastHeight()
        || leastWidth != outcome.leastWidth()) {
      beside = room;
      least = outcome.leastHeight();
      leastWidth = outcome.leastWidth();
      arrange();
    }
    super.layoutChildren();
  }

  private void arrange() {
    double lower = Math.max(LEAST, least);
    grid.getChildren().clear();
    grid.getColumnConstraints().clear();
    grid.getRowConstraints().clear();
    if (beside) {
      grid.getColumnConstraints().addAll(half(LEAST_WIDTH), half(leastWidth));
      grid.getRowConstraints().addAll(row(100 * UPPER), row(100 * (1 - UPPER)));
      grid.add(accuracy, 0, 0, 2, 1);
      grid.addRow(1, means, outcome);
      grid.setMinHeight(lower / (1 - UPPER) + grid.getVgap());
    } else {
      grid.getColumnConstraints().add(column(100));
      grid.getRowConstraints().addAll(row(34), row(33), row(33));
      grid.addColumn(0, accuracy, means, outcome);
      grid.setMinHeight(3 * (lower + grid.getVgap()));
    }
  }

  private static ColumnConstraints column(double percent) {
    ColumnConstraints column = new ColumnConstraints();
    column.setPercentWidth(percent);
    return column;
  }

  /** Half of the width, unless one side needs more of it. */
  private static ColumnConstraints half(double least) {
    ColumnConstraints column = new ColumnConstraints(least, least, Double.MAX_VALUE);
    column.setHgrow(Priority.ALWAYS);
    return column;
  }

  private static RowConstraints row(double percent) {
    RowConstraints row = new RowConstraints();
    row.setPercentHeight(percent);
    return row;
  }
}
