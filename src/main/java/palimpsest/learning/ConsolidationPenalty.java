package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import palimpsest.fisher.FisherMatrix;
import palimpsest.tensor.Scope;

/**
 * The penalty of elastic weight consolidation: importance · Σ_tasks (θ−θ*)ᵀF(θ−θ*), without ½
 * (Kirkpatrick et al., 2017, arXiv 1612.00796).
 */
public final class ConsolidationPenalty implements Penalty {

  /** What one task holds on to. */
  private record Term(FisherMatrix fisher, NDArray anchor) {}

  private final double importance;
  private final List<Term> terms = new ArrayList<>();

  /**
   * A penalty without terms yet.
   *
   * @param importance the factor before the sum, from 0
   */
  public ConsolidationPenalty(double importance) {
    this.importance = importance;
  }

  @Override
  public NDArray addGradient(NDArray gradient, NDArray theta) {
    NDArray sum = gradient;
    for (Term term : terms) {
      NDArray pull = term.fisher.multiply(theta.sub(term.anchor));
      sum = sum.add(pull.mul(2 * importance));
    }
    return sum;
  }

  @Override
  public double value(NDArray theta) {
    try (Scope _ = new Scope()) {
      return terms.stream()
          .mapToDouble(term -> importance * term.fisher.quadraticForm(theta.sub(term.anchor)))
          .sum();
    }
  }

  @Override
  public void consolidate(FisherMatrix fisher, NDArray theta) {
    terms.add(new Term(fisher, theta.duplicate()));
  }

  @Override
  public void close() {
    for (Term term : terms) {
      term.fisher.close();
      term.anchor.close();
    }
  }
}
