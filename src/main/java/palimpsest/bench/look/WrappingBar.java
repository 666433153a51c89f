package palimpsest.bench.look;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * A bar of two groups, the second at its end; where the bar is too narrow for both, the second goes
 * below the first, so that neither is cut.
 */
public final class WrappingBar extends Pane {

  private static final double GAP = 12;
  private static final double BELOW = 6;

  private final Region begin;
  private final Region end;

  /**
   * A bar.
   *
   * @param begin takes what the other leaves
   * @param end is as wide as it likes to be
   */
  public WrappingBar(Region begin, Region end) {
    this.begin = begin;
    this.end = end;
    getChildren().addAll(begin, end);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return across() + Math.max(begin.minWidth(-1), end.minWidth(-1));
  }

  @Override
  protected double computePrefWidth(double height) {
    return across() + begin.prefWidth(-1) + GAP + end.prefWidth(-1);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    Insets insets = getInsets();
    double first = begin.prefHeight(-1);
    double second = end.prefHeight(-1);
    double high =
        width < 0 || besides(width - across()) ? Math.max(first, second) : first + BELOW + second;
    return insets.getTop() + high + insets.getBottom();
  }

  @Override
  protected void layoutChildren() {
    double left = getInsets().getLeft();
    double top = getInsets().getTop();
    double room = getWidth() - across();
    double wide = Math.min(room, end.prefWidth(-1));
    double first = begin.prefHeight(-1);
    double second = end.prefHeight(-1);
    if (besides(room)) {
      double high = Math.max(first, second);
      begin.resizeRelocate(left, snapPositionY(top + (high - first) / 2), room - wide - GAP, first);
      end.resizeRelocate(
          snapPositionX(left + room - wide),
          snapPositionY(top + (high - second) / 2),
          wide,
          second);
    } else {
      begin.resizeRelocate(left, top, room, first);
      end.resizeRelocate(left, top + first + BELOW, wide, second);
    }
  }

  private boolean besides(double room) {
    return begin.prefWidth(-1) + GAP + end.prefWidth(-1) <= room;
  }

  private double across() {
    return getInsets().getLeft() + getInsets().getRight();
  }
}
