package palimpsest.archive;

import java.util.List;
import java.util.function.Predicate;
import palimpsest.data.DataRecord;
import palimpsest.data.TaskSize;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.EvaluationSettings;
import palimpsest.experiment.EvaluationSettings.TestedTasks;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunLength;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskPlan;
import palimpsest.network.PassMemory;

/**
 * The time that runs will take, estimated from finished ones: seconds per unit of work of the runs
 * most like them. Work counts the images really there: those trained on in every epoch, the tests
 * after every epoch, and the steps. Runs on another device, in another precision or with another
 * kind of network say nothing, nor do runs with another network where a Fisher matrix couples its
 * parameters: then there is no estimate.
 */
final class CostEstimate {

  /** Evaluating an image goes forward only. */
  private static final double EVALUATION = 1.0 / 3;

  /** The fixed cost of a step, in images: rough, for the notebook's network. */
  private static final double STEP = 20;

  private final List<FinishedRun> finished;

  CostEstimate(List<FinishedRun> finished) {
    // Own images may have changed or gone since a run.
    this.finished = finished.stream().filter(run -> run.spec().misfit().isEmpty()).toList();
  }

  /**
   * A run that came to its end.
   *
   * @param seconds that it took, above 0
   * @param data the data it read
   */
  record FinishedRun(ExperimentSpec spec, double seconds, DataRecord data) {

    /** Images that its tasks use. */
    List<TaskSize> sizes() {
      return RunLength.sizes(spec, data);
    }
  }

  /**
   * Seconds that a run will take.
   *
   * @param sizes the number of images of each task, before limits
   * @return NaN if no run like it has finished, or images are missing
   */
  double seconds(ExperimentSpec spec, List<TaskSize> sizes) {
    if (sizes.stream().anyMatch(size -> size.training() == 0)) {
      return Double.NaN;
    }
    List<Predicate<ExperimentSpec>> likenesses =
        List.of(
            other ->
                sameMethod(spec, other)
                    && sameNetwork(spec, other)
                    && spec.batchSize() == other.batchSize(),
            other -> sameMethod(spec, other) && sameNetwork(spec, other),
            other -> sameNetwork(spec, other),
            other ->
                sameKindOfNetwork(spec, other)
                    && growsWithTheNetwork(spec)
                    && growsWithTheNetwork(other));
    for (Predicate<ExperimentSpec> alike : likenesses) {
      List<FinishedRun> models =
          finished.stream()
              .filter(run -> sameMachine(spec, run.spec()) && alike.test(run.spec()))
              .toList();
      double seconds = models.stream().mapToDouble(FinishedRun::seconds).sum();
      double work = models.stream().mapToDouble(run -> work(run.spec(), run.sizes())).sum();
      if (work > 0) {
        return seconds / work * work(spec, RunLength.used(spec, sizes));
      }
    }
    return Double.NaN;
  }

  private static boolean sameMethod(ExperimentSpec spec, ExperimentSpec other) {
    return spec.strategy().label(spec.values()).equals(other.strategy().label(other.values()))
        && (!spec.usesFisher() || spec.representation() == other.representation());
  }

  private static boolean sameNetwork(ExperimentSpec spec, ExperimentSpec other) {
    return spec.architecture().equals(other.architecture());
  }

  /** Convolutions and matrix products take unlike times for as many multiplications. */
  private static boolean sameKindOfNetwork(ExperimentSpec spec, ExperimentSpec other) {
    return spec.network().component().equals(other.network().component());
  }

  private static boolean sameMachine(ExperimentSpec spec, ExperimentSpec other) {
    return spec.precision() == other.precision() && spec.device().equals(other.device());
  }

  /** Whether the cost of a step is in proportion to that of a pass through the network. */
  private static boolean growsWithTheNetwork(ExperimentSpec spec) {
    return !spec.usesFisher()
        || spec.representation() == Representation.DIAGONAL
        || spec.representation() == Representation.QUASI_DIAGONAL;
  }

  /**
   * Images trained on and evaluated, and steps, times what they cost with method and network.
   *
   * @param sizes images that the tasks use
   */
  private static double work(ExperimentSpec spec, List<TaskSize> sizes) {
    List<TaskPlan> plans = RunLength.plans(spec, sizes);
    double trained = 0;
    double steps = 0;
    double tests = evaluated(spec, sizes, 0);
    for (int i = 0; i < sizes.size(); i++) {
      TaskPlan task = plans.get(i);
      trained += task.trainedImages();
      steps += task.batches();
      tests += EvaluationSettings.evaluations(spec.values(), task) * evaluated(spec, sizes, i + 1);
    }
    return passCost(spec) * ((trained + STEP * steps) * cost(spec) + EVALUATION * tests);
  }

  /** Images of an evaluation when some tasks are seen. */
  private static double evaluated(ExperimentSpec spec, List<TaskSize> sizes, int seen) {
    int most = spec.get(EvaluationSettings.IMAGES);
    boolean all =
        spec.get(EvaluationSettings.TASKS) == TestedTasks.ALL
            && ScenarioSettings.testsUnseen(spec.values());
    return sizes.stream()
        .limit(all ? sizes.size() : seen)
        .mapToDouble(size -> most == 0 ? size.test() : Math.min(most, size.test()))
        .sum();
  }

  /** Multiplications of one image's pass through the network. */
  private static double passCost(ExperimentSpec spec) {
    return new PassMemory(spec.architecture())
        .affineLayers().stream()
            .mapToDouble(layer -> layer.size() * layer.entries() * layer.windows())
            .sum();
  }

  /** The cost of an image relative to fine-tuning. */
  private static double cost(ExperimentSpec spec) {
    return spec.strategy().cost(spec.values());
  }
}
