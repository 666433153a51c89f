package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import palimpsest.fisher.MatrixComparison;
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
        mapped(random, 12),
        MatrixEntries.Blocks.of(List.of(full, arrow, kronecker, mapped(random, 5), diagonal)));
  }

  /** Pairs of one size and of every two forms. */
  static Stream<Arguments> everyPair() {
    List<MatrixEntries> forms = everyKind().map(MatrixRasterTest::ofSize20).toList();
    return forms.stream().flatMap(a -> forms.stream().map(b -> Arguments.of(a, b)));
  }

  private static MatrixEntries ofSize20(MatrixEntries matrix) {
    return matrix.size() > 20
        ? MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Diagonal(new float[] {1, -2, 0}),
                new MatrixEntries.Full(17, numbers(new Random(5), 289))))
        : MatrixEntries.Blocks.of(
            List.of(matrix, new MatrixEntries.Diagonal(new float[20 - matrix.size()])));
  }

  private static MatrixEntries mapped(Random random, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size * size * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers(random, size * size));
    return new MatrixEntries.Mapped(size, MemorySegment.ofArray(bytes.array()));
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

  @ParameterizedTest
  @MethodSource("everyPair")
  void everyPixelOfADifferenceIsTheEntryFurthestFromZero(MatrixEntries a, MatrixEntries b) {
    MatrixSource difference = new MatrixSource.Difference(a, b);
    for (double scale : new double[] {1, 0.3}) {
      MatrixRegion region = new MatrixRegion(-1.5, 2, scale, 11, 19);
      MatrixRaster raster = MatrixRaster.of(difference, region, () -> false).orElseThrow();
      for (int y = 0; y < region.height(); y++) {
        for (int x = 0; x < region.width(); x++) {
          float furthest = Float.NaN;
          boolean nonZero = false;
          for (int row = 0; row < a.size(); row++) {
            for (int column = 0; column < a.size(); column++) {
              float apart = a.at(row, column) - b.at(row, column);
              if (Math.floor((row - region.row()) * scale) == y
                  && Math.floor((column - region.column()) * scale) == x) {
                nonZero |= apart != 0;
                if (!(Math.abs(apart) <= Math.abs(furthest))) {
                  furthest = apart;
                }
              }
            }
          }
          assertThat(Math.abs(raster.value(x, y))).isEqualTo(Float.valueOf(Math.abs(furthest)));
          assertThat(raster.isNonZero(x, y)).isEqualTo(nonZero);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void errorAndCosineAreThoseOfAllEntries(MatrixEntries a, MatrixEntries b) {
    double squareA = 0;
    double squareB = 0;
    double inner = 0;
    double apart = 0;
    for (int row = 0; row < a.size(); row++) {
      for (int column = 0; column < a.size(); column++) {
        double x = a.at(row, column);
        double y = b.at(row, column);
        squareA += x * x;
        squareB += y * y;
        inner += x * y;
        apart += (x - y) * (x - y);
      }
    }
    MatrixComparison found = MatrixComparison.of(a, b, () -> false).orElseThrow();
    assertThat(found.relativeError()).isCloseTo(Math.sqrt(apart / squareA), within(1e-12));
    assertThat(found.cosine()).isCloseTo(inner / Math.sqrt(squareA * squareB), within(1e-12));
    assertThat(MatrixComparison.of(a, b, () -> true)).as("given up").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void valuesInViewAreCountedAndRankedAsTheyAre(MatrixEntries matrix) {
    int size = matrix.size();
    MatrixRaster raster = MatrixRaster.of(matrix, new MatrixRegion(-2, -2, 1, size + 4, size + 4));
    MatrixValues values =
        MatrixValues.of(
            List.of(
                new MatrixValues.Part(raster, 0, 0, size + 4, 7),
                new MatrixValues.Part(raster, 0, 7, size + 4, size + 4)));
    assertThat(values.count()).isEqualTo(size * size);
    for (GreyScale scale :
        List.of(
            new GreyScale(-1, 0.75),
            new GreyScale(0.001, 1.5, GreyCurve.LOG),
            new GreyScale(-0.5, 1, GreyCurve.SYMMETRIC_LOG))) {
      int[] expected = new int[8];
      double positive = 0;
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          double value = matrix.at(row, column);
          positive += value > 0 ? 1 : 0;
          if (value >= scale.min() && value <= scale.max()) {
            expected[(int) Math.min(7, Math.floor(scale.share(value) * 8))]++;
          }
        }
      }
      assertThat(values.histogram(scale, 8)).isEqualTo(expected);
      double white = values.white(0.9);
      double larger = 0;
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          larger += matrix.at(row, column) > white ? 1 : 0;
        }
      }
      assertThat(larger / positive).isLessThanOrEqualTo(0.1);
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void entriesOtherThanZeroAreOrangeAndTheRestStaysGrey(MatrixEntries matrix) {
    MatrixRaster raster = MatrixRaster.of(matrix, MatrixRegion.whole(matrix.size()));
    GreyScale scale = new GreyScale(-1, 1);
    int[] pixels = raster.toArgb(scale, 0xff8000);
    int[] greys = raster.toArgb(scale);
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        int pixel = pixels[row * matrix.size() + column];
        if (matrix.at(row, column) == 0) {
          assertThat(pixel).isEqualTo(greys[row * matrix.size() + column]);
        } else {
          assertThat(pixel >> 16 & 0xff).as("red").isGreaterThanOrEqualTo(128);
          assertThat(pixel & 0xff).as("blue").isZero();
        }
      }
    }
  }

  @Test
  void aSampleSeesTheDiagonalAndNeverMoreThanThereIs() {
    float[] ones = new float[900];
    java.util.Arrays.fill(ones, 1);
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Diagonal(ones));
    MatrixRegion region = new MatrixRegion(0, 0, 0.1, 100, 100);
    MatrixRaster sample = MatrixRaster.sample(source, region);
    MatrixRaster exact = MatrixRaster.of(source, region, () -> false).orElseThrow();
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        assertThat(sample.value(x, y)).isEqualTo(Float.valueOf(exact.value(x, y)));
      }
    }
    assertThat(MatrixRaster.of(source, region, () -> true)).as("given up").isEmpty();
  }

  @Test
  void everyCurveRisesFromBlackToWhiteAndBack() {
    for (GreyCurve curve : GreyCurve.values()) {
      for (double[] range : new double[][] {{0.001, 2}, {0, 0.1}, {-3, 3}, {-1, 0.5}}) {
        GreyScale scale = new GreyScale(range[0], range[1], curve);
        assertThat(scale.level((float) range[0])).isZero();
        assertThat(scale.level((float) range[1])).isEqualTo(255);
        assertThat(scale.level(-100)).isZero();
        assertThat(scale.level(100)).isEqualTo(255);
        int before = 0;
        for (int i = 0; i <= 100; i++) {
          float value = (float) (range[0] + i / 100.0 * (range[1] - range[0]));
          assertThat(scale.level(value)).isGreaterThanOrEqualTo(before);
          before = scale.level(value);
          double share = i / 100.0;
          assertThat(scale.share(scale.valueAt(share))).isCloseTo(share, within(1e-9));
        }
      }
    }
    assertThat(new GreyScale(1e-4, 1, GreyCurve.LOG).level(0.0101f)).isEqualTo(128);
    for (GreyCurve curve : List.of(GreyCurve.LINEAR, GreyCurve.SYMMETRIC_LOG)) {
      assertThat(new GreyScale(-2, 2, curve).level(0)).as("the middle grey").isEqualTo(128);
    }
    assertThatThrownBy(() -> new GreyScale(-2, -1, GreyCurve.LOG))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("larger than 0");
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
