package palimpsest.archive;

import java.nio.file.Path;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.file.Npz;

/** Writes a Fisher matrix into an npz file, with the arrays that one in a run's folder has. */
public final class FisherFile {

  private FisherFile() {}

  /**
   * Writes a matrix, whole or not at all.
   *
   * @throws palimpsest.problem.Problem naming the file, if it cannot be written
   */
  public static void write(FisherSnapshot matrix, Path file) {
    Npz.write(file, FisherArrays.of(matrix));
  }
}
