package palimpsest.speed;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import palimpsest.data.Subset;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.FisherSettings.EstimatorKind;
import palimpsest.fisher.Representation;
import palimpsest.learning.Penalty;
import palimpsest.learning.Trainer;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.speed.Benchmark.Reference;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.FineTuning;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Scope;

/** Everything that can be measured, by its name. */
final class Benchmarks {

  static final String YARDSTICK = "yardstick";

  static final String GRID = "grid";

  /** Images of the batch whose Fisher matrix is measured. */
  private static final int FISHER_BATCH = 512;

  /** The yardstick's matrix: the rows of 512 images' Jacobians, 30 each, by 2980 parameters. */
  static final int YARDSTICK_ROWS = 15_360;

  private static final int YARDSTICK_COLUMNS = 2980;

  private static final int FEW_BATCHES = 5;

  /** Batch sizes of plain steps. */
  private static final int[] STEP_BATCHES = {1, 10, 32, 128, 256};

  private Benchmarks() {}

  /** All of them but the yardstick, in the order in which they are measured. */
  static List<Benchmark> all() {
    List<Benchmark> items = new ArrayList<>();
    addEach(items, "fisher", Reference.YARDSTICK, Benchmarks::fisher);
    addEach(items, "solve", Reference.YARDSTICK, Benchmarks::solve);
    addEach(items, "penalty", Reference.TRAINING_STEP, Benchmarks::penalty);
    items.add(new Benchmark("evaluate", Reference.YARDSTICK, Benchmarks::evaluation));
    for (Strategy strategy :
        List.of(
            Strategies.FINE_TUNING, Strategies.REPLAY, Strategies.EWC, Strategies.NATURAL_REPLAY)) {
      String name = "epoch." + strategy.key();
      if (strategy.usesFisher(SettingValues.INITIAL)) {
        addEach(items, name, Reference.YARDSTICK, (lab, rep) -> new Epoch(lab, strategy, rep));
      } else {
        items.add(
            new Benchmark(
                name,
                Reference.YARDSTICK,
                lab -> new Epoch(lab, strategy, Representation.DIAGONAL)));
      }
    }
    addEach(items, "fisher-set", Reference.YARDSTICK, FisherOfSet::new);
    for (Strategy strategy : Strategies.ALL.components()) {
      items.add(
          new Benchmark(
              "method." + strategy.key(),
              Reference.METHOD_STEP,
              lab -> new MethodStep(lab, strategy)));
    }
    addSteps(items, "mlp-100-100", lab -> lab.mlp(Fixture.OUTPUTS, 100, 100));
    addSteps(items, "mlp-400-400", lab -> lab.mlp(Fixture.OUTPUTS, 400, 400));
    addSteps(items, "basenet", Fixture::baseNet);
    for (EstimatorKind kind : List.of(EstimatorKind.SAMPLED, EstimatorKind.EMPIRICAL)) {
      for (Representation representation : List.of(Representation.DIAGONAL, Representation.KFAC)) {
        items.add(
            new Benchmark(
                "estimator.%s.%s".formatted(kind.key(), shortName(representation)),
                Reference.YARDSTICK,
                lab -> estimated(lab, kind, representation)));
      }
    }
    items.add(new Benchmark(GRID, Reference.YARDSTICK, lab -> new ShortRuns(lab.device())));
    return items;
  }

  private static void addSteps(
      List<Benchmark> items, String network, Function<Fixture, Network> opening) {
    for (int batch : STEP_BATCHES) {
      items.add(
          new Benchmark(
              "step.%s.%d".formatted(network, batch),
              Reference.YARDSTICK,
              lab -> new PlainSteps(lab.stepTrainer(opening.apply(lab), batch))));
    }
  }

  private static void addEach(
      List<Benchmark> items,
      String group,
      Reference reference,
      BiFunction<Fixture, Representation, Work> opening) {
    for (Representation representation : Representation.values()) {
      items.add(
          new Benchmark(
              group + "." + shortName(representation),
              reference,
              lab -> opening.apply(lab, representation)));
    }
  }

  /** A representation's name in the names of items. */
  static String shortName(Representation representation) {
    return switch (representation) {
      case DIAGONAL -> "diag";
      case QUASI_DIAGONAL -> "quasi";
      case BLOCK_DIAGONAL -> "block";
      case KFAC -> "kfac";
      case EKFAC -> "ekfac";
      case DENSE -> "dense";
    };
  }

  /** The reference of an item's ratio, as work of its own. */
  static Work reference(Reference reference, Fixture lab) {
    return switch (reference) {
      case YARDSTICK -> yardstick(lab);
      case TRAINING_STEP -> new TrainingStep(lab);
      case METHOD_STEP -> new MethodStep(lab, new FineTuning());
    };
  }

  /** JᵀJ of a random matrix. */
  private static Work yardstick(Fixture lab) {
    NDArray matrix = lab.matrix(lab.yardstickRows(), YARDSTICK_COLUMNS);
    return () -> {
      try (Scope _ = new Scope()) {
        matrix.transpose().matMul(matrix);
      }
    };
  }

  /** One Fisher matrix of a batch. */
  private static Work fisher(Fixture lab, Representation representation) {
    return fisher(lab.sample(lab.baseNet(), FISHER_BATCH), representation);
  }

  /** The same with rows that are drawn otherwise, one for each image. */
  private static Work estimated(Fixture lab, EstimatorKind kind, Representation representation) {
    FisherSample exact = lab.sample(lab.baseNet(), FISHER_BATCH);
    return fisher(
        new FisherSample(
            exact.network(),
            exact.theta(),
            exact.images(),
            FisherSettings.estimator(
                SettingValues.INITIAL.with(FisherSettings.ESTIMATOR, kind),
                FISHER_BATCH,
                new Random(1))),
        representation);
  }

  static Work fisher(FisherSample sample, Representation representation) {
    return () -> {
      try (Scope _ = new Scope()) {
        representation.measure(sample);
      }
    };
  }

  /** One damped solve, the damped inverse included. */
  private static Work solve(Fixture lab, Representation representation) {
    Network network = lab.baseNet();
    FisherMatrix fisher = representation.measure(lab.sample(network, FISHER_BATCH));
    return solve(fisher, lab.vector(network));
  }

  static Work solve(FisherMatrix fisher, NDArray vector) {
    return () -> {
      try (Scope _ = new Scope()) {
        fisher.solve(vector, Fixture.DAMPING);
      }
    };
  }

  /** The gradient of EWC's penalty for one task, added to another. */
  private static Work penalty(Fixture lab, Representation representation) {
    Network network = lab.baseNet();
    FisherSample sample = lab.sample(network, FISHER_BATCH);
    Penalty penalty = lab.penalty(sample, representation);
    NDArray gradient = lab.vector(network);
    NDArray theta = sample.theta().add(gradient);
    return new Work() {
      @Override
      public void run() {
        try (Scope _ = new Scope()) {
          // As a step asks for it.
          lab.workspace()
              .workers()
              .together(network.parameters(), () -> List.of(penalty.addGradient(gradient, theta)));
        }
      }

      @Override
      public void close() {
        penalty.close();
      }
    };
  }

  private static Work evaluation(Fixture lab) {
    Trainer trainer = lab.trainer(new FineTuning(), Representation.DIAGONAL);
    return new TrainerWork(trainer) {
      @Override
      public void run() {
        trainer().evaluation().of(Fixture.LARGE_TASK);
      }
    };
  }

  /** Work that a trainer does. */
  private abstract static class TrainerWork implements Work {

    private final Trainer trainer;

    TrainerWork(Trainer trainer) {
      this.trainer = trainer;
    }

    Trainer trainer() {
      return trainer;
    }

    @Override
    public void close() {
      trainer.close();
    }
  }

  /** One step of fine-tuning. */
  private static final class TrainingStep extends TrainerWork {

    private final int[] batch;

    TrainingStep(Fixture lab) {
      super(lab.trainer(new FineTuning(), Representation.DIAGONAL));
      batch = trainer().shuffledBatches(Fixture.SMALL_TASK, 0).getFirst();
    }

    @Override
    public void run() {
      trainer().train(batch, true, 0);
    }
  }

  /** One step after the other on the batches of an epoch. */
  private static final class PlainSteps extends TrainerWork {

    private final List<int[]> batches;
    private int next;

    PlainSteps(Trainer trainer) {
      super(trainer);
      trainer.beginTask(Fixture.LARGE_TASK);
      batches = trainer.shuffledBatches(Fixture.LARGE_TASK, 0);
    }

    @Override
    public void run() {
      trainer().train(batches.get(next), true, 0);
      next = (next + 1) % batches.size();
    }
  }

  /** One step of a strategy in the second task, with all that it holds from the first. */
  private static final class MethodStep extends TrainerWork {

    private final int[] batch;

    MethodStep(Fixture lab, Strategy strategy) {
      super(lab.methodTrainer(strategy));
      trainer().beginTask(Fixture.SMALL_TASK);
      trainer()
          .shuffledBatches(Fixture.SMALL_TASK, 0)
          .forEach(some -> trainer().train(some, true, 0));
      trainer().endTask(Fixture.SMALL_TASK, false).run();
      trainer().beginTask(Fixture.LARGE_TASK);
      batch = trainer().shuffledBatches(Fixture.LARGE_TASK, 0).getFirst();
    }

    /** As in an epoch after the first: the memory keeps the images of the task before. */
    @Override
    public void run() {
      trainer().train(batch, false, 0);
    }
  }

  /** One epoch of a task; EWC holds the weights of a task before it. */
  private static final class Epoch extends TrainerWork {

    Epoch(Fixture lab, Strategy strategy, Representation representation) {
      super(lab.trainer(strategy, representation));
    }

    @Override
    public void warmUp() {
      List<int[]> batches = trainer().shuffledBatches(Fixture.LARGE_TASK, 0);
      Work.untilWarm(
          () -> batches.subList(0, FEW_BATCHES).forEach(b -> trainer().train(b, true, 0)));
      trainer().endTask(Fixture.SMALL_TASK, false).run();
    }

    @Override
    public void run() {
      trainer()
          .shuffledBatches(Fixture.LARGE_TASK, 0)
          .forEach(batch -> trainer().train(batch, true, 0));
    }
  }

  /** EWC's Fisher matrix over a whole task. */
  private static final class FisherOfSet extends TrainerWork {

    private final Representation representation;

    FisherOfSet(Fixture lab, Representation representation) {
      super(lab.trainer(new Ewc(), representation));
      this.representation = representation;
    }

    @Override
    public void warmUp() {
      Work.untilWarm(
          () -> trainer().observe(representation, Fixture.SMALL_TASK, FISHER_BATCH, Subset.FIRST));
    }

    @Override
    public void run() {
      trainer().endTask(Fixture.LARGE_TASK, false).run();
    }
  }
}
