package palimpsest.bench.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.fisher.TileReader.Place;
import palimpsest.bench.fisher.TileReader.Tile;
import palimpsest.chart.MatrixRegion;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.Reduction;
import palimpsest.fisher.EigenEntries;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Numbers;

/**
 * A matrix of 20,000 × 20,000 in a file, most of which is a hole that takes no space on the disk.
 */
class LargeMatrixTest {

  private static final int SIZE = 20_000;
  private static final int ROW = 12_345;
  private static final int COLUMN = 17;

  @TempDir Path folder;

  private final Deque<Runnable> background = new ArrayDeque<>();
  private final List<String> failures = new ArrayList<>();
  private final TileReader tiles =
      new TileReader(background::add, Runnable::run, () -> {}, failures::add);
  private MatrixSource matrix = new MatrixSource.Entries(new MatrixEntries.Diagonal(new float[1]));

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("large.bin");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      put(channel, SIZE - 1, SIZE - 1, 1);
      put(channel, 0, 0, 1);
      put(channel, ROW, COLUMN, 5);
    }
    matrix = new MatrixSource.Entries(MatrixEntries.Mapped.open(file, 0, SIZE, false));
  }

  @Test
  void aCoarsePictureComesFirstAndThenEveryEntryIsLookedAt() {
    Viewport whole = Viewport.fitting(SIZE, 256, 256, 1);
    tiles.look(matrix, whole, Reduction.LARGEST_MAGNITUDE, 256, 256);
    while (!tiles.isCovered()) {
      assertThat(background).isNotEmpty();
      background.removeFirst().run();
    }
    assertThat(tiles.isComplete()).isFalse();
    assertThat(valueAt(0, 0)).as("a corner that was sampled").isEqualTo(1);
    assertThat(valueAt(ROW, COLUMN)).as("a lone entry between the samples").isZero();

    runAll();
    assertThat(tiles.isComplete()).isTrue();
    assertThat(valueAt(ROW, COLUMN)).isEqualTo(5);
    assertThat(valueAt(SIZE - 1, SIZE - 1)).isEqualTo(1);
    assertThat(tiles.tiles()).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void whatTakesMinutesToComputeStaysSampledUntilItIsLookedAtClosely() {
    int units = 100;
    int columns = 50;
    MatrixSource slow =
        new MatrixSource.Entries(
            new EigenEntries(
                ones(units * units), ones(columns * columns), ones(units * columns), units, true));
    assertThat(slow.isQuick()).isFalse();
    tiles.look(slow, Viewport.fitting(5000, 128, 128, 1), Reduction.LARGEST_MAGNITUDE, 128, 128);
    runAll();
    assertThat(tiles.isCovered()).isTrue();
    assertThat(tiles.staysSampled()).isTrue();
    assertThat(tiles.tiles().values()).noneMatch(Tile::exact);

    tiles.look(slow, new Viewport(4, 100, 100), Reduction.LARGEST_MAGNITUDE, 128, 128);
    runAll();
    assertThat(tiles.staysSampled()).isFalse();
    assertThat(tiles.isComplete()).isTrue();
  }

  private static Numbers ones(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 1);
    return new Numbers.Singles(values);
  }

  @Test
  void aLookElsewhereDropsWhatWasStillToBeRead() {
    tiles.look(matrix, Viewport.fitting(SIZE, 900, 900, 1), Reduction.LARGEST_MAGNITUDE, 900, 900);
    Viewport near = new Viewport(1, COLUMN - 100.0, ROW - 100.0);
    tiles.look(matrix, near, Reduction.LARGEST_MAGNITUDE, 900, 900);
    runAll();
    assertThat(tiles.isComplete()).isTrue();
    assertThat(tiles.tiles().values())
        .as("entries one by one")
        .allMatch(tile -> tile.exact() && tile.raster().region().scale() == 1);
    assertThat(valueAt(ROW, COLUMN)).isEqualTo(5);
    assertThat(valueAt(ROW, COLUMN + 1)).isZero();
  }

  @Test
  void movingAboutKeepsNoMoreThanTheScreenHolds() {
    for (int step = 0; step < 200; step++) {
      tiles.look(
          matrix, new Viewport(1, step * 90, step * 70), Reduction.LARGEST_MAGNITUDE, 600, 400);
      runAll();
      assertThat(tiles.tiles().size()).isLessThanOrEqualTo(6 * 5);
    }
    tiles.close();
    assertThat(tiles.tiles()).isEmpty();
  }

  @Test
  void aFileThatIsCutShortMeanwhileIsToldAndNothingStaysBusy() throws IOException {
    tiles.look(matrix, Viewport.fitting(SIZE, 256, 256, 1), Reduction.LARGEST_MAGNITUDE, 256, 256);
    try (FileChannel channel =
        FileChannel.open(folder.resolve("large.bin"), StandardOpenOption.WRITE)) {
      channel.truncate(Float.BYTES);
    }
    runAll();
    assertThat(failures).singleElement().asString().contains("cut short");

    MatrixSource other = new MatrixSource.Entries(new MatrixEntries.Diagonal(new float[] {3}));
    tiles.look(other, Viewport.fitting(1, 256, 256, 1), Reduction.LARGEST_MAGNITUDE, 256, 256);
    runAll();
    assertThat(tiles.isComplete()).as("another matrix can be looked at").isTrue();
  }

  private void runAll() {
    while (!background.isEmpty()) {
      background.removeFirst().run();
    }
  }

  private float valueAt(int row, int column) {
    for (Tile tile : tiles.tiles().values()) {
      MatrixRegion region = tile.raster().region();
      double x = Math.floor((column - region.column()) * region.scale());
      double y = Math.floor((row - region.row()) * region.scale());
      if (x >= 0 && x < region.width() && y >= 0 && y < region.height()) {
        return tile.raster().largest((int) x, (int) y);
      }
    }
    throw new AssertionError("no tile holds " + new Place(column, row));
  }

  private static void put(FileChannel channel, int row, int column, float value)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
    channel.write(bytes, ((long) row * SIZE + column) * 4);
  }
}
