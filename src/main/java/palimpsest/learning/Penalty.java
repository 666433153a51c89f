package palimpsest.learning;

import ai.djl.ndarray.NDArray;

/** A term that joins the loss to hold the weights of earlier tasks. */
public interface Penalty extends Part {

  /** The penalty at some weights: its value and its gradient share their products. */
  interface AtWeights {

    /** No penalty. */
    AtWeights ZERO =
        new AtWeights() {
          @Override
          public NDArray addGradient(NDArray gradient) {
            return gradient;
          }

          @Override
          public double value() {
            return 0;
          }
        };

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
   * @return something that lives as long as the scope in which it was asked for
   */
  AtWeights at(NDArray theta);
}
