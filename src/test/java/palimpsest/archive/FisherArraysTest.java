package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.fisher.EigenEntries;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Numbers;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;

/** What a matrix's file holds: the arrays of its representation, in its precision, to the bit. */
class FisherArraysTest {

  private static final int UNITS = 3;
  private static final int COLUMNS = 5;

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("fc1", "weight", List.of(UNITS, COLUMNS - 1), 0),
              new ParameterLayout.Tensor("fc1", "bias", List.of(UNITS), UNITS * (COLUMNS - 1))));

  private final Random random = new Random(11);

  @TempDir Path folder;

  private Numbers numbers(int count, boolean wide) {
    double[] values = random.doubles(count, -1, 1).toArray();
    if (wide) {
      return new Numbers.Doubles(values);
    }
    float[] narrow = new float[count];
    for (int i = 0; i < count; i++) {
      narrow[i] = (float) values[i];
    }
    return new Numbers.Singles(narrow);
  }

  private Map<String, NpyArray> written(MatrixEntries entries) {
    Path file = folder.resolve("matrix.npz");
    FisherFile.write(
        new FisherSnapshot(Representation.EKFAC, 0, "after task 1", 7, false, LAYOUT, entries),
        file);
    return Npz.read(file);
  }

  private void keeps(MatrixEntries entries, String descr, String... names) {
    Map<String, NpyArray> arrays = written(entries);
    for (String name : names) {
      assertThat(arrays).as("%s", arrays.keySet()).containsKey(name);
      assertThat(Objects.requireNonNull(arrays.get(name)).descr()).as(name).isEqualTo(descr);
    }
    MatrixEntries read = FisherArrays.entries(arrays);
    assertThat(read.size()).isEqualTo(entries.size());
    for (int row = 0; row < read.size(); row++) {
      for (int column = 0; column < read.size(); column++) {
        assertThat(read.at(row, column)).isEqualTo(entries.at(row, column));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyRepresentationKeepsItsArraysInItsPrecision(boolean wide) {
    String descr = wide ? "<f8" : "<f4";
    int size = UNITS * COLUMNS;
    keeps(new MatrixEntries.Full(size, numbers(size * size, wide)), descr, "matrix");
    keeps(new MatrixEntries.Diagonal(numbers(size, wide)), descr, "diagonal");
    keeps(
        MatrixEntries.Blocks.of(List.of(new MatrixEntries.Full(size, numbers(size * size, wide)))),
        descr,
        "fc1.matrix");
    keeps(
        MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Arrow(
                    numbers(size, wide), numbers(UNITS * (COLUMNS - 1), wide), COLUMNS - 1))),
        descr,
        "fc1.diagonal",
        "fc1.couplings");
    keeps(
        MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Kronecker(
                    numbers(UNITS * UNITS, wide), numbers(COLUMNS * COLUMNS, wide), UNITS, true))),
        descr,
        "fc1.G",
        "fc1.A");
    keeps(MatrixEntries.Blocks.of(List.of(eigen(wide))), descr, "fc1.U_G", "fc1.U_A", "fc1.D");
  }

  private EigenEntries eigen(boolean wide) {
    return new EigenEntries(
        numbers(UNITS * UNITS, wide),
        numbers(COLUMNS * COLUMNS, wide),
        numbers(UNITS * COLUMNS, wide),
        UNITS,
        true);
  }

  @Test
  void doublePrecisionIsKeptToTheBit() {
    EigenEntries eigen = eigen(true);
    Map<String, NpyArray> arrays = written(MatrixEntries.Blocks.of(List.of(eigen)));
    assertThat(arrays.get("fc1.D"))
        .isInstanceOfSatisfying(
            NpyArray.Doubles.class,
            array -> {
              for (int i = 0; i < array.length(); i++) {
                assertThat(array.values()[i]).isEqualTo(eigen.moments().exact(i));
              }
            });
  }

  /** Σ_pq U_G[o,p] U_G[o',p] U_A[i,q] U_A[i',q] D[p,q], weights before biases. */
  @Test
  void entriesOfEkfacAreThoseOfItsFormula() {
    EigenEntries eigen = eigen(true);
    int weights = COLUMNS - 1;
    for (int row = 0; row < eigen.size(); row++) {
      for (int column = 0; column < eigen.size(); column++) {
        int o = row < UNITS * weights ? row / weights : row - UNITS * weights;
        int i = row < UNITS * weights ? row % weights : weights;
        int o2 = column < UNITS * weights ? column / weights : column - UNITS * weights;
        int i2 = column < UNITS * weights ? column % weights : weights;
        double sum = 0;
        for (int p = 0; p < UNITS; p++) {
          for (int q = 0; q < COLUMNS; q++) {
            sum +=
                eigen.outputs().exact(o * UNITS + p)
                    * eigen.outputs().exact(o2 * UNITS + p)
                    * eigen.inputs().exact(i * COLUMNS + q)
                    * eigen.inputs().exact(i2 * COLUMNS + q)
                    * eigen.moments().exact(p * COLUMNS + q);
          }
        }
        assertThat((double) eigen.at(row, column)).isCloseTo(sum, within(1e-6));
      }
    }
  }

  @Test
  void entriesThatTakeMinutesToComputeAreKnown() {
    assertThat(eigen(false).isQuick()).isTrue();
    EigenEntries large =
        new EigenEntries(
            numbers(100 * 100, false), numbers(50 * 50, false), numbers(5000, false), 100, true);
    assertThat(MatrixEntries.Blocks.of(List.of(eigen(false), large)).isQuick()).isFalse();
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    Map<String, NpyArray> arrays = written(MatrixEntries.Blocks.of(List.of(eigen(false))));
    arrays.put("fc1.D", NpyArray.Floats.of(new float[UNITS * COLUMNS + 1]));
    assertThatThrownBy(() -> FisherArrays.entries(arrays))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not fit");
  }
}
