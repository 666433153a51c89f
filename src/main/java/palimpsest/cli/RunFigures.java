package palimpsest.cli;

import java.nio.file.Path;
import java.util.List;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunResult;

/** The pictures that lie beside the numbers in a results folder. */
final class RunFigures {

  private RunFigures() {}

  /** A Fisher matrix in grey, one pixel an entry. */
  static void saveMatrix(FisherSnapshot snapshot, Path file) {}

  /** One run's accuracy on each task, mean accuracy and mean loss. */
  static void saveRun(RunResult result, Path folder) {}

  /** The mean accuracies and mean losses of several runs, one above the other. */
  static void saveComparison(List<RunResult> results, Path folder) {}
}
