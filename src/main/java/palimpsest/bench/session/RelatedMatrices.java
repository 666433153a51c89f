package palimpsest.bench.session;

import java.util.List;
import palimpsest.archive.ArchivedMatrix;

/**
 * The matrices of another run of the same tasks, to be looked at beside those of the shown run.
 *
 * @param title the title of that run in tables
 * @param matrices its matrices, in the order in which they were measured
 */
public record RelatedMatrices(String title, List<ArchivedMatrix> matrices) {

  /** Copies the list. */
  public RelatedMatrices {
    matrices = List.copyOf(matrices);
  }
}
