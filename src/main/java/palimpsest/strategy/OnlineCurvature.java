package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import palimpsest.fisher.Estimator;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.KfacDamping;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.GradientRule;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.tensor.Scope;

/**
 * Online curvature-aware replay: the natural gradient of a moving average F̄ ← (1−α)F̄ + αF of the
 * batches' K-FAC matrices, in which replayed images count (classes seen)/(classes of the task)
 * times as much as current ones, or 1+λ times; the damping τ₀ + n·δ rises with every step n
 * (Urettini and Carta, 2025).
 */
final class OnlineCurvature implements GradientRule, Stateful {

  private static final String STEPS = "steps";

  /** Far more than any run makes, and far from an overflow. */
  private static final long MOST_STEPS = 1L << 52;

  private final Options options;
  private final LearnedClasses classes;
  private final FisherObserver observer;
  private final HeldMatrix average;
  private long steps;

  /**
   * Its settings.
   *
   * @param share α, from 0 to 1
   * @param damping τ₀, above 0
   * @param form of the damping of the matrix
   * @param rise δ, from 0
   * @param passes steps a batch, from 1
   * @param replayedWeight weight of replayed images; 0 for (classes seen)/(classes of the task)
   */
  record Options(
      double share,
      double damping,
      KfacDamping form,
      double rise,
      int passes,
      double replayedWeight) {}

  /** Before the first batch. */
  OnlineCurvature(Options options, StrategyContext context) {
    this.options = options;
    classes = context.classes();
    observer = context.observer();
    average = new HeldMatrix(context.network(), Representation.KFAC);
  }

  @Override
  public int passes() {
    return options.passes();
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    FisherSample sample = view.sample();
    double weight =
        options.replayedWeight() > 0
            ? options.replayedWeight()
            : (double) classes.before(view.task() + 1).length / classes.classes(view.task()).length;
    double[] weights =
        Arrays.stream(view.sources()).mapToDouble(source -> source == 0 ? 1 : weight).toArray();
    FisherMatrix measured =
        Representation.KFAC.measure(
            new FisherSample(
                sample.network(),
                sample.theta(),
                sample.images(),
                Estimator.weighted((Estimator.ByImage) Estimator.EXACT, weights)));
    average.set(
        average.isHeld() ? average.get().movedTowards(measured, options.share()) : measured);
    if (observer.wantsBatchMatrix()) {
      observer.batchMeasured(Representation.KFAC, average.get()::entries, weights.length);
    }
    return gradient -> {
      double damping = options.damping() + options.rise() * steps;
      steps++;
      try (Scope scope = new Scope()) {
        return scope.keep(options.form().inverse(average.get(), damping).apply(gradient));
      }
    };
  }

  @Override
  public String stateName() {
    return "ocar";
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(STEPS, steps);
    average.save(state);
  }

  @Override
  public void check(StateReader state) {
    long number = state.number(STEPS);
    state.require(number >= 0 && number <= MOST_STEPS, "made %,d steps", number);
    average.check(state, number > 0);
  }

  @Override
  public void load(StateReader state) {
    steps = state.number(STEPS);
    average.load(state);
  }

  @Override
  public void close() {
    average.close();
  }
}
