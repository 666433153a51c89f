package palimpsest.learning;

import java.util.List;
import palimpsest.tensor.PlainArray;

/**
 * What EWC holds on to of one task, in plain arrays.
 *
 * @param anchor θ* [P], the weights that the task reached
 * @param fisher the arrays that its Fisher matrix is made of, in the order of {@link
 *     palimpsest.fisher.FisherMatrix#arrays}
 */
public record PenaltyTerm(double[] anchor, List<PlainArray> fisher) {

  /** Copies the list. */
  public PenaltyTerm {
    fisher = List.copyOf(fisher);
  }
}
