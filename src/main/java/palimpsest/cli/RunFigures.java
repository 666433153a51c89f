package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import palimpsest.chart.Comparison;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureSet;

/** The pictures that lie beside the numbers in a results folder. */
final class RunFigures {

  private RunFigures() {}

  /** The mean accuracies and mean losses of several runs in one figure each. */
  static void saveComparison(List<RunResult> results, Path folder, FigureSet figures) {
    boolean seeds = results.stream().map(result -> result.spec().seed()).distinct().count() > 1;
    List<LearningCurves> runs = new ArrayList<>();
    for (RunResult result : results) {
      ExperimentSpec spec = result.spec();
      String title = LearningCurves.title(spec);
      runs.add(
          new LearningCurves(
              seeds ? "%s, seed %d".formatted(title, spec.seed()) : title,
              spec,
              result.taskNames(),
              result.scores(),
              result.data()));
    }
    Comparison comparison = Comparison.ofSingles(runs);
    figures.write(Figures.meanAccuracy(comparison), folder, "mean-accuracy");
    figures.write(Figures.meanLoss(comparison), folder, "mean-loss");
  }
}
