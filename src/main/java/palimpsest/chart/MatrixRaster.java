package palimpsest.chart;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import palimpsest.fisher.MatrixEntries;

/**
 * The values that the pixels of a matrix picture stand for, before they become colours.
 *
 * <p>Where many entries fall on one pixel, a {@link Reduction} makes one value of them. By largest
 * magnitude an entry counts for the pixel that it begins on, and the pixel shows the entry furthest
 * from zero once all are cut to the range of the levels: a thin diagonal stays visible however far
 * away, and a small positive entry beside a negative one that is black anyhow is not lost. By mean
 * an entry counts for every pixel that it lies on, by its share. What a representation does not
 * store is never visited.
 */
public final class MatrixRaster {

  private final MatrixRegion region;
  private final Reduction reduction;
  private final MatrixPixels pixels;

  private MatrixRaster(MatrixRegion region, Reduction reduction) {
    this.region = region;
    this.reduction = reduction;
    pixels = MatrixPixels.of(reduction, Math.multiplyExact(region.width(), region.height()));
  }

  /** Reads a region of a matrix, without altering it. */
  public static MatrixRaster of(MatrixEntries entries, MatrixRegion region, Reduction reduction) {
    return of(new MatrixSource.Entries(entries), region, reduction, () -> false).orElseThrow();
  }

  /**
   * Reads a region, without altering what it is read from.
   *
   * @param superseded asked once a row whether the picture is no longer wanted
   * @return nothing if it was superseded
   */
  public static Optional<MatrixRaster> of(
      MatrixSource source, MatrixRegion region, Reduction reduction, BooleanSupplier superseded) {
    return read(source, region, reduction, false, superseded);
  }

  /**
   * A first impression of a region: of the rows that fall on a pixel only one is read.
   *
   * @param superseded asked now and then whether the picture is no longer wanted
   * @return a raster whose pixels stand for some of their entries; nothing if it was superseded
   */
  public static Optional<MatrixRaster> sample(
      MatrixSource source, MatrixRegion region, Reduction reduction, BooleanSupplier superseded) {
    return read(source, region, reduction, true, superseded);
  }

  private static Optional<MatrixRaster> read(
      MatrixSource source,
      MatrixRegion region,
      Reduction reduction,
      boolean sample,
      BooleanSupplier superseded) {
    MatrixRaster raster = new MatrixRaster(region, reduction);
    int width = region.width();
    int height = region.height();
    PixelAxis rows = new PixelAxis(region.row(), region.scale(), height, source.size());
    PixelAxis columns = new PixelAxis(region.column(), region.scale(), width, source.size());
    Shrinking shrinking =
        switch (reduction) {
          case LARGEST_MAGNITUDE ->
              new Shrinking.Extremes(rows, columns, width, height, raster.pixels);
          case MEAN -> new Shrinking.Means(rows, columns, width, height, raster.pixels);
        };
    return shrinking.read(source.rows(), sample, superseded)
        ? Optional.of(raster)
        : Optional.empty();
  }

  /** The region that was read. */
  public MatrixRegion region() {
    return region;
  }

  /** The reduction of several entries to one pixel. */
  public Reduction reduction() {
    return reduction;
  }

  /** Whether a pixel lies beside the matrix. */
  public boolean isOutside(int x, int y) {
    return pixels.outside().get(index(x, y));
  }

  /** The largest value of a pixel, or its mean; NaN outside the matrix or if any entry is NaN. */
  public float largest(int x, int y) {
    return isOutside(x, y) ? Float.NaN : pixels.high()[index(x, y)];
  }

  /** The smallest value of a pixel, or its mean; NaN likewise. */
  public float smallest(int x, int y) {
    return isOutside(x, y) ? Float.NaN : pixels.low()[index(x, y)];
  }

  /** The value of a pixel furthest from zero, or its mean; NaN likewise. */
  public float value(int x, int y) {
    float high = largest(x, y);
    float low = smallest(x, y);
    return Math.abs(low) > Math.abs(high) ? low : high;
  }

  /** The value of a pixel that is seen at some levels; NaN likewise. */
  public float value(int x, int y, GreyScale scale) {
    return isOutside(x, y) ? Float.NaN : seen(index(x, y), scale.first(), scale.max());
  }

  /** Whether any of the entries of a pixel is not zero. */
  public boolean isNonZero(int x, int y) {
    return isNonZero(index(x, y));
  }

  private boolean isNonZero(int pixel) {
    return pixels.high()[pixel] != 0 || pixels.low()[pixel] != 0 || pixels.cancelled().get(pixel);
  }

  /**
   * Opaque colours, 0xAARRGGBB a pixel, row by row; transparent outside the matrix. What is not
   * finite has a colour of its own.
   */
  public int[] toArgb(GreyScale scale, MatrixPalette palette) {
    GreyScale.Levels levels = scale.levels();
    double first = scale.first();
    float[] high = pixels.high();
    float[] low = pixels.low();
    int zero = palette.argb(levels.of(0));
    boolean inside = pixels.outside().isEmpty();
    int[] colours = new int[high.length];
    for (int i = 0; i < colours.length; i++) {
      if (!inside && pixels.outside().get(i)) {
        continue;
      }
      if (high[i] == 0 && low[i] == 0) {
        // Most entries of a representation that does not store them all.
        colours[i] = zero;
      } else if (isFinite(i)) {
        colours[i] = palette.argb(levels.of(seen(i, first, scale.max())));
      } else {
        colours[i] = Float.isNaN(high[i]) ? MatrixPalette.NOT_A_NUMBER : MatrixPalette.INFINITE;
      }
    }
    return colours;
  }

  /**
   * The same, with every pixel that has an entry other than zero in one colour, the brighter the
   * higher its level.
   *
   * @param rgb the colour at its brightest, 0xRRGGBB
   */
  public int[] toArgb(GreyScale scale, MatrixPalette palette, int rgb) {
    int[] colours = toArgb(scale, palette);
    GreyScale.Levels levels = scale.levels();
    double first = scale.first();
    for (int i = 0; i < colours.length; i++) {
      if (isNonZero(i) && isFinite(i)) {
        int strength = 128 + levels.of(seen(i, first, scale.max())) / 2;
        int red = (rgb >> 16 & 0xff) * strength / 255;
        int green = (rgb >> 8 & 0xff) * strength / 255;
        int blue = (rgb & 0xff) * strength / 255;
        colours[i] = 0xff000000 | red << 16 | green << 8 | blue;
      }
    }
    return colours;
  }

  private boolean isFinite(int pixel) {
    return Float.isFinite(pixels.high()[pixel]) && Float.isFinite(pixels.low()[pixel]);
  }

  /** Of the largest and the smallest value the one further from zero, both cut to the levels. */
  private float seen(int pixel, double min, double max) {
    float high = pixels.high()[pixel];
    float low = pixels.low()[pixel];
    if (!(low < 0)) {
      return high;
    }
    if (!(high > 0)) {
      return low;
    }
    double up = Math.abs(Math.clamp((double) high, min, max));
    double down = Math.abs(Math.clamp((double) low, min, max));
    return down > up || (down == up && -low > high) ? low : high;
  }

  private int index(int x, int y) {
    return y * region.width() + x;
  }
}
