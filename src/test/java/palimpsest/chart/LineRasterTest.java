package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineRasterTest {

  private static final int SIZE = 200;
  private static final BasicStroke THIN = ChartStyle.screen(ChartTheme.LIGHT).line(0.8);

  /** On paper Java draws the same curves, so the window must show them alike. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, -1})
  void itDrawsWhatJavaDraws(int dash) {
    Random random = new Random(dash);
    BasicStroke stroke = dash < 0 ? THIN : ChartTheme.LIGHT.stroke(dash);
    Color colour = dash < 0 ? new Color(0, 0, 0, 140) : Color.BLACK;
    double[] x = new double[12];
    double[] y = new double[12];
    for (int i = 0; i < x.length; i++) {
      x[i] = -10 + 20 * i;
      y[i] = 20 + 160 * random.nextDouble();
    }
    BufferedImage java = java(x, y, stroke, colour);
    LineRaster raster = new LineRaster(SIZE, SIZE);
    raster.draw(x, y, x.length, stroke, 1, colour);
    long ink = 0;
    long difference = 0;
    for (int at = 0; at < SIZE * SIZE; at++) {
      int expected = java.getRGB(at % SIZE, at / SIZE) >>> 24;
      ink += expected;
      difference += Math.abs(expected - (raster.pixels()[at] >>> 24));
    }
    assertThat(ink).isPositive();
    assertThat((double) difference / ink).isLessThan(0.1);
  }

  @Test
  void aPixelIsColouredAsFarAsTheLineCoversIt() {
    LineRaster raster = new LineRaster(10, 10);
    raster.draw(new double[] {-5, 15}, new double[] {5, 5}, 2, new BasicStroke(3), 1, Color.WHITE);
    int[] column = new int[10];
    for (int row = 0; row < 10; row++) {
      column[row] = raster.pixels()[row * 10 + 4] >>> 24;
    }
    assertThat(column).containsExactly(0, 0, 0, 127, 255, 255, 127, 0, 0, 0);
  }

  @Test
  void aTranslucentLineIsNotDenserWhereItCrossesItself() {
    LineRaster raster = new LineRaster(SIZE, SIZE);
    double[] x = {20, 180, 180, 20};
    double[] y = {20, 180, 20, 180};
    raster.draw(x, y, 4, new BasicStroke(5), 1, new Color(255, 0, 0, 140));
    int densest = Arrays.stream(raster.pixels()).map(pixel -> pixel >>> 24).max().orElseThrow();
    assertThat(densest).isEqualTo(140);
  }

  @Test
  void aLineFarBeyondTheEdgesIsDrawnBetweenThem() {
    LineRaster raster = new LineRaster(SIZE, SIZE);
    BasicStroke dashed = ChartTheme.LIGHT.stroke(1);
    raster.draw(new double[] {100, 100}, new double[] {-1e12, 1e12}, 2, dashed, 1, Color.BLACK);
    int inked = 0;
    for (int row = 0; row < SIZE; row++) {
      inked += raster.pixels()[row * SIZE + 100] != 0 ? 1 : 0;
    }
    // Seven of eleven pixels are dashes.
    assertThat(inked).isBetween(SIZE / 2, 9 * SIZE / 10);
  }

  private static BufferedImage java(double[] x, double[] y, BasicStroke stroke, Color colour) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], y[i]);
    }
    graphics.setStroke(stroke);
    graphics.setColor(colour);
    graphics.draw(path);
    graphics.dispose();
    return image;
  }
}
