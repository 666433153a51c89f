package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.fisher.MatrixEntries;
import palimpsest.problem.Problem;

class MatrixRasterTest {

  @TempDir Path folder;

  static Stream<MatrixEntries> everyKind() {
    Random random = new Random(1);
    MatrixEntries arrow = new MatrixEntries.Arrow(numbers(random, 15), numbers(random, 12), 4);
    MatrixEntries kronecker =
        new MatrixEntries.Kronecker(numbers(random, 16), numbers(random, 25), 4, true);
    MatrixEntries full = new MatrixEntries.Full(13, numbers(random, 169));
    MatrixEntries diagonal = new MatrixEntries.Diagonal(numbers(random, 11));
    return Stream.of(
        arrow,
        kronecker,
        full,
        diagonal,
        MatrixEntries.Blocks.of(List.of(full, arrow, kronecker, diagonal)));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyPixelIsTheLargestOfItsEntries(MatrixEntries matrix) {
    double[] scales = {1, 0.5, 0.3, 0.07};
    double[] origins = {0, 3.4, -5.5};
    for (double scale : scales) {
      for (double origin : origins) {
        MatrixRegion region = new MatrixRegion(origin, origin / 2, scale, 17, 12);
        MatrixRaster raster = MatrixRaster.of(matrix, region);
        for (int y = 0; y < 12; y++) {
          for (int x = 0; x < 17; x++) {
            assertThat(raster.value(x, y))
                .as("pixel %d, %d of %s", x, y, region)
                .isEqualTo(Float.valueOf(largest(matrix, region, x, y)));
          }
        }
      }
    }
  }

  @Test
  void aThinDiagonalStaysVisibleFromFarAway() {
    float[] ones = new float[20_000];
    java.util.Arrays.fill(ones, 1);
    MatrixRaster raster =
        MatrixRaster.of(new MatrixEntries.Diagonal(ones), new MatrixRegion(0, 0, 0.01, 200, 200));

    for (int i = 0; i < 200; i++) {
      assertThat(raster.value(i, i)).isEqualTo(1);
    }
    assertThat(raster.value(0, 199)).isZero();
  }

  @Test
  void greysRunFromBlackAtTheLeastToWhiteAtTheMost() {
    GreyScale scale = new GreyScale(0, 0.1);

    assertThat(scale.level(-1)).isZero();
    assertThat(scale.level(0)).isZero();
    assertThat(scale.level(0.05f)).isEqualTo(128);
    assertThat(scale.level(0.1f)).isEqualTo(255);
    assertThat(scale.level(Float.POSITIVE_INFINITY)).isEqualTo(255);
    assertThat(scale.level(Float.NaN)).isZero();
    assertThatThrownBy(() -> new GreyScale(0.1, 0.1))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("grey range");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void pngHasAPixelAnEntry(MatrixEntries matrix) throws IOException {
    Path file = folder.resolve("fisher.png");
    GreyScale scale = new GreyScale(-0.5, 2);
    MatrixFigures.savePng(matrix, scale, file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(matrix.size());
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        assertThat(image.getRaster().getSample(column, row, 0))
            .isEqualTo(scale.level(matrix.at(row, column)));
      }
    }
  }

  private static float largest(MatrixEntries matrix, MatrixRegion region, int x, int y) {
    float largest = Float.NaN;
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        if (Math.floor((row - region.row()) * region.scale()) == y
            && Math.floor((column - region.column()) * region.scale()) == x
            && !(matrix.at(row, column) <= largest)) {
          largest = matrix.at(row, column);
        }
      }
    }
    return largest;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
