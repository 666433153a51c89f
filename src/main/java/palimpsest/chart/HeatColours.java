package palimpsest.chart;

import javafx.scene.paint.Color;

/**
 * The colours of a heat map for a canvas of JavaFX.
 *
 * @param theme the look of the figures around it
 */
public record HeatColours(ChartTheme theme) {

  /** The shade of a share from 0 to 1. */
  public Color shade(double share) {
    return fx(theme.heat(share));
  }

  /** Text on any shade. */
  public Color text() {
    return fx(theme.textOnHeat());
  }

  /** Names beside the cells. */
  public Color names() {
    return fx(theme.quietText());
  }

  /** The borders of cells without a value. */
  public Color border() {
    return fx(theme.grid());
  }

  private static Color fx(java.awt.Color colour) {
    return Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue());
  }
}
