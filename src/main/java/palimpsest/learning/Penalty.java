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
        public NDArray addGradient(NDArray gradient, NDArray theta) {
          return gradient;
        }

        @Override
        public double value(NDArray theta) {
          return 0;
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
