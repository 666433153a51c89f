package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the form inside its scroll pane. Whatever appears, disappears or grows, the line in
 * use keeps its place on the screen: the pane is scrolled by as much as the line moved.
 */
final class FormRows extends VBox {

  private final ScrollPane pane;
  private @Nullable Node inHand;
  private double before = Double.NaN;
  private double wanted = Double.NaN;

  /** No lines yet, in a pane that is to show them. */
  FormRows(ScrollPane pane) {
    this.pane = pane;
    getStyleClass().add("setup-rows");
  }

  /**
   * Shows other lines. Those shown already stay in the scene, so that the focus stays in them. One
   * that is no longer wanted stays while it is above the line in hand and there is nothing to
   * scroll: without it that line would move.
   *
   * @param hand the line whose change brought this about; null if none did
   */
  void show(List<? extends Node> lines, @Nullable Node hand) {
    List<Node> target = new ArrayList<>(lines);
    inHand = hand;
    if (hand != null) {
      keepAbove(hand, target);
    }
    getChildren().removeIf(line -> !target.contains(line));
    for (int i = 0; i < target.size(); i++) {
      Node line = target.get(i);
      // A focused row would lose the focus if moved: the others are moved instead.
      boolean fixed = holdsFocus(line) && getChildren().indexOf(line) > i;
      while (fixed && !getChildren().get(i).equals(line)) {
        getChildren().remove(i);
      }
      if (i >= getChildren().size() || !getChildren().get(i).equals(line)) {
        getChildren().remove(line);
        getChildren().add(i, line);
      }
    }
  }

  private void keepAbove(Node hand, List<Node> target) {
    double room = offset();
    int end = getChildren().indexOf(hand);
    for (int i = 0; i < end; i++) {
      Node line = getChildren().get(i);
      if (!target.contains(line)) {
        double height = line.getLayoutBounds().getHeight() + getSpacing();
        if (height <= room) {
          room -= height;
        } else {
          Node previous = i == 0 ? null : getChildren().get(i - 1);
          target.add(target.indexOf(previous) + 1, line);
        }
      }
    }
  }

  /** Whether the focus is in a line, also while the window itself is not in front. */
  static boolean holdsFocus(Node line) {
    Node at = line.getScene() == null ? null : line.getScene().getFocusOwner();
    while (at != null && !at.equals(line)) {
      at = at.getParent();
    }
    return at != null;
  }

  /** The distance that the pane is scrolled, in pixels. */
  double offset() {
    return pane.localToScene(0, 0).getY() - localToScene(0, 0).getY();
  }

  /** Scrolls to a place, as far as there are lines. */
  void scrollTo(double place) {
    double hidden = getHeight() - pane.getViewportBounds().getHeight();
    pane.setVvalue(hidden <= 0 ? 0 : Math.clamp(place / hidden, 0, 1));
  }

  /** Remembers the place before the pane is laid out, for that may scroll it. */
  void hold() {
    before = offset();
  }

  @Override
  protected void layoutChildren() {
    double start = Double.isNaN(before) ? offset() : before;
    before = Double.NaN;
    Node anchor = anchor(start);
    double place = anchor == null ? 0 : anchor.getLayoutY();
    super.layoutChildren();
    double moved = anchor == null || place == 0 ? 0 : anchor.getLayoutY() - place;
    double end = Double.isNaN(wanted) ? start + moved : wanted + moved;
    wanted = Double.NaN;
    if (Math.abs(end - offset()) > 0.5 && getHeight() > 0) {
      if (end + pane.getViewportBounds().getHeight() > getHeight() + 0.5) {
        // There is not enough below to scroll so far: the next layout leaves it empty.
        wanted = end;
        Platform.runLater(this::requestLayout);
      }
      scrollTo(end);
    }
  }

  /** Never so low that the pane would have to scroll back: what is left is empty. */
  @Override
  protected double computePrefHeight(double width) {
    double place = Double.isNaN(wanted) ? offset() : wanted;
    double least = place > 0.5 ? place + pane.getViewportBounds().getHeight() : 0;
    return Math.max(super.computePrefHeight(width), least);
  }

  /** The line that is to keep its place. */
  private @Nullable Node anchor(double offset) {
    double end = offset + pane.getViewportBounds().getHeight();
    Node hand = inHand;
    inHand = null;
    if (hand != null && getChildren().contains(hand)) {
      return hand;
    }
    List<Node> inSight =
        getChildren().stream()
            .filter(line ->
                line.isManaged()
                    && line.getLayoutY() > 0
                    && line.getLayoutY() < end
                    && line.getLayoutY() + line.getLayoutBounds().getHeight() > offset)
            .toList();
    return inSight.stream()
        .filter(FormRows::holdsFocus)
        .findFirst()
        .or(() -> inSight.stream().filter(Node::isHover).findFirst())
        .or(() -> inSight.stream().findFirst())
        .orElse(null);
  }
}
