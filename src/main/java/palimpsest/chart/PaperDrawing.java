package palimpsest.chart;

import java.awt.Graphics2D;

/** A drawing on paper, in points. */
public interface PaperDrawing {

  /** Width in points. */
  double width();

  /** Height in points. */
  double height();

  /** Draws into the rectangle from 0, 0 to width, height. */
  void draw(Graphics2D graphics);
}
