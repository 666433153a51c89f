package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
    return new MatrixEntries.Mapped(size, MemorySegment.ofArray(bytes.array()), false);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyPixelKeepsTheLargestAndTheSmallestOfItsEntries(MatrixEntries matrix) {
    double[] scales = {1, 0.5, 0.3, 0.07};
    double[] origins = {0, 3.4, -5.5};
    for (double scale : scales) {
      for (double origin : origins) {
        MatrixRegion region = new MatrixRegion(origin, origin / 2, scale, 17, 12);
        MatrixRaster raster = MatrixRaster.of(matrix, region, Reduction.LARGEST_MAGNITUDE);
        eachPixel(
            region,
            (x, y) -> {
              List<Float> entries = entries(new MatrixSource.Entries(matrix), region, x, y);
              Float largest = entries.stream().max(Float::compare).orElse(Float.NaN);
              Float smallest = entries.stream().min(Float::compare).orElse(Float.NaN);
              assertThat(raster.largest(x, y))
                  .as("pixel %d, %d of %s", x, y, region)
                  .isEqualTo(largest);
              assertThat(raster.smallest(x, y)).isEqualTo(smallest);
              assertThat(raster.isOutside(x, y)).isEqualTo(entries.isEmpty());
            });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void everyPixelOfADifferenceIsTheEntryFurthestFromZero(MatrixEntries a, MatrixEntries b) {
    MatrixSource difference = new MatrixSource.Difference(a, b);
    for (double scale : new double[] {1, 0.3}) {
      MatrixRegion region = new MatrixRegion(-1.5, 2, scale, 11, 19);
      MatrixRaster raster = read(difference, region, Reduction.LARGEST_MAGNITUDE);
      eachPixel(
          region,
          (x, y) -> {
            List<Float> entries = entries(difference, region, x, y);
            float furthest =
                entries.stream().max(Comparator.comparingDouble(Math::abs)).orElse(Float.NaN);
            assertThat(Math.abs(raster.value(x, y))).isEqualTo(Float.valueOf(Math.abs(furthest)));
            assertThat(raster.isNonZero(x, y)).isEqualTo(entries.stream().anyMatch(v -> v != 0));
          });
    }
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void theMeanWeighsEveryEntryByItsShareOfThePixel(MatrixEntries matrix) {
    for (double scale : new double[] {1, 0.8, 0.5, 0.37, 0.07}) {
      for (double origin : new double[] {0, 3.4, -5.5}) {
        MatrixRegion region = new MatrixRegion(origin, origin / 2, scale, 17, 12);
        MatrixRaster raster = MatrixRaster.of(matrix, region, Reduction.MEAN);
        eachPixel(
            region,
            (x, y) -> {
              double sum = 0;
              double area = 0;
              boolean nonZero = false;
              for (int row = 0; row < matrix.size(); row++) {
                for (int column = 0; column < matrix.size(); column++) {
                  double share =
                      overlap(row, region.row() + y / scale, scale)
                          * overlap(column, region.column() + x / scale, scale);
                  sum += share * matrix.at(row, column);
                  area += share;
                  nonZero |= share > 1e-9 && matrix.at(row, column) != 0;
                }
              }
              if (area < 1e-9) {
                assertThat(raster.isOutside(x, y)).isTrue();
              } else {
                assertThat((double) raster.value(x, y))
                    .as("pixel %d, %d of %s", x, y, region)
                    .isCloseTo(sum / area, within(1e-5));
                assertThat(raster.isNonZero(x, y)).isEqualTo(nonZero);
              }
            });
      }
    }
  }

  /** The share of an entry on a pixel that begins at a place. */
  private static double overlap(int index, double start, double scale) {
    return Math.max(0, Math.min(index + 1.0, start + 1 / scale) - Math.max(index, start));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void byLargestMagnitudeNoEntryAboveBlackIsLost(MatrixEntries matrix) {
    for (GreyScale scale :
        List.of(
            new GreyScale(0, 0.1), new GreyScale(0.05, 0.5), new GreyScale(0, 1, GreyCurve.LOG))) {
      for (double zoom : new double[] {0.6, 0.25, 0.07}) {
        MatrixRegion region = new MatrixRegion(0, 0, zoom, 15, 15);
        MatrixRaster raster = MatrixRaster.of(matrix, region, Reduction.LARGEST_MAGNITUDE);
        int[] colours = raster.toArgb(scale, MatrixPalette.GREY);
        eachPixel(
            region,
            (x, y) -> {
              int brightest =
                  entries(new MatrixSource.Entries(matrix), region, x, y).stream()
                      .mapToInt(scale::level)
                      .max()
                      .orElse(0);
              assertThat(colours[y * 15 + x] & 0xff).isEqualTo(brightest);
            });
      }
    }
  }

  @Test
  void atSymmetricLevelsBothSignsAreSeenAtEveryZoom() {
    Random random = new Random(3);
    float[] values = new float[500 * 500];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() - 0.2) * 0.02f;
    }
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Full(500, values));
    for (double zoom : new double[] {1, 0.61, 0.2, 0.05}) {
      int side = (int) Math.ceil(500 * zoom);
      MatrixRaster raster =
          read(source, new MatrixRegion(0, 0, zoom, side, side), Reduction.LARGEST_MAGNITUDE);
      for (GreyCurve curve : List.of(GreyCurve.LINEAR, GreyCurve.SYMMETRIC_LOG)) {
        GreyScale scale = new GreyScale(-0.1, 0.1, curve);
        long darker = 0;
        long lighter = 0;
        for (int colour : raster.toArgb(scale, MatrixPalette.GREY)) {
          darker += (colour & 0xff) < 128 ? 1 : 0;
          lighter += (colour & 0xff) > 128 ? 1 : 0;
        }
        long pixels = (long) side * side;
        assertThat(darker).as("negative at zoom %s", zoom).isGreaterThan(pixels / 3);
        assertThat(lighter).as("positive at zoom %s", zoom).isGreaterThan(pixels / 10);
      }
    }
  }

  @Test
  void whatIsNotFiniteHasAColourOfItsOwnHoweverFarAwayAndIsCounted() {
    float[] values = new float[100];
    values[11] = Float.NaN;
    values[47] = Float.POSITIVE_INFINITY;
    values[88] = Float.NEGATIVE_INFINITY;
    values[99] = 5;
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Full(10, values));
    for (Reduction reduction : Reduction.values()) {
      for (double zoom : new double[] {1, 0.5}) {
        int side = (int) (10 * zoom);
        MatrixRaster raster = read(source, new MatrixRegion(0, 0, zoom, side, side), reduction);
        for (MatrixPalette palette : MatrixPalette.values()) {
          for (int[] colours :
              List.of(
                  raster.toArgb(GreyScale.INITIAL, palette),
                  raster.toArgb(GreyScale.INITIAL, palette, 0xff8000))) {
            assertThat(colours[at(1, 1, zoom)]).isEqualTo(MatrixPalette.NOT_A_NUMBER);
            assertThat(colours[at(4, 7, zoom)]).isEqualTo(MatrixPalette.INFINITE);
            assertThat(colours[at(8, 8, zoom)]).isEqualTo(MatrixPalette.INFINITE);
            assertThat(colours[at(9, 9, zoom)])
                .isNotIn(MatrixPalette.NOT_A_NUMBER, zoom == 1 ? MatrixPalette.INFINITE : 0);
          }
        }
      }
    }
    MatrixRaster whole = read(source, MatrixRegion.whole(10), Reduction.LARGEST_MAGNITUDE);
    MatrixValues inView = MatrixValues.of(List.of(new MatrixValues.Part(whole, 0, 0, 10, 10)));
    assertThat(inView.count()).isEqualTo(97);
    assertThat(inView.notNumbers()).isOne();
    assertThat(inView.infinite()).isEqualTo(2);
    MatrixStatistics all = MatrixStatistics.of(source, () -> false).orElseThrow();
    assertThat(all).isEqualTo(new MatrixStatistics(100, 2, 1, 1, 2, 0, 5));
  }

  private static int at(int row, int column, double zoom) {
    return (int) (Math.floor(row * zoom) * 10 * zoom + Math.floor(column * zoom));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void statisticsAreThoseOfAllEntries(MatrixEntries matrix) {
    int size = matrix.size();
    long positive = 0;
    long negative = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        float value = matrix.at(row, column);
        positive += value > 0 ? 1 : 0;
        negative += value < 0 ? 1 : 0;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    MatrixSource source = new MatrixSource.Entries(matrix);
    assertThat(MatrixStatistics.of(source, () -> false))
        .contains(new MatrixStatistics((long) size * size, positive, negative, 0, 0, min, max));
    assertThat(MatrixStatistics.of(source, () -> true)).as("given up").isEmpty();
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
    MatrixRaster raster =
        MatrixRaster.of(
            matrix, new MatrixRegion(-2, -2, 1, size + 4, size + 4), Reduction.LARGEST_MAGNITUDE);
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
    MatrixRaster raster =
        MatrixRaster.of(matrix, MatrixRegion.whole(matrix.size()), Reduction.MEAN);
    GreyScale scale = new GreyScale(-1, 1);
    int[] pixels = raster.toArgb(scale, MatrixPalette.GREY, 0xff8000);
    int[] greys = raster.toArgb(scale, MatrixPalette.GREY);
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
    Arrays.fill(ones, 1);
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Diagonal(ones));
    MatrixRegion region = new MatrixRegion(0, 0, 0.1, 100, 100);
    for (Reduction reduction : Reduction.values()) {
      MatrixRaster sample =
          MatrixRaster.sample(source, region, reduction, () -> false).orElseThrow();
      MatrixRaster exact = read(source, region, reduction);
      eachPixel(
          region,
          (x, y) -> {
            assertThat(sample.isOutside(x, y)).isEqualTo(exact.isOutside(x, y));
            // Of ten rows by mean one is read: what it has of the diagonal is a tenth as well.
            assertThat(sample.value(x, y)).isEqualTo(Float.valueOf(exact.value(x, y)));
          });
      assertThat(MatrixRaster.of(source, region, reduction, () -> true)).as("given up").isEmpty();
    }
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
    Arrays.fill(ones, 1);
    MatrixRaster raster =
        MatrixRaster.of(
            new MatrixEntries.Diagonal(ones),
            new MatrixRegion(0, 0, 0.01, 200, 200),
            Reduction.LARGEST_MAGNITUDE);

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
        .hasMessageContaining("range from 0.1 to 0.1 is empty");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void pngHasAPixelAnEntry(MatrixEntries matrix) throws IOException {
    Path file = folder.resolve("fisher.png");
    GreyScale scale = new GreyScale(-0.5, 2);
    MatrixFigures.savePng(
        new MatrixSource.Entries(matrix),
        MatrixLook.grey(scale, Reduction.LARGEST_MAGNITUDE),
        file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(matrix.size());
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        assertThat(image.getRaster().getSample(column, row, 0))
            .isEqualTo(scale.level(matrix.at(row, column)));
      }
    }
  }

  @Test
  void aPictureTooLargeForAPixelPerEntryIsShrunkAndSaysHow() throws IOException {
    Path file = folder.resolve("small.png");
    float[] ones = new float[1000];
    Arrays.fill(ones, 1);
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Diagonal(ones));
    assertThat(MatrixFigures.savePng(source, MatrixLook.NOTEBOOK, 100, file)).isEqualTo(10);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(100);
    assertThat(image.getRaster().getSample(3, 3, 0)).as("0.1 on average").isEqualTo(255);
    assertThat(image.getRaster().getSample(3, 4, 0)).isZero();
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains(
            new String(
                "1000 × 1000 entries, mean of 10 × 10 entries per pixel; linear scale from 0 (black) to 0.1 (white)"
                    .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPictureWithEntriesThatAreNotFiniteIsInColourAndKeepsItsGreys() throws IOException {
    Path file = folder.resolve("nan.png");
    float[] values = {0.05f, Float.NaN, Float.NEGATIVE_INFINITY, 1};
    MatrixSource source = new MatrixSource.Entries(new MatrixEntries.Full(2, values));
    MatrixFigures.savePng(source, MatrixLook.INITIAL, file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff808080);
    assertThat(image.getRGB(1, 0)).isEqualTo(MatrixPalette.NOT_A_NUMBER);
    assertThat(image.getRGB(0, 1)).isEqualTo(MatrixPalette.INFINITE);
    assertThat(image.getRGB(1, 1)).isEqualTo(0xffffffff);
  }

  private interface Pixel {
    void at(int x, int y);
  }

  private static void eachPixel(MatrixRegion region, Pixel pixel) {
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        pixel.at(x, y);
      }
    }
  }

  private static MatrixRaster read(MatrixSource source, MatrixRegion region, Reduction reduction) {
    return MatrixRaster.of(source, region, reduction, () -> false).orElseThrow();
  }

  /** The entries that begin on a pixel. */
  private static List<Float> entries(MatrixSource matrix, MatrixRegion region, int x, int y) {
    List<Float> entries = new ArrayList<>();
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        if (Math.floor((row - region.row()) * region.scale()) == y
            && Math.floor((column - region.column()) * region.scale()) == x) {
          entries.add(matrix.at(row, column));
        }
      }
    }
    return entries;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
