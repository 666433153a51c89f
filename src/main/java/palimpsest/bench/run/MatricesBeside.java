package palimpsest.bench.run;

import java.util.List;
import palimpsest.archive.ArchivedMatrix;

/**
 * The matrices of another run of the same tasks, to be looked at beside those of the shown run.
 *
 * @param title the title of that run in tables
 * @param matrices its matrices, in the order in which they were measured
 */
public record MatricesBeside(String title, List<ArchivedMatrix> matrices) {

  /** Copies the list. */
  public MatricesBeside {
    matrices = List.copyOf(matrices);
  }
}
