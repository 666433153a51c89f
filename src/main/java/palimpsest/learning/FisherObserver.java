package palimpsest.learning;

import java.util.function.Supplier;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;

/** Someone who looks at Fisher matrices while a network learns. */
public interface FisherObserver {

  /** Looks at no matrix, and cancels none. */
  FisherObserver NONE =
      new FisherObserver() {
        @Override
        public boolean cancelsMeasurement() {
          return false;
        }

        @Override
        public void measuringTask(Representation representation, int images) {}

        @Override
        public void taskMeasured(
            Representation representation, Supplier<MatrixEntries> entries, int images) {}

        @Override
        public boolean wantsBatchMatrix() {
          return false;
        }

        @Override
        public void batchMeasured(
            Representation representation, Supplier<MatrixEntries> entries, int images) {}
      };

  /**
   * Whether the matrix of a learned task, being measured now, is to be given up; asked every few
   * hundred images.
   */
  boolean cancelsMeasurement();

  /** Told that a part begins to measure the matrix of a task just learned. */
  void measuringTask(Representation representation, int images);

  /**
   * Shown the matrix of a task just learned that a part measured.
   *
   * @param entries copies its entries; to be asked before the call returns
   * @param images the number of images it averages over
   */
  void taskMeasured(Representation representation, Supplier<MatrixEntries> entries, int images);

  /** Whether the next matrix of a batch is wanted; copying one costs time. */
  boolean wantsBatchMatrix();

  /**
   * Shown the matrix of a batch, measured at the weights before its steps.
   *
   * @param entries copies its entries; to be asked before the call returns
   * @param images the number of images it averages over
   */
  void batchMeasured(Representation representation, Supplier<MatrixEntries> entries, int images);
}
