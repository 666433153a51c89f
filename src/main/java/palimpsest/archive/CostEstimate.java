package palimpsest.archive;

import java.util.List;
import java.util.function.Predicate;
import palimpsest.data.Catalogue;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.fisher.Representation;
import palimpsest.learning.StrategyKind;

/**
 * How long runs will take, judged by finished ones: seconds per image trained of runs with the same
 * method, network and precision; where there are none, of the runs most like them, scaled by what
 * methods cost against each other.
 */
final class CostEstimate {

  private final List<FinishedRun> finished;

  CostEstimate(List<FinishedRun> finished) {
    this.finished = finished;
  }

  /**
   * A run that came to its end.
   *
   * @param seconds that it took, above 0
   */
  record FinishedRun(ExperimentSpec spec, double seconds) {}

  /** Seconds that a run will take; NaN if no run has finished yet. */
  double seconds(ExperimentSpec spec) {
    List<Predicate<ExperimentSpec>> likenesses =
        List.of(
            other -> sameMethod(spec, other) && sameNetwork(spec, other) && sameSource(spec, other),
            other -> sameMethod(spec, other) && sameNetwork(spec, other),
            other -> sameNetwork(spec, other),
            other -> true);
    for (Predicate<ExperimentSpec> alike : likenesses) {
      List<FinishedRun> models = finished.stream().filter(run -> alike.test(run.spec())).toList();
      if (!models.isEmpty()) {
        double seconds = models.stream().mapToDouble(FinishedRun::seconds).sum();
        double work = models.stream().mapToDouble(run -> work(run.spec())).sum();
        return seconds / work * work(spec);
      }
    }
    return Double.NaN;
  }

  private static boolean sameMethod(ExperimentSpec spec, ExperimentSpec other) {
    return spec.strategy() == other.strategy()
        && (!spec.strategy().usesFisher() || spec.representation() == other.representation());
  }

  private static boolean sameNetwork(ExperimentSpec spec, ExperimentSpec other) {
    return spec.channels() == other.channels()
        && spec.hiddenUnits() == other.hiddenUnits()
        && spec.precision() == other.precision()
        && spec.device().equals(other.device());
  }

  private static boolean sameSource(ExperimentSpec spec, ExperimentSpec other) {
    return spec.images().equals(other.images()) && spec.batchSize() == other.batchSize();
  }

  /** Images trained times what one costs with the method. */
  private static double work(ExperimentSpec spec) {
    double images = Catalogue.trainingImages(spec.images(), spec.trainLimit());
    return images * spec.tasks().size() * spec.epochs() * cost(spec);
  }

  /**
   * What an image costs against fine-tuning: rough guesses for the notebook's network on a CPU,
   * used only where no run with the same method has finished.
   */
  private static double cost(ExperimentSpec spec) {
    if (spec.strategy() == StrategyKind.FINE_TUNING) {
      return 1;
    }
    if (!spec.strategy().usesFisher()) {
      return 2;
    }
    return spec.strategy() == StrategyKind.EWC
        ? ewc(spec.representation())
        : naturalReplay(spec.representation());
  }

  private static double ewc(Representation representation) {
    return switch (representation) {
      case DIAGONAL, QUASI_DIAGONAL, KFAC, EKFAC -> 1.5;
      case BLOCK_DIAGONAL -> 2;
      case DENSE -> 4;
    };
  }

  private static double naturalReplay(Representation representation) {
    return switch (representation) {
      case DIAGONAL, QUASI_DIAGONAL -> 5;
      case KFAC, EKFAC -> 5;
      case BLOCK_DIAGONAL -> 30;
      case DENSE -> 60;
    };
  }
}
