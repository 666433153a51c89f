package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.fisher.FisherMatrix;

/** What joins the loss to hold the weights of earlier tasks. */
public interface Penalty extends AutoCloseable {

  /** Adds nothing. */
  Penalty NONE =
      new Penalty() {
        @Override
        public At at(NDArray theta) {
          return new At() {
            @Override
            public NDArray addGradient(NDArray gradient) {
              return gradient;
            }

            @Override
            public double value() {
              return 0;
            }
          };
        }

        @Override
        public FisherMatrix consolidate(FisherMatrix fisher, NDArray theta) {
          return fisher;
        }

        @Override
        public List<Supplier<PenaltyTerm>> terms() {
          return List.of();
        }

        @Override
        public void restore(PenaltyTerm term) {}

        @Override
        public void close() {}
      };

  /** The penalty at some weights: its value and its gradient share their products. */
  interface At {

    /**
     * A gradient with the penalty's added.
     *
     * @param gradient of the loss [P]
     * @return [P]
     */
    NDArray addGradient(NDArray gradient);

    /** The value. */
    double value();
  }

  /**
   * The penalty at θ.
   *
   * @param theta θ [P]
   * @return what lives as long as the scope in which it was asked for
   */
  At at(NDArray theta);

  /**
   * Holds the weights just reached from now on.
   *
   * @param fisher F over the task's training images; the penalty takes it over
   * @param theta θ* [P], copied
   * @return F as it is held from now on; the penalty's own
   */
  FisherMatrix consolidate(FisherMatrix fisher, NDArray theta);

  /** What it holds on to, task by task; each copies its arrays when asked, while this is open. */
  List<Supplier<PenaltyTerm>> terms();

  /** Holds on to one more task, as it did before. */
  void restore(PenaltyTerm term);

  @Override
  void close();
}
