package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.fisher.ArrayShapes;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.Representation;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.Penalty;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Kernels;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Workspace;

/**
 * The penalty of elastic weight consolidation: factor · Σ_tasks (θ−θ*)ᵀF(θ−θ*) (Kirkpatrick et al.,
 * 2017, arXiv 1612.00796).
 *
 * <p>What it holds is always what a checkpoint would bring back, array by array and laid out alike:
 * the order in which a product is summed up depends on how its arrays lie in memory, and a run that
 * was interrupted must continue to the same bits.
 */
public final class EwcPenalty implements Penalty, Stateful {

  private static final String ANCHOR = "anchor";
  private static final String FISHER = "fisher";

  /** Absent in what version 0.1.0 wrote. */
  private static final String NUMBER = "number";

  /** The weights θ* that one task reached, and its Fisher matrix with its pull. */
  private record Term(FisherMatrix fisher, FisherMatrix.Pull pull, NDArray anchor)
      implements AutoCloseable {

    Term(FisherMatrix fisher, NDArray anchor) {
      this(fisher, fisher.pull(), anchor);
    }

    @Override
    public void close() {
      pull.close();
      fisher.close();
      anchor.close();
    }
  }

  private final double factor;
  private final TaskFisher measuring;
  private final Network network;
  private final Representation representation;
  private final List<Term> terms = new ArrayList<>();

  /**
   * A penalty without terms yet.
   *
   * @param factor the factor before the sum, from 0
   * @param values settings of the tasks' Fisher matrices
   */
  public EwcPenalty(double factor, SettingValues values, StrategyContext context) {
    this.factor = factor;
    measuring = new TaskFisher(values, context);
    representation = measuring.representation();
    network = context.network();
  }

  @Override
  public NDArray addGradient(NDArray gradient, NDArray theta) {
    NDArray sum = gradient;
    for (Term term : terms) {
      sum = term.pull().addTo(sum, theta, term.anchor(), 2 * factor);
    }
    return sum;
  }

  @Override
  public double value(NDArray theta) {
    return terms.stream()
        .mapToDouble(term -> factor * term.fisher().squaredLength(theta, term.anchor()))
        .sum();
  }

  /** Consolidates the task: from now on its weights are held. */
  @Override
  public Runnable endTask(LearnedTask task) {
    if (task.last()) {
      return () -> {};
    }
    FisherMatrix measured = measuring.measure(task);
    NDArray theta = task.theta();
    return () -> consolidate(measured, theta);
  }

  /**
   * Holds weights from now on.
   *
   * @param fisher F there; taken over
   * @param theta θ* [P], copied
   */
  public void consolidate(FisherMatrix fisher, NDArray theta) {
    terms.add(consolidated(fisher, theta));
  }

  /** The arrays are copied one by one, each freed before the next is: they may be large. */
  private Term consolidated(FisherMatrix fisher, NDArray theta) {
    Kernels kernels = network.workspace().kernels();
    List<NDArray> arrays = new ArrayList<>();
    for (NDArray array : fisher.arrays()) {
      arrays.add(kernels.copy(array));
      array.close();
    }
    return new Term(representation.restore(network, arrays), kernels.copy(theta));
  }

  @Override
  public String stateName() {
    return "ewc";
  }

  @Override
  public void save(StateWriter state) {
    for (int i = 0; i < terms.size(); i++) {
      int number = i;
      Term term = terms.get(i);
      state.term(Integer.toString(number), writer -> save(term, number, writer));
    }
  }

  private static void save(Term term, int number, StateWriter state) {
    state.array(ANCHOR, term.anchor());
    state.numbers(NUMBER, number);
    List<NDArray> arrays = term.fisher().arrays();
    for (int i = 0; i < arrays.size(); i++) {
      state.array(FISHER + i, arrays.get(i));
    }
  }

  @Override
  public void check(StateReader state) {
    state.require(
        state.terms().size() == state.tasksLearned(),
        "has %d terms, not %d",
        state.terms().size(),
        state.tasksLearned());
    for (int i = 0; i < state.terms().size(); i++) {
      StateReader term = state.term(Integer.toString(i));
      PlainArray _ = anchor(term);
      List<PlainArray> _ = fisher(term);
      if (term.hasNumbers(NUMBER)) {
        long number = term.number(NUMBER);
        term.require(number == i, "is term %d", number);
      }
      term.requireAllRead();
    }
  }

  private PlainArray anchor(StateReader term) {
    return term.array(ANCHOR, List.of(network.parameters()));
  }

  private List<PlainArray> fisher(StateReader term) {
    List<List<Integer>> shapes = ArrayShapes.of(representation, network);
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> term.array(FISHER + i, shapes.get(i)))
        .toList();
  }

  @Override
  public void load(StateReader state) {
    Workspace workspace = network.workspace();
    for (String name : state.terms()) {
      StateReader term = state.term(name);
      List<NDArray> arrays = new ArrayList<>();
      fisher(term).forEach(plain -> arrays.add(workspace.array(plain)));
      terms.add(new Term(representation.restore(network, arrays), workspace.array(anchor(term))));
    }
  }

  @Override
  public void close() {
    terms.forEach(Term::close);
  }
}
