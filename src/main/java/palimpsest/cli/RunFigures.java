package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Course;
import palimpsest.chart.Figures;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunResult;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;

/** The pictures that lie beside the numbers in a results folder. */
final class RunFigures {

  private static final ChartTheme THEME = ChartTheme.PRINT;

  private RunFigures() {}

  /** The mean accuracies and mean losses of several runs in one figure each. */
  static void saveComparison(List<RunResult> results, Path folder) {
    boolean seeds = results.stream().map(result -> result.spec().seed()).distinct().count() > 1;
    List<Course> courses = new ArrayList<>();
    for (RunResult result : results) {
      ExperimentSpec spec = result.spec();
      String title = Course.title(spec);
      courses.add(
          new Course(
              seeds ? "%s, seed %d".formatted(title, spec.seed()) : title,
              spec,
              result.taskNames(),
              result.initial(),
              result.epochs()));
    }
    saveMeans(courses, folder);
  }

  private static void saveMeans(List<Course> courses, Path folder) {
    save(Figures.meanAccuracy(courses, THEME), folder, "mean-accuracy");
    save(Figures.meanLoss(courses, THEME), folder, "mean-loss");
  }

  private static void save(JFreeChart figure, Path folder, String name) {
    for (FigureFormat format : List.of(FigureFormat.PNG, FigureFormat.SVG)) {
      FigureFile.write(
          figure,
          folder.resolve(name + "." + format.extension()),
          format,
          FigureFile.WIDTH,
          FigureFile.HEIGHT,
          FigureFile.SCALE);
    }
  }
}
