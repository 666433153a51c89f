package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.Representation;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/**
 * The penalty of elastic weight consolidation: importance · Σ_tasks (θ−θ*)ᵀF(θ−θ*), without ½
 * (Kirkpatrick et al., 2017, arXiv 1612.00796).
 *
 * <p>What it holds is always what a checkpoint would bring back, array by array and laid out alike:
 * the order in which a product is summed up depends on how its arrays lie in memory, and a run that
 * was interrupted must go on to the same bits.
 */
public final class ConsolidationPenalty implements Penalty {

  /** What one task holds on to. */
  private record Term(FisherMatrix fisher, NDArray anchor) {

    /** θ − θ* and F(θ − θ*). */
    List<NDArray> pull(NDArray theta) {
      NDArray way = theta.sub(anchor);
      return List.of(way, fisher.multiply(way));
    }
  }

  /**
   * How one task pulls at the weights.
   *
   * @param way θ − θ*
   * @param product F(θ − θ*)
   */
  private record Pull(NDArray way, NDArray product) {

    /** (θ−θ*)ᵀF(θ−θ*). */
    double squaredLength() {
      return Workspace.scalar(way.mul(product).sum().reshape(1));
    }
  }

  private final double importance;
  private final Network network;
  private final Representation representation;
  private final List<Term> terms = new ArrayList<>();

  /**
   * A penalty without terms yet.
   *
   * @param importance the factor before the sum, from 0
   * @param network the network that it holds
   * @param representation how its Fisher matrices are represented
   */
  public ConsolidationPenalty(double importance, Network network, Representation representation) {
    this.importance = importance;
    this.network = network;
    this.representation = representation;
  }

  @Override
  public At at(NDArray theta) {
    Workers workers = network.workspace().workers();
    List<Pull> pulls =
        terms.stream()
            .map(term -> workers.together(network.parameters(), () -> term.pull(theta)))
            .map(pull -> new Pull(pull.getFirst(), pull.getLast()))
            .toList();
    return new At() {
      @Override
      public NDArray addGradient(NDArray gradient) {
        NDArray sum = gradient;
        for (Pull pull : pulls) {
          sum = sum.add(pull.product().mul(2 * importance));
        }
        return sum;
      }

      @Override
      public double value() {
        try (Scope _ = new Scope()) {
          return pulls.stream().mapToDouble(pull -> importance * pull.squaredLength()).sum();
        }
      }
    };
  }

  @Override
  public FisherMatrix consolidate(FisherMatrix fisher, NDArray theta) {
    // Array by array, each old one freed before the next is copied: they may be large.
    List<NDArray> arrays = new ArrayList<>();
    for (NDArray array : fisher.arrays()) {
      arrays.add(network.workspace().kernels().copy(array));
      array.close();
    }
    terms.add(
        new Term(
            representation.restore(network, arrays), network.workspace().kernels().copy(theta)));
    return terms.getLast().fisher();
  }

  @Override
  public List<Supplier<PenaltyTerm>> terms() {
    return terms.stream()
        .<Supplier<PenaltyTerm>>map(term -> () -> plain(term.fisher(), term.anchor()))
        .toList();
  }

  @Override
  public void restore(PenaltyTerm term) {
    Workspace workspace = network.workspace();
    List<NDArray> arrays = new ArrayList<>();
    term.fisher().forEach(plain -> arrays.add(workspace.array(plain)));
    terms.add(
        new Term(
            representation.restore(network, arrays),
            workspace.array(term.anchor(), term.anchor().length)));
  }

  private static PenaltyTerm plain(FisherMatrix fisher, NDArray theta) {
    return new PenaltyTerm(
        Workspace.doubles(theta), fisher.arrays().stream().map(Workspace::plain).toList());
  }

  @Override
  public void close() {
    for (Term term : terms) {
      term.fisher.close();
      term.anchor.close();
    }
  }
}
