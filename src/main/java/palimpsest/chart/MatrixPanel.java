package palimpsest.chart;

import palimpsest.experiment.FisherSnapshot;
import palimpsest.network.ParameterLayout;
import palimpsest.text.NumberText;

/**
 * A matrix of a figure.
 *
 * @param name the caption above it
 * @param source its entries
 * @param layout the layers that its rows and columns belong to
 * @param look its scale, palette and reduction
 */
public record MatrixPanel(
    String name, MatrixSource source, ParameterLayout layout, MatrixLook look) {

  /** Share of the positive values that stay below white where the range follows them. */
  private static final double PERCENTILE = 0.99;

  /** A measured matrix, named by what it is and how it was measured. */
  public static MatrixPanel of(FisherSnapshot matrix, MatrixLook look) {
    String name =
        "%s, %s, %s"
            .formatted(
                matrix.representation().label(),
                matrix.moment(),
                NumberText.count(matrix.images(), "image"));
    return new MatrixPanel(name, new MatrixSource.Entries(matrix.entries()), matrix.layout(), look);
  }

  /** The same from 0 to the 99th percentile of its own positive values. */
  public MatrixPanel toPercentile() {
    double white =
        MatrixValues.ofWhole(source, look.reduction(), () -> false).orElseThrow().white(PERCENTILE);
    return white > 0
        ? new MatrixPanel(name, source, layout, look.with(new GreyScale(0, white)))
        : this;
  }

  /** Its values in a picture of at most so many pixels across. */
  MatrixRaster raster(int most) {
    int pixels = Math.min(source.size(), most);
    double zoom = Math.min(1, (double) pixels / source.size());
    return MatrixRaster.of(
            source, new MatrixRegion(0, 0, zoom, pixels, pixels), look.reduction(), () -> false)
        .orElseThrow();
  }
}
