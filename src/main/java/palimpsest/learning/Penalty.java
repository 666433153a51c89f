package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import palimpsest.fisher.FisherMatrix;

/** What joins the loss to hold the weights of earlier tasks. */
public interface Penalty extends AutoCloseable {

  /** Adds nothing. */
  Penalty NONE =
      new Penalty() {
        @Override
        public NDArray addGradient(NDArray gradient, NDArray theta) {
          return gradient;
        }

        @Override
        public double value(NDArray theta) {
          return 0;
        }

        @Override
        public void consolidate(FisherMatrix fisher, NDArray theta) {}

        @Override
        public void close() {}
      };

  /**
   * A gradient with the penalty's added.
   *
   * @param gradient of the loss [P]
   * @param theta θ [P]
   * @return [P]
   */
  NDArray addGradient(NDArray gradient, NDArray theta);

  /** The penalty at θ. */
  double value(NDArray theta);

  /**
   * Holds the weights just reached from now on.
   *
   * @param fisher F over the task's training images; the penalty takes it over
   * @param theta θ* [P], copied
   */
  void consolidate(FisherMatrix fisher, NDArray theta);

  @Override
  void close();
}
