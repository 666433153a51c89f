package palimpsest.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operator against its plain definition, in float64. */
class KernelsTest {

  private static final int IMAGES = 3;
  private static Workspace workspace;
  private static Kernels kernels;

  private final Random random = new Random(5);
  private Scope scope;

  @BeforeAll
  static void openWorkspace() {
    workspace = Workspace.open("cpu", Precision.FLOAT64);
    kernels = workspace.kernels();
  }

  @AfterAll
  static void closeWorkspace() {
    workspace.close();
  }

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void aSolveByCholeskyUndoesTheProduct() {
    NDArray root = random(6, 6);
    NDArray matrix = root.matMul(root.transpose()).add(workspace.eye(6));
    NDArray b = random(6, 2);
    NDArray solved = kernels.choleskySolve(b, kernels.cholesky(matrix));
    assertSame(matrix.matMul(solved), b);
  }

  @Test
  void pairsOfClassesAreCountedByLabelAndLargestLogit() {
    NDArray logits = workspace.array(new double[] {9, 0, 1, 5, 0, 2, 3, 4, 1, 1, 2, 6}, 3, 4);
    NDArray pairs = kernels.classPairs(logits, workspace.indices(new int[] {2, 1, 1, 2}));
    assertThat(Workspace.doubles(pairs)).containsExactly(0, 0, 0, 0, 2, 0, 1, 0, 1);
  }

  @Test
  void aSolveByConjugateGradientsUndoesTheDampedProduct() {
    NDArray root = random(60, 60);
    NDArray matrix = root.matMul(root.transpose());
    NDArray b = random(60);
    NDArray solved = kernels.conjugateGradients(b, matrix, 5);
    assertSame(matrix.matMul(solved).add(solved.mul(5)), b);
    NDArray broken = b.div(workspace.zeros(60));
    assertThat(Workspace.doubles(kernels.conjugateGradients(broken, matrix, 0.5)))
        .containsOnly(Double.NaN);
  }

  @Test
  void aTinyVectorIsSolvedForAsWellAsAnyOther() {
    NDArray root = random(60, 60);
    NDArray matrix = root.matMul(root.transpose()).toType(DataType.FLOAT32, false);
    NDArray b = random(60).toType(DataType.FLOAT32, false);
    double small = 0x1p-60;
    NDArray solved = kernels.conjugateGradients(b, matrix, 5);
    NDArray solvedSmall = kernels.conjugateGradients(b.mul(small), matrix, 5);
    assertThat(Workspace.doubles(solvedSmall.div(small))).isEqualTo(Workspace.doubles(solved));
  }

  @ParameterizedTest
  @CsvSource({"1,3,2,true", "2,2,3,false", "3,1,2,true", "2,3,1,true"})
  void tilesGiveWhatTheirPatchesGive(int channels, int kernel, int size, boolean bias) {
    long rows = 2L * size * size;
    NDArray x = random(channels, 2 * size + kernel - 1, 3 * size + kernel - 1, IMAGES);
    NDArray patches = kernels.patches(x, kernel, 1, bias);
    NDArray tiles = kernels.patches(x, kernel + size - 1, size, bias);
    long columns = patches.getShape().get(0);
    NDArray matrix = random(2, columns);

    NDArray byPosition = product(matrix, patches).reshape(2, 2, size, 3, size, IMAGES);
    NDArray byTile = product(kernels.spread(matrix, channels, kernel, size), tiles);
    assertSame(byTile.reshape(size, size, 2, 2, 3, IMAGES), byPosition.transpose(2, 4, 0, 1, 3, 5));

    NDArray tileMatrix = random(rows, tiles.getShape().get(0));
    assertThat(dot(kernels.spread(matrix, channels, kernel, size), tileMatrix))
        .isCloseTo(dot(matrix, kernels.gather(tileMatrix, channels, kernel, size)), offset(1e-12));

    assertSame(kernels.gatherProducts(product(tiles), channels, kernel, size), product(patches));
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1,1", "400,2", "400,1"}) // tiles row by row, and one by one
  void pullingBackIsTheTransposeOfGoingForward(int rows, int size) {
    NDArray x = random(2, 8, 6, (long) rows * IMAGES);
    NDArray tiles = kernels.patches(x, 4, size, true);
    long windows = tiles.getShape().get(1);
    NDArray matrix = random(3L * size * size, tiles.getShape().get(0));
    NDArray g = random(3, windows, rows, IMAGES);
    NDArray winners = kernels.maxima(random((long) size * size, 3, windows, IMAGES)).get(1);
    NDArray everywhere = kernels.scatter(g, winners);

    NDArray back = kernels.pullBack(matrix, g, winners, 2, 8, 6, 4, size, true);
    NDArray bias = matrix.get(":, -1:").mul(everywhere.reshape(3L * size * size, -1)).sum();
    assertThat(dot(x, back.reshape(2, 8, 6, -1)))
        .isCloseTo(
            dot(product(matrix, tiles), everywhere.reshape(3L * size * size, -1))
                - Workspace.scalar(bias.reshape(1)),
            offset(1e-9));
  }

  @Test
  void theFirstOfEqualMaximaWins() {
    NDArray x = workspace.array(new double[] {1, 0, 2, 7, 1, 0, 3, 7, 0, 0, 3, 8}, 3, 4);
    NDList maxima = kernels.maxima(x);
    assertThat(Workspace.doubles(maxima.get(0))).containsExactly(1, 0, 3, 8);
    assertThat(Workspace.doubles(maxima.get(1)))
        .containsExactly(1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theGradientOfARowIsTheSumOverItsPositions(int size) {
    int channels = 2;
    int kernel = 3;
    NDArray x = random(channels, 6, 8, IMAGES);
    NDArray tiles = kernels.patches(x, kernel + size - 1, size, true);
    long windows = tiles.getShape().get(1);
    NDArray winners = kernels.maxima(random((long) size * size, 3, windows, IMAGES)).get(1);
    NDArray g = random(3, windows, 5, IMAGES);
    NDArray actual = kernels.rowGradients(x, g, winners, kernel, size, size > 1, true);
    NDArray scattered = kernels.scatter(g, winners);
    for (int n = 0; n < IMAGES; n++) {
      for (int r = 0; r < 5; r++) {
        String place = ":, :, " + r + ", " + n;
        NDArray sum = scattered.get(place).matMul(tiles.get(":, :, " + n).transpose());
        assertSame(actual.get(n + ", :, " + r), kernels.gather(sum, channels, kernel, size));
      }
    }
  }

  @Test
  void theTriangleStandsForAllRows() {
    NDArray live = workspace.array(new double[] {1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1}, 4, 3);
    NDArray b = random(4, 6, IMAGES).mul(live.reshape(4, 1, IMAGES));
    NDList triangle = kernels.triangle(b, 3, true);
    assertSame(kernels.triangle(b, 3, false).get(0), triangle.get(0));
    for (int n = 0; n < IMAGES; n++) {
      NDArray rows = triangle.get(0).get(":, :, " + n);
      NDArray basis = triangle.get(1).get(":, :, " + n);
      NDArray all = b.get(":, :, " + n);
      assertSame(rows.matMul(rows.transpose()), all.matMul(all.transpose()));
      assertSame(all.matMul(basis), rows);
    }
  }

  private static NDArray product(NDArray matrix, NDArray columns) {
    return matrix.matMul(columns.reshape(columns.getShape().get(0), -1));
  }

  private static NDArray product(NDArray columns) {
    NDArray flat = columns.reshape(columns.getShape().get(0), -1);
    return flat.matMul(flat.transpose());
  }

  private static double dot(NDArray a, NDArray b) {
    return Workspace.scalar(a.mul(b).sum().reshape(1));
  }

  private NDArray random(long... shape) {
    long size = 1;
    for (long side : shape) {
      size *= side;
    }
    return workspace.array(random.doubles(size, -1, 1).toArray(), shape);
  }

  private static void assertSame(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(Workspace.doubles(actual))
        .containsExactly(Workspace.doubles(expected), offset(1e-10));
  }
}
