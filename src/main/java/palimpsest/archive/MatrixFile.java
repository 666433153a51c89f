package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.file.AtomicFile;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.fisher.MatrixEntries;
import palimpsest.problem.Problem;

/** A Fisher matrix in its file. */
final class MatrixFile {

  /** From this size on, a matrix stays in its file and is mapped. */
  private static final long MAPPED_BYTES = 64L << 20;

  private static final String MATRIX = "matrix";

  private MatrixFile() {}

  /**
   * Reads a matrix.
   *
   * @param mark the run it must belong to
   * @throws Problem naming the file, if it is gone, damaged or another run's
   */
  static FisherSnapshot read(ArchivedMatrix matrix, RunMark mark) {
    return read(matrix, mark, MAPPED_BYTES);
  }

  /** Reads a matrix, mapping it if its file is larger than some bytes. */
  static FisherSnapshot read(ArchivedMatrix matrix, RunMark mark, long mappedBytes) {
    if (!Files.exists(matrix.file())) {
      throw new Problem(
          ("The matrix %s is gone: someone deleted or moved the file. The run's numbers are still"
                  + " in the archive.")
              .formatted(matrix.file()));
    }
    try {
      if (Files.size(matrix.file()) > mappedBytes) {
        Optional<StoredArray> stored = StoredArray.find(matrix.file(), MATRIX);
        if (stored.isPresent() && List.of("<f4", "<f8").contains(stored.get().descr())) {
          return mapped(matrix, mark, stored.get());
        }
      }
      Map<String, NpyArray> arrays = Npz.read(matrix.file());
      mark.require(matrix.file(), arrays);
      return FisherArrays.snapshot(matrix, arrays, FisherArrays.entries(arrays));
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(matrix.file(), AtomicFile.reason(e)), e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new Problem("%s is damaged: %s.".formatted(matrix.file(), e.getMessage()), e);
    }
  }

  private static FisherSnapshot mapped(ArchivedMatrix matrix, RunMark mark, StoredArray stored) {
    Map<String, NpyArray> others = Npz.readBefore(matrix.file(), Set.of(MATRIX));
    mark.require(matrix.file(), others);
    int size = FisherArrays.side(stored.shape());
    return FisherArrays.snapshot(
        matrix,
        others,
        MatrixEntries.Mapped.open(
            matrix.file(), stored.offset(), size, stored.descr().equals("<f8")));
  }
}
