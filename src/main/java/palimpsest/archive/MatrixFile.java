package palimpsest.archive;

import java.nio.file.Files;
import java.util.Map;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.problem.Problem;

/** A Fisher matrix in its file. */
final class MatrixFile {

  private MatrixFile() {}

  /**
   * Reads a matrix.
   *
   * @throws Problem naming the file, if it is gone or damaged
   */
  static FisherSnapshot read(ArchivedMatrix matrix) {
    if (!Files.exists(matrix.file())) {
      throw new Problem(
          ("The matrix %s is gone: someone deleted or moved the file. The run's numbers are still"
                  + " in the archive.")
              .formatted(matrix.file()));
    }
    Map<String, NpyArray> arrays = Npz.read(matrix.file(), Runtime.getRuntime().maxMemory());
    try {
      return FisherArrays.snapshot(matrix, arrays);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Problem("%s is damaged: %s.".formatted(matrix.file(), e.getMessage()), e);
    }
  }
}
