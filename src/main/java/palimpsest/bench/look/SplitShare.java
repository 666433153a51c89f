package palimpsest.bench.look;

import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * The share of a split pane that its first part has. It comes back when the pane grows again after
 * having been too small for it; JavaFX alone keeps what was left of it then.
 */
public final class SplitShare {

  private static final String DIVIDER = "split-pane-divider";

  private final SplitPane pane;
  private double share;

  private SplitShare(SplitPane pane, double share) {
    this.pane = pane;
    this.share = share;
  }

  /**
   * Keeps a share of a pane with two parts, until someone drags the divider and so chooses another.
   *
   * @param share of the first part, from 0 to 1
   */
  public static void keep(SplitPane pane, double share) {
    SplitShare kept = new SplitShare(pane, share);
    pane.setDividerPositions(share);
    pane.addEventHandler(MouseEvent.MOUSE_DRAGGED, kept::dragged);
    (pane.getOrientation() == Orientation.HORIZONTAL ? pane.widthProperty() : pane.heightProperty())
        // After the layout of the new size, in which the pane moves the divider itself.
        .subscribe(size -> Platform.runLater(() -> pane.setDividerPositions(kept.share)));
  }

  private void dragged(MouseEvent event) {
    for (Node at = event.getTarget() instanceof Node node ? node : null;
        at != null && at != pane;
        at = at.getParent()) {
      if (at.getStyleClass().contains(DIVIDER)) {
        share = pane.getDividerPositions()[0];
        return;
      }
    }
  }
}
