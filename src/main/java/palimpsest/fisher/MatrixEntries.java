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
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * The entries of a square symmetric matrix as plain arrays, for looking at and for files: no native
 * memory, safe to hand from thread to thread.
 *
 * <p>Every form stores only what its representation holds, so that a large matrix can be looked at
 * without ever being written out.
 */
public sealed interface MatrixEntries
    permits MatrixEntries.Full,
        MatrixEntries.Mapped,
        MatrixEntries.Diagonal,
        MatrixEntries.Arrow,
        MatrixEntries.Kronecker,
        EigenEntries,
        MatrixEntries.Blocks {

  /** Number of rows, and of columns. */
  int size();

  /**
   * The entry at a row and a column, both from 0.
   *
   * @throws IndexOutOfBoundsException when either is outside the matrix
   */
  float at(int row, int column);

  /** Whether reading every entry takes moments, not minutes. */
  default boolean isQuick() {
    return true;
  }

  /**
   * Every entry, row by row.
   *
   * @param size number of rows, n
   * @param values [n · n], row-major
   */
  record Full(int size, Numbers values) implements MatrixEntries {

    /** Entries in single precision. */
    public Full(int size, float[] values) {
      this(size, new Numbers.Singles(values));
    }

    @Override
    public float at(int row, int column) {
      return values.at(Math.toIntExact((long) row * size + column));
    }
  }

  /**
   * Every entry, row by row, in a file that is read where it is looked at.
   *
   * @param size number of rows, n
   * @param values n · n numbers, little-endian and row-major, mapped into memory
   * @param wide whether they are float64, not float32
   */
  record Mapped(int size, MemorySegment values, boolean wide) implements MatrixEntries {

    static final ValueLayout.OfFloat FLOAT =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final ValueLayout.OfDouble DOUBLE =
        ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * Maps the entries that lie in a file. The mapping lasts as long as anybody holds on to them.
     *
     * @param file the file, which must not change meanwhile
     * @param offset bytes before the first entry
     * @param size number of rows, n
     * @param wide whether the entries are float64, not float32
     * @throws Problem naming the file, if it cannot be read or is too short
     */
    public static Mapped open(Path file, long offset, int size, boolean wide) {
      long bytes = (long) size * size * (wide ? Double.BYTES : Float.BYTES);
      try {
        InputFile.requireRegular(file, "a file of a matrix");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          if (channel.size() - offset < bytes) {
            throw new Problem(
                "%s is cut short: a %,d × %,d matrix takes %,d bytes, but only %,d are there."
                    .formatted(file, size, size, bytes, Math.max(0, channel.size() - offset)));
          }
          return new Mapped(
              size,
              channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes, Arena.ofAuto()),
              wide);
        }
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
      long index = (long) row * size + column;
      return wide ? (float) values.getAtIndex(DOUBLE, index) : values.getAtIndex(FLOAT, index);
    }

    /** A copy of every entry, row by row, in memory. */
    public Numbers numbers() {
      return wide
          ? new Numbers.Doubles(values.toArray(DOUBLE))
          : new Numbers.Singles(values.toArray(FLOAT));
    }
  }

  /**
   * A diagonal and nothing beside it.
   *
   * @param diagonal [n]
   */
  record Diagonal(Numbers diagonal) implements MatrixEntries {

    /** A diagonal in single precision. */
    public Diagonal(float[] diagonal) {
      this(new Numbers.Singles(diagonal));
    }

    @Override
    public int size() {
      return diagonal.length();
    }

    @Override
    public float at(int row, int column) {
      float value = diagonal.at(row);
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
  record Arrow(Numbers diagonal, Numbers couplings, int inputs) implements MatrixEntries {

    /** A layer in single precision. */
    public Arrow(float[] diagonal, float[] couplings, int inputs) {
      this(new Numbers.Singles(diagonal), new Numbers.Singles(couplings), inputs);
    }

    @Override
    public int size() {
      return diagonal.length();
    }

    @Override
    public float at(int row, int column) {
      float value = diagonal.at(row);
      if (row == column) {
        return value;
      }
      int weight = Math.min(row, column);
      int bias = Math.max(row, column) - couplings.length();
      return weight < couplings.length() && weight / inputs == bias ? couplings.at(weight) : 0;
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
  record Kronecker(Numbers g, Numbers a, int units, boolean bias) implements MatrixEntries {

    /** A layer in single precision. */
    public Kronecker(float[] g, float[] a, int units, boolean bias) {
      this(new Numbers.Singles(g), new Numbers.Singles(a), units, bias);
    }

    @Override
    public int size() {
      return units * columns();
    }

    @Override
    public float at(int row, int column) {
      int columns = columns();
      return g.at(unit(row) * units + unit(column)) * a.at(input(row) * columns + input(column));
    }

    int columns() {
      return (int) Math.round(Math.sqrt(a.length()));
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
    public boolean isQuick() {
      return blocks.stream().allMatch(MatrixEntries::isQuick);
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
