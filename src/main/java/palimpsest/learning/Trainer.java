package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import palimpsest.data.ActiveClasses;
import palimpsest.data.Scenario;
import palimpsest.data.Subset;
import palimpsest.data.Task;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.Optimizer;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.network.Network;
import palimpsest.network.ParameterLayout;
import palimpsest.setting.Chosen;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * A network that learns the tasks of a scenario one after the other. Numbers and arrays come out of
 * it, native memory stays within. It belongs to the thread that made it.
 */
public final class Trainer implements AutoCloseable {

  private final TrainingPlan plan;
  private final Workspace workspace;
  private final Network network;
  private final ImageStore training;
  private final ClassMasks masks;
  private final ActiveClasses active;
  private final Parts parts;
  private final Optional<LearnedImages> learned;
  private final List<TaskPlan> plans;
  private final Optimizer optimizer;
  private final TrainingStep steps;
  private final BatchMaker batches;
  private final int passes;
  private final Evaluation evaluation;
  private final FisherObserver observer;
  private final RandomStreams streams;
  private final StateKeeper keeper;
  private long orderOfEpoch;
  private int learning;

  /**
   * Prepares a network to learn.
   *
   * @param network its structure; the workspace is the caller's
   * @param scenario the tasks
   * @param plan their length and batches
   * @param type makes a step of a direction
   * @param strategy makes the parts of a strategy
   * @param observer looks at Fisher matrices
   */
  public Trainer(
      Network network,
      Scenario scenario,
      TrainingPlan plan,
      Chosen<OptimizerType> type,
      Function<StrategyContext, Parts> strategy,
      FisherObserver observer) {
    this.network = network;
    this.plan = plan;
    this.observer = observer;
    workspace = network.workspace();
    training =
        new ImageStore(
            workspace,
            scenario.tasks().stream().map(Task::training).toList(),
            scenario.scaling(),
            network.readsWholeImages());
    active = scenario.active().training();
    masks = new ClassMasks(workspace, scenario.tasks(), network.outputs());
    streams = new RandomStreams(plan.seed());
    parts = strategy.apply(new StrategyContext(network, streams, observer, classes(scenario)));
    learned = parts.learnedImages();
    plans =
        IntStream.range(0, training.tasks())
            .map(task -> learned.map(choice -> choice.size(task)).orElse(trainingImages(task)))
            .mapToObj(plan::task)
            .toList();
    passes = parts.rules().stream().mapToInt(GradientRule::passes).max().orElse(1);
    batches =
        new BatchMaker(
            workspace,
            training,
            parts.classRules(),
            streams.of(RandomUse.MIXING),
            plan.batchSize());
    optimizer = type.component().create(workspace, network.parameters(), type.values());
    keeper = new StateKeeper(workspace.precision(), optimizer, parts.all());
    steps =
        new TrainingStep(
            network, parts, optimizer, network.initialWeights(streams.of(RandomUse.WEIGHTS)));
    evaluation =
        new Evaluation(
            network,
            scenario,
            steps::theta,
            parts.exemplars().map(some -> new ClassMeans(network, training, some)));
  }

  private LearnedClasses classes(Scenario scenario) {
    return new LearnedClasses() {
      @Override
      public int tasks() {
        return scenario.tasks().size();
      }

      @Override
      public int[] classes(int task) {
        return scenario.tasks().get(task).classes().clone();
      }

      @Override
      public int[] images(int task) {
        return training.numbersOf(task);
      }

      @Override
      public int label(int image) {
        return training.label(image);
      }

      @Override
      public int task(int image) {
        return training.taskOf(image);
      }
    };
  }

  /** The position of each parameter in the weights. */
  public ParameterLayout layout() {
    return network.layout();
  }

  /** The epochs and batches of a task. */
  public TaskPlan plan(int task) {
    return plans.get(task);
  }

  /** Prepares for the first batch of a task. */
  public void beginTask(int task) {
    learning = task;
    if (plan.resetOptimizer() && (task == 0 || !continuous())) {
      optimizer.reset();
    }
    parts.all().forEach(part -> part.beginTask(task));
    if (task > 0 && learned.filter(LearnedImages::startsAfresh).isPresent()) {
      steps.restore(network.initialWeights(streams.fresh(RandomUse.WEIGHTS, task)));
      optimizer.reset();
    }
  }

  /** Whether every turn continues what the one before was learning. */
  private boolean continuous() {
    return learned.filter(LearnedImages::continuous).isPresent();
  }

  /** Share of the steps made before a place, over all turns where they are one. */
  private double passed(double ofTask) {
    if (!continuous()) {
      return ofTask;
    }
    double before = 0;
    double all = 0;
    for (int task = 0; task < plans.size(); task++) {
      long batches = plans.get(task).batches();
      before += task < learning ? batches : task == learning ? ofTask * batches : 0;
      all += batches;
    }
    return before / all;
  }

  /**
   * The training images of a task's turn in the order of one epoch, cut into batches; every call
   * draws a new order.
   *
   * @param task position of the task
   * @param epoch epoch of the task, from 0
   */
  public List<int[]> shuffledBatches(int task, int epoch) {
    int[] numbers =
        learned
            .map(choice -> choice.numbers(task, epoch))
            .orElseGet(() -> training.numbersOf(task));
    RandomStream order = streams.of(RandomUse.ORDER);
    orderOfEpoch = order.state();
    order.shuffle(numbers);
    int size = plan.batchSize();
    return IntStream.range(0, plan(task).batches(epoch))
        .mapToObj(
            i -> Arrays.copyOfRange(numbers, i * size, Math.min((i + 1) * size, numbers.length)))
        .toList();
  }

  /**
   * Trains on one batch and on what is recalled for it.
   *
   * @param current the batch's images
   * @param firstEpoch whether the network sees these images for the first time
   * @param passed share of the task's batches trained before, from 0 to below 1
   * @return losses and hits of the first pass, each before its step changed the weights
   */
  public CurrentAndReplayed train(int[] current, boolean firstEpoch, double passed) {
    return train(current, firstEpoch, passed, counted -> {});
  }

  /**
   * The same, with a listener to every step.
   *
   * @param stepped receives the losses and hits of each step
   */
  public CurrentAndReplayed train(
      int[] current, boolean firstEpoch, double passed, Consumer<CurrentAndReplayed> stepped) {
    try (Scope _ = new Scope()) {
      Rehearsal rehearsal = parts.rehearsal();
      BatchMaker.Batch batch =
          batches.of(
              learning,
              masks.of(active, learned.map(choice -> choice.latest(learning)).orElse(learning)),
              current,
              rehearsal.recall(learning, current.length));
      View view = new View(learning, batch.whole());
      List<UnaryOperator<NDArray>> rules =
          parts.rules().stream().map(rule -> rule.prepare(view)).toList();
      CurrentAndReplayed counted = CurrentAndReplayed.NONE;
      CurrentLogits logits = new CurrentLogits(workspace, current);
      double made = passed(passed);
      for (int pass = 0; pass < passes; pass++) {
        logits.beginPass();
        for (StepBatch step : batch.steps()) {
          try (Scope ofStep = new Scope()) {
            BatchLoss.Outcome outcome = steps.step(step, rules, made);
            logits.add(step, ofStep.keep(outcome.parts()));
            CurrentAndReplayed own = count(step, outcome);
            stepped.accept(own);
            counted = pass == 0 ? counted.plus(own) : counted;
          }
          rehearsal.stepMade(current);
        }
      }
      rehearsal.batchTrained(firstEpoch, logits, current);
      return counted;
    }
  }

  /** The part of a run that rules may look at. */
  private final class View implements GradientRule.View {

    private final int task;
    private final StepBatch batch;

    View(int task, StepBatch batch) {
      this.task = task;
      this.batch = batch;
    }

    @Override
    public int task() {
      return task;
    }

    @Override
    public FisherSample sample() {
      return new FisherSample(network, steps.theta(), batch.images());
    }

    @Override
    public int[] sources() {
      return batch.sources();
    }

    @Override
    public NDArray theta() {
      return steps.theta();
    }

    @Override
    public NDArray gradient(int... images) {
      if (images.length <= GradientRule.CHUNK) {
        return steps.gradient(training.select(masks.of(active, task), images));
      }
      NDArray sum = workspace.zeros(network.parameters());
      for (int from = 0; from < images.length; from += GradientRule.CHUNK) {
        int[] some =
            Arrays.copyOfRange(images, from, Math.min(from + GradientRule.CHUNK, images.length));
        try (Scope _ = new Scope()) {
          NDArray mean = steps.gradient(training.select(masks.of(active, task), some));
          sum.addi(mean.mul((double) some.length / images.length));
        }
      }
      return sum;
    }
  }

  /**
   * Lets parts measure what they need of a task that was learned, on batches in an order that is
   * drawn for it.
   *
   * @param task position of the task
   * @param last whether no other task follows
   * @return the action that changes the parts and ends the task
   * @throws MeasurementCancelled if the observer cancels it; nothing has changed then
   */
  public Runnable endTask(int task, boolean last) {
    int[] order = IntStream.range(0, trainingImages(task)).toArray();
    streams.fresh(RandomUse.MEASURED_ORDER, task).shuffle(order);
    return endTask(task, last, order);
  }

  /**
   * The same with the images in an order of the caller's.
   *
   * @param order positions of the task's images, each once
   */
  public Runnable endTask(int task, boolean last, int... order) {
    LearnedTask learned =
        new LearnedTask(
            task, last, steps.theta(), cancellable(task, training.numbersOf(task)), cut(order));
    List<Runnable> changes = parts.all().stream().map(part -> part.endTask(learned)).toList();
    return () -> changes.forEach(Runnable::run);
  }

  private List<int[]> cut(int... order) {
    int size = plan.batchSize();
    return IntStream.range(0, Math.ceilDiv(order.length, size))
        .mapToObj(i -> Arrays.copyOfRange(order, i * size, Math.min((i + 1) * size, order.length)))
        .toList();
  }

  private static CurrentAndReplayed count(StepBatch part, BatchLoss.Outcome step) {
    EvaluationSums current = EvaluationSums.NONE;
    EvaluationSums replayed = EvaluationSums.NONE;
    int place = 0;
    for (NDArray some : step.scores()) {
      double[] scores = Workspace.doubles(some);
      int images = scores.length / 2;
      for (int i = 0; i < images; i++) {
        EvaluationSums one = new EvaluationSums(1, scores[i], scores[images + i]);
        if (part.isCurrent(place)) {
          current = current.plus(one);
        } else {
          replayed = replayed.plus(one);
        }
        place++;
      }
    }
    return new CurrentAndReplayed(current, replayed);
  }

  /** The evaluation of the network on test images, with its weights at the time of each call. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /**
   * Measures the Fisher matrix on training images of a task, to be shown only.
   *
   * @param representation the representation of the matrix
   * @param task position of the task
   * @param most the greatest number of its images to use
   * @param subset the way they are chosen
   * @throws MeasurementCancelled if the observer cancels it
   */
  public MatrixEntries observe(Representation representation, int task, int most, Subset subset) {
    int[] numbers = training.numbersOf(task);
    int[] chosen =
        subset.choose(
            training.labelsOf(task), most, RandomStream.of(plan.seed(), RandomUse.SHOWN, task));
    int[] images = Arrays.stream(chosen).map(i -> numbers[i]).toArray();
    try (FisherMatrix fisher =
        representation.measure(
            new FisherSample(network, steps.theta(), cancellable(task, images)))) {
      return fisher.entries();
    }
  }

  private LabelledImages cancellable(int task, int... images) {
    return new CancellableImages(training.select(masks.of(active, task), images), observer);
  }

  /** Training images of a task. */
  public int trainingImages(int task) {
    return training.sizeOf(task);
  }

  /** The weights as they are now, flat [P]. */
  public double[] weights() {
    return Workspace.doubles(steps.theta());
  }

  /**
   * All that is remembered now, between two batches.
   *
   * @param amidEpoch whether an epoch is under way, whose order has to be drawn again when it is
   *     resumed
   */
  public TrainerState state(boolean amidEpoch) {
    Map<RandomUse, Long> states = streams.states();
    if (amidEpoch) {
      states.put(RandomUse.ORDER, orderOfEpoch);
    }
    return new TrainerState(weights(), states, keeper.save());
  }

  /**
   * Makes sure that a state can be one of this run. Nothing changes.
   *
   * @param state the state
   * @param task position of the task being learned then
   * @throws IllegalArgumentException saying in what it cannot
   */
  public void check(TrainerState state, int task) {
    require(
        state.weights().length == network.parameters(),
        "it holds %,d weights, but the network has %,d",
        state.weights().length,
        network.parameters());
    require(
        DoubleStream.of(state.weights()).noneMatch(Double::isNaN),
        "some of its weights are not numbers");
    Set<RandomUse> lacking = streams.states().keySet();
    lacking.removeAll(state.streams().keySet());
    require(lacking.isEmpty(), "it lacks the random streams %s", lacking);
    keeper.check(state.parts(), task, imagesSeen(task));
  }

  private long imagesSeen(int task) {
    return IntStream.rangeClosed(0, task).mapToLong(this::trainingImages).sum();
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  private static void require(boolean right, String sentence, Object... arguments) {
    if (!right) {
      throw new IllegalArgumentException(sentence.formatted(arguments));
    }
  }

  /**
   * Remembers what was remembered then; to be called before anything was trained.
   *
   * @param state one that {@link #check} has passed
   * @param task position of the task being learned then
   */
  public void restore(TrainerState state, int task) {
    learning = task;
    steps.restore(state.weights());
    streams.restore(state.streams());
    keeper.load(state.parts(), task, imagesSeen(task));
  }

  @Override
  public void close() {
    steps.close();
    optimizer.close();
    parts.all().forEach(Part::close);
    training.close();
    evaluation.close();
    masks.close();
  }
}
