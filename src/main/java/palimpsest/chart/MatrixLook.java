package palimpsest.chart;

import java.util.Locale;
import palimpsest.text.NumberText;

/**
 * The way a matrix is drawn.
 *
 * @param scale the mapping from values to levels
 * @param palette the colours of the levels
 * @param reduction the value shown by a pixel that covers several entries
 */
public record MatrixLook(GreyScale scale, MatrixPalette palette, Reduction reduction) {

  /** The viewer's look at first: grey from 0 to 0.1, and no entry hidden. */
  public static final MatrixLook INITIAL =
      new MatrixLook(GreyScale.INITIAL, MatrixPalette.GREY, Reduction.LARGEST_MAGNITUDE);

  /** The look of the notebook's figures: grey from 0 to 0.1, averaged. */
  public static final MatrixLook NOTEBOOK =
      new MatrixLook(GreyScale.INITIAL, MatrixPalette.GREY, Reduction.MEAN);

  /** Grey levels with a reduction. */
  public static MatrixLook grey(GreyScale scale, Reduction reduction) {
    return new MatrixLook(scale, MatrixPalette.GREY, reduction);
  }

  /** The same look with another range or curve. */
  public MatrixLook with(GreyScale next) {
    return new MatrixLook(next, palette, reduction);
  }

  /**
   * The words for how entries became pixels.
   *
   * @param entriesPerPixel entries on a pixel, across and down; 1 or less where none share one
   */
  public String shrinking(double entriesPerPixel) {
    return entriesPerPixel <= 1
        ? count(entriesPerPixel)
        : "%s of %s".formatted(reduction.label().toLowerCase(Locale.ROOT), count(entriesPerPixel));
  }

  /** The words for how many entries a pixel stands for. */
  public static String count(double entriesPerPixel) {
    if (entriesPerPixel <= 1) {
      return "one entry per pixel";
    }
    String side = NumberText.leading(Math.rint(entriesPerPixel * 10) / 10);
    return "%s × %s entries per pixel".formatted(side, side);
  }
}
