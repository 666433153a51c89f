package palimpsest.learning;

import java.util.function.Supplier;
import palimpsest.fisher.MatrixEntries;

/** Someone who looks at Fisher matrices while a network learns. */
public interface FisherObserver {

  /**
   * Whether the matrix of a finished task, being measured now, is to be given up; asked every few
   * hundred images.
   */
  boolean abandonsMeasuring();

  /** Whether the next matrix of a batch is wanted; copying one costs time. */
  boolean wantsBatchMatrix();

  /**
   * Shown the matrix of a batch, measured at the weights before its steps.
   *
   * @param entries copies its entries; to be asked before the call returns
   * @param images how many images it averages over
   */
  void batchMeasured(Supplier<MatrixEntries> entries, int images);
}
