package palimpsest.fisher;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import palimpsest.problem.Problem;

/**
 * The entries of a square symmetric matrix as plain arrays, for looking at and for files: no native
 * memory, safe to hand from thread to thread.
 *
 * <p>Every form stores only what its representation holds, so that a large matrix can be looked at
 * without ever being written out.
 */
public sealed interface MatrixEntries {

  /** Number of rows, and of columns. */
  int size();

  /**
   * The entry at a row and a column, both from 0.
   *
   * @throws IndexOutOfBoundsException when either is outside the matrix
   */
  float at(int row, int column);

  /**
   * Every entry, row by row.
   *
   * @param size number of rows, n
   * @param values [n · n], row-major
   */
  record Full(int size, float[] values) implements MatrixEntries {
    @Override
    public float at(int row, int column) {
      return values[Math.toIntExact((long) row * size + column)];
    }
  }

  /**
   * Every entry, row by row, in a file that is read where it is looked at.
   *
   * @param size number of rows, n
   * @param values n · n float32 numbers, little-endian and row-major, mapped into memory
   */
  record Mapped(int size, MemorySegment values) implements MatrixEntries {

    static final ValueLayout.OfFloat FLOAT =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * Maps the entries that lie in a file. The mapping lasts as long as anybody holds on to them.
     *
     * @param file the file, which must not change meanwhile
     * @param offset bytes before the first entry
     * @param size number of rows, n
     * @throws Problem naming the file, if it cannot be read or is too short
     */
    public static Mapped open(Path file, long offset, int size) {
      long bytes = (long) size * size * Float.BYTES;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        if (channel.size() - offset < bytes) {
          throw new Problem(
              "%s is cut short: a %,d × %,d matrix takes %,d bytes, but only %,d are there."
                  .formatted(file, size, size, bytes, Math.max(0, channel.size() - offset)));
        }
        return new Mapped(
            size, channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes, Arena.ofAuto()));
      } catch (NoSuchFileException e) {
        throw new Problem("There is no file %s.".formatted(file), e);
      } catch (IOException e) {
        throw new Problem("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
      }
    }

    @Override
    public float at(int row, int column) {
      if (Math.max(row, column) >= size) {
        throw new IndexOutOfBoundsException("no entry %d, %d".formatted(row, column));
      }
      return values.get(FLOAT, ((long) row * size + column) * Float.BYTES);
    }

    /** A copy of every entry, row by row, in memory. */
    public float[] toArray() {
      return values.toArray(FLOAT);
    }
  }

  /**
   * A diagonal and nothing beside it.
   *
   * @param diagonal [n]
   */
  record Diagonal(float[] diagonal) implements MatrixEntries {
    @Override
    public int size() {
      return diagonal.length;
    }

    @Override
    public float at(int row, int column) {
      float value = diagonal[row];
      return row == column ? value : 0;
    }
  }

  /**
   * One layer of a quasi-diagonal matrix: a diagonal, and the entries between each unit's weights
   * and its bias. The weights come first, unit by unit, then the biases.
   *
   * @param diagonal [units · inputs + units]
   * @param couplings [units · inputs], the entry between each weight and its unit's bias
   * @param inputs weights of one unit
   */
  record Arrow(float[] diagonal, float[] couplings, int inputs) implements MatrixEntries {
    @Override
    public int size() {
      return diagonal.length;
    }

    @Override
    public float at(int row, int column) {
      float value = diagonal[row];
      if (row == column) {
        return value;
      }
      int weight = Math.min(row, column);
      int bias = Math.max(row, column) - couplings.length;
      return weight < couplings.length && weight / inputs == bias ? couplings[weight] : 0;
    }
  }

  /**
   * The Kronecker product G ⊗ A of one layer, in the flat order of its parameters: the weights row
   * by row, then the biases. The last row and column of A belong to the bias.
   *
   * @param g [units · units], row-major
   * @param a [inputs' · inputs'], row-major, where inputs' counts the bias as one more input
   * @param units outputs of the layer
   * @param bias whether the layer has a bias
   */
  record Kronecker(float[] g, float[] a, int units, boolean bias) implements MatrixEntries {
    @Override
    public int size() {
      return units * columns();
    }

    @Override
    public float at(int row, int column) {
      int columns = columns();
      return g[unit(row) * units + unit(column)] * a[input(row) * columns + input(column)];
    }

    int columns() {
      return (int) Math.round(Math.sqrt(a.length));
    }

    int weights() {
      return bias ? columns() - 1 : columns();
    }

    int unit(int index) {
      int weights = weights();
      return index < units * weights ? index / weights : index - units * weights;
    }

    int input(int index) {
      int weights = weights();
      return index < units * weights ? index % weights : weights;
    }
  }

  /**
   * Blocks along the diagonal, one after the other, and zeros elsewhere.
   *
   * @param blocks the blocks from the upper left corner on
   * @param offsets the first row of each block, and after the last one the size of the matrix
   */
  record Blocks(List<MatrixEntries> blocks, int[] offsets) implements MatrixEntries {

    /** Puts blocks one after the other. */
    public static Blocks of(List<? extends MatrixEntries> blocks) {
      int[] offsets = new int[blocks.size() + 1];
      for (int i = 0; i < blocks.size(); i++) {
        offsets[i + 1] = offsets[i] + blocks.get(i).size();
      }
      return new Blocks(List.copyOf(blocks), offsets);
    }

    @Override
    public int size() {
      return offsets[blocks.size()];
    }

    @Override
    public float at(int row, int column) {
      int block = 0;
      while (row >= offsets[block + 1]) {
        block++;
      }
      int start = offsets[block];
      return column < start || column >= offsets[block + 1]
          ? 0
          : blocks.get(block).at(row - start, column - start);
    }
  }
}
