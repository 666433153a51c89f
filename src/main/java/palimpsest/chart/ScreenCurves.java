package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.nio.IntBuffer;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a figure on the screen, put onto its canvas as one picture in the pixels of the
 * display. As a hint of the graphics it tells {@link CurveRenderer} to draw here.
 */
final class ScreenCurves {

  /** The hint's key. */
  static final RenderingHints.Key KEY =
      new RenderingHints.Key(1) {
        @Override
        public boolean isCompatibleValue(@Nullable Object value) {
          return value == null || value instanceof ScreenCurves;
        }
      };

  private final GraphicsContext canvas;
  private final double scale;
  private @Nullable LineRaster raster;
  private double left;
  private double top;

  /**
   * Curves of one drawing.
   *
   * @param scale pixels of the display in a unit of the canvas
   */
  ScreenCurves(GraphicsContext canvas, double scale) {
    this.canvas = canvas;
    this.scale = scale;
  }

  /** The length of a pixel of the display. */
  double pixel() {
    return 1 / scale;
  }

  /** Draws a curve through points of the canvas, as far as they lie in an area. */
  void draw(Rectangle2D area, Polyline line, BasicStroke stroke, Color colour) {
    LineRaster pixels = raster;
    if (pixels == null) {
      left = Math.floor(area.getMinX() * scale);
      top = Math.floor(area.getMinY() * scale);
      pixels =
          new LineRaster(
              (int) Math.max(1, Math.ceil(area.getMaxX() * scale) - left),
              (int) Math.max(1, Math.ceil(area.getMaxY() * scale) - top));
      raster = pixels;
    }
    int count = line.size();
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = line.x(i) * scale - left;
      y[i] = line.y(i) * scale - top;
    }
    pixels.draw(x, y, count, stroke, scale, colour);
  }

  /** Puts what was drawn onto the canvas; what is drawn after lies above it. */
  void flush() {
    LineRaster pixels = raster;
    if (pixels != null) {
      raster = null;
      WritableImage picture =
          new WritableImage(
              new PixelBuffer<>(
                  pixels.width(),
                  pixels.height(),
                  IntBuffer.wrap(pixels.pixels()),
                  PixelFormat.getIntArgbPreInstance()));
      canvas.save();
      canvas.setGlobalAlpha(1);
      canvas.setImageSmoothing(false);
      canvas.drawImage(
          picture, left / scale, top / scale, pixels.width() / scale, pixels.height() / scale);
      canvas.restore();
    }
  }
}
