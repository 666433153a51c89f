package palimpsest.strategy;

import java.util.Arrays;
import palimpsest.data.Subset;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.LabelledImages;
import palimpsest.learning.LearnedTask;
import palimpsest.learning.RandomUse;
import palimpsest.learning.StrategyContext;
import palimpsest.network.Network;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** Measures the Fisher matrices of learned tasks as settings say, and lets an observer see them. */
final class TaskFisher {

  private final SettingValues values;
  private final StrategyContext context;
  private final Network network;

  TaskFisher(SettingValues values, StrategyContext context) {
    this.values = values;
    this.context = context;
    network = context.network();
  }

  /**
   * Makes sure that the estimator fits the representation.
   *
   * @param sums whether matrices of tasks are added up to one
   * @throws Problem if it does not
   */
  static void requireFit(SettingValues values, boolean sums) {
    Representation representation = values.get(FisherSettings.REPRESENTATION);
    if (sums && representation == Representation.EKFAC) {
      throw new Problem(
          "The sum of two EK-FAC matrices is not an EK-FAC matrix, for their eigenvectors differ:"
              + " choose another representation, or EWC with a term for each task.");
    }
    if (values.get(FisherSettings.ESTIMATOR) == FisherSettings.EstimatorKind.BATCHED
        && (representation == Representation.KFAC || representation == Representation.EKFAC)) {
      throw new Problem(
          "%s needs gradients of single images, but the estimator \"Batch means\" has those of batches:"
                  .formatted(representation.label())
              + " choose another estimator or representation.");
    }
  }

  /** Arrays [P] that a matrix holds for its pull at most, beside its own. */
  static int pullVectors(SettingValues values) {
    return values.get(FisherSettings.REPRESENTATION) == Representation.DIAGONAL ? 1 : 0;
  }

  Representation representation() {
    return values.get(FisherSettings.REPRESENTATION);
  }

  /**
   * Measures a matrix.
   *
   * @throws palimpsest.learning.MeasurementCancelled if the run is to leave
   */
  FisherMatrix measure(LearnedTask task) {
    LabelledImages images = chosen(task);
    context.observer().measuringTask(representation(), images.size());
    FisherMatrix fisher =
        representation()
            .measure(
                new FisherSample(
                    network,
                    task.theta(),
                    images,
                    FisherSettings.estimator(
                        values,
                        images.size(),
                        context.random().fresh(RandomUse.LABELS, task.position()))));
    context.observer().taskMeasured(representation(), fisher::entries, images.size());
    return fisher;
  }

  private LabelledImages chosen(LearnedTask task) {
    // Batches of the data set's own order may have one class alone.
    LabelledImages all =
        values.get(FisherSettings.ESTIMATOR) == FisherSettings.EstimatorKind.BATCHED
            ? task.images().only(task.batches().stream().flatMapToInt(Arrays::stream).toArray())
            : task.images();
    int most = values.get(FisherSettings.IMAGES);
    if (most == 0 || most >= all.size()) {
      return all;
    }
    int[] labels;
    try (Scope _ = new Scope()) {
      labels =
          Arrays.stream(Workspace.doubles(all.labels(0, all.size())))
              .mapToInt(label -> (int) label)
              .toArray();
    }
    return all.only(
        Subset.STRATIFIED.choose(
            labels, most, context.random().fresh(RandomUse.MEASURED, task.position())));
  }
}
