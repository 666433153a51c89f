package palimpsest.bench.fisher;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Lays panes out side by side so that their pictures are equally large, to the pixel: the first has
 * more room, for the names of rows.
 */
final class EqualPanes extends Region {

  private static final double GAP = 12;

  EqualPanes(List<PaneView> panes) {
    getChildren().addAll(panes);
  }

  @Override
  protected void layoutChildren() {
    List<Node> shown = getManagedChildren();
    if (shown.isEmpty()) {
      return;
    }
    Insets insets = getInsets();
    double names = MatrixCanvas.NAMES;
    double room =
        getWidth() - insets.getLeft() - insets.getRight() - names - GAP * (shown.size() - 1);
    double picture = Math.max(1, Math.floor(room / shown.size()));
    double height = Math.floor(getHeight() - insets.getTop() - insets.getBottom());
    double legend = 0;
    for (Node node : shown) {
      if (node instanceof PaneView pane) {
        legend = Math.max(legend, Math.ceil(pane.legend().prefHeight(picture)));
      }
    }
    double x = insets.getLeft();
    for (Node pane : shown) {
      double width = pane.equals(shown.getFirst()) ? names + picture : picture;
      if (pane instanceof PaneView view && view.legend().getMinHeight() != legend) {
        view.legend().setMinHeight(legend);
        view.legend().setMaxHeight(legend);
      }
      pane.resizeRelocate(x, insets.getTop(), width, height);
      x += width + GAP;
    }
  }

  @Override
  protected double computeMinWidth(double height) {
    return 300;
  }

  @Override
  protected double computeMinHeight(double width) {
    return 200;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 400;
  }
}
