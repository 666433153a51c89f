package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import palimpsest.data.Scenario;
import palimpsest.data.Subset;
import palimpsest.data.Task;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.Images;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.fisher.Sample;
import palimpsest.learning.RandomStream.Purpose;
import palimpsest.learning.optimizer.Sgd;
import palimpsest.network.Network;
import palimpsest.network.ParameterLayout;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * A network that learns the tasks of a scenario one after the other. Numbers and arrays come out of
 * it, native memory stays within. It belongs to the thread that made it.
 */
public final class Trainer implements AutoCloseable {

  private final TrainingSettings settings;
  private final Network network;
  private final ImageStore training;
  private final Strategy strategy;
  private final Learner learner;
  private final Evaluation evaluation;
  private final FisherObserver observer;
  private final RandomStreams streams;
  private long orderOfEpoch;

  /**
   * Prepares a network to learn.
   *
   * @param workspace where to compute; stays the caller's
   * @param network its structure
   * @param scenario the tasks
   * @param settings how to train
   * @param observer looks at Fisher matrices
   */
  public Trainer(
      Workspace workspace,
      Network network,
      Scenario scenario,
      TrainingSettings settings,
      FisherObserver observer) {
    this.network = network;
    this.settings = settings;
    training = new ImageStore(workspace, scenario.tasks().stream().map(Task::training).toList());
    this.observer = observer;
    streams = new RandomStreams(settings.seed());
    strategy = strategy();
    learner =
        new Learner(
            network,
            strategy.penalty(),
            Sgd.plain(workspace, network.parameters(), settings.learningRate()),
            network.initialWeights(streams.of(Purpose.WEIGHTS)));
    evaluation =
        new Evaluation(
            workspace, network, scenario.tasks().stream().map(Task::test).toList(), learner::theta);
  }

  private Strategy strategy() {
    StrategyKind kind = settings.strategy();
    return new Strategy(
        kind.rehearses()
            ? new Reservoir(
                settings.bufferSize(), streams.of(Purpose.RESERVOIR), streams.of(Purpose.RECALL))
            : Rehearsal.NONE,
        kind.penalises()
            ? new ConsolidationPenalty(settings.importance(), network, settings.representation())
            : Penalty.NONE,
        kind.preconditions()
            ? Preconditioner.natural(settings.representation(), settings.damping(), this::show)
            : Preconditioner.NONE);
  }

  private void show(FisherMatrix fisher, int images) {
    if (observer.wantsBatchMatrix()) {
      observer.batchMeasured(fisher::entries, images);
    }
  }

  /** Where each parameter lies in the weights. */
  public ParameterLayout layout() {
    return network.layout();
  }

  /**
   * The training images of a task in the order of one epoch, cut into batches; every call draws a
   * new order.
   *
   * @param task position of the task
   */
  public List<int[]> shuffledBatches(int task) {
    int[] numbers = training.numbersOf(task);
    RandomStream order = streams.of(Purpose.ORDER);
    orderOfEpoch = order.state();
    order.shuffle(numbers);
    return batches(numbers);
  }

  private List<int[]> batches(int[] numbers) {
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < numbers.length; from += settings.batchSize()) {
      batches.add(
          Arrays.copyOfRange(numbers, from, Math.min(from + settings.batchSize(), numbers.length)));
    }
    return batches;
  }

  /**
   * Trains on one batch: remembered images join it, all are mixed, and one step is made for every
   * batch size of them.
   *
   * @param current the batch's images
   * @param firstSight whether the network sees these images for the first time
   */
  public BatchTally train(int[] current, boolean firstSight) {
    try (Scope _ = new Scope()) {
      int[] recalled = strategy.rehearsal().recall(current.length);
      Mixture mixture = Mixture.of(current, recalled, streams.of(Purpose.MIXING));
      UnaryOperator<NDArray> preconditioner =
          strategy
              .preconditioner()
              .prepare(new Sample(network, learner.theta(), training.select(mixture.images())));
      BatchTally tally = BatchTally.NONE;
      for (Mixture part : mixture.cut(settings.batchSize())) {
        tally =
            tally.plus(count(part, learner.step(training.select(part.images()), preconditioner)));
        if (settings.offerEveryStep()) {
          strategy.rehearsal().offer(current);
        }
      }
      if (!settings.offerEveryStep() && firstSight) {
        strategy.rehearsal().offer(current);
      }
      return tally;
    }
  }

  private static BatchTally count(Mixture part, Learner.Outcome step) {
    double[] losses = Workspace.doubles(step.losses());
    double[] hits = Workspace.doubles(step.hits());
    Tally current = Tally.NONE;
    Tally replayed = Tally.NONE;
    for (int i = 0; i < losses.length; i++) {
      Tally one = new Tally(1, losses[i], hits[i]);
      if (part.isCurrent(i)) {
        current = current.plus(one);
      } else {
        replayed = replayed.plus(one);
      }
    }
    return new BatchTally(current, replayed);
  }

  /** How the network, with its weights as they are then, does on test images. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** Whether the strategy wants a Fisher matrix over all images of a finished task. */
  public boolean consolidates() {
    return settings.strategy().penalises();
  }

  /**
   * Measures the Fisher matrix of a finished task over all its training images, and holds the
   * weights just reached from now on.
   *
   * @param task position of the task
   * @return copies the matrix's entries, when asked
   * @throws MeasuringAbandoned if the observer abandons it; nothing is held then
   */
  public Supplier<MatrixEntries> consolidate(int task) {
    FisherMatrix fisher = measure(training.numbersOf(task));
    return strategy.penalty().consolidate(fisher, learner.theta())::entries;
  }

  /**
   * Measures the Fisher matrix on training images of a task, for the eye only.
   *
   * @param task position of the task
   * @param most how many of its images are taken at most
   * @param subset how they are chosen
   * @throws MeasuringAbandoned if the observer abandons it
   */
  public MatrixEntries observe(int task, int most, Subset subset) {
    int[] numbers = training.numbersOf(task);
    int[] chosen =
        subset.choose(
            training.labelsOf(task), most, RandomStream.of(settings.seed(), Purpose.SHOWN, task));
    try (FisherMatrix fisher = measure(Arrays.stream(chosen).map(i -> numbers[i]).toArray())) {
      return fisher.entries();
    }
  }

  private FisherMatrix measure(int[] numbers) {
    Representation representation = settings.representation();
    return representation.measure(
        new Sample(network, learner.theta(), abandonable(training.select(numbers))));
  }

  private Images abandonable(Images images) {
    return new Images() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public NDArray range(int from, int to) {
        goOn();
        return images.range(from, to);
      }

      @Override
      public NDArray at(int... positions) {
        goOn();
        return images.at(positions);
      }

      private void goOn() {
        if (observer.abandonsMeasuring()) {
          throw new MeasuringAbandoned();
        }
      }
    };
  }

  /** Training images of a task. */
  public int trainingImages(int task) {
    return training.numbersOf(task).length;
  }

  /** The weights as they are now, flat [P]. */
  public double[] weights() {
    return Workspace.doubles(learner.theta());
  }

  /**
   * All that is remembered now, between two batches.
   *
   * @param amidEpoch whether an epoch is under way, whose order has to be drawn again when it is
   *     gone on with
   */
  public TrainerState state(boolean amidEpoch) {
    Map<Purpose, Long> states = streams.states();
    if (amidEpoch) {
      states.put(Purpose.ORDER, orderOfEpoch);
    }
    return new TrainerState(
        weights(),
        strategy.rehearsal().contents(),
        strategy.rehearsal().offered(),
        states,
        strategy.penalty().terms());
  }

  /** Remembers what was remembered then; to be called before anything was trained. */
  public void restore(TrainerState state) {
    learner.restore(state.weights());
    strategy.rehearsal().restore(state.remembered(), state.offered());
    streams.restore(state.streams());
    state.terms().forEach(term -> strategy.penalty().restore(term.get()));
  }

  @Override
  public void close() {
    learner.close();
    strategy.penalty().close();
    training.close();
    evaluation.close();
  }
}
