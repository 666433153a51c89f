package palimpsest.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.data.xy.XYSeries;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.TaskScore;
import palimpsest.problem.Problem;

/** The figures of runs, drawn from plain numbers. None of them needs a window. */
public final class Figures {

  private static final String LOSS = "Mean test loss (nats)";
  private static final String ACCURACY = "Mean test accuracy (%)";
  private static final String TASK_ACCURACY = "Test accuracy (%)";

  /** Beyond this many pixels a picture is surely a slip of the keyboard. */
  private static final long MOST_PIXELS = 400_000_000L;

  private Figures() {}

  /** Accuracy on each task over the epochs of one run: one line a task, a band a training task. */
  public static JFreeChart taskAccuracy(Course course, ChartTheme theme) {
    CurveFigure figure = new CurveFigure(TASK_ACCURACY, theme).percent().bands(course);
    for (int task = 0; task < course.taskNames().size(); task++) {
      figure.curve(taskCurve(figure, course, task, course.taskNames().get(task)), task, task);
    }
    return figure.chart();
  }

  /** The same of several runs: the colour tells the task, the dashes tell the run. */
  public static JFreeChart taskAccuracy(List<Course> courses, ChartTheme theme) {
    if (courses.size() == 1) {
      return taskAccuracy(courses.getFirst(), theme);
    }
    CurveFigure figure = new CurveFigure(TASK_ACCURACY, theme).percent().bands(courses);
    for (int run = 0; run < courses.size(); run++) {
      Course course = courses.get(run);
      for (int task = 0; task < course.taskNames().size(); task++) {
        String label = course.taskNames().get(task) + " – " + course.label();
        figure.curve(taskCurve(figure, course, task, label), task, run);
      }
    }
    return figure.chart();
  }

  /** Cross-entropy on the test images, averaged over tasks: one line a run. */
  public static JFreeChart meanLoss(List<Course> courses, ChartTheme theme) {
    return means(new CurveFigure(LOSS, theme), courses, TaskScore::loss);
  }

  /** Accuracy on the test images, averaged over tasks: one line a run. */
  public static JFreeChart meanAccuracy(List<Course> courses, ChartTheme theme) {
    return means(
        new CurveFigure(ACCURACY, theme).percent(), courses, score -> 100 * score.accuracy());
  }

  /**
   * Draws a figure into a PNG file, whole or not at all.
   *
   * @param width width in the figure's own units, at which text has its natural size
   * @param height height in the same units
   * @param scale pixels a unit: 2 doubles the resolution and leaves the layout as it is
   * @throws Problem if the size is out of all proportion or the file cannot be written
   */
  public static void savePng(JFreeChart chart, Path file, int width, int height, double scale) {
    double pixels = width * scale * (height * scale);
    if (width < 1 || height < 1 || !(scale > 0) || pixels > MOST_PIXELS) {
      throw new Problem(
          "A picture of %,d × %,d at scale %s cannot be drawn: it must have at least 1 × 1 and at most %,d pixels."
              .formatted(width, height, scale, MOST_PIXELS));
    }
    PngFile.write(image(chart, width, height, scale), file);
  }

  /** Draws a figure into an image; the sizes are those of {@link #savePng}. */
  static BufferedImage image(JFreeChart chart, int width, int height, double scale) {
    BufferedImage image =
        new BufferedImage(
            Math.max(1, (int) Math.round(width * scale)),
            Math.max(1, (int) Math.round(height * scale)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(scale, scale);
      chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static JFreeChart means(
      CurveFigure figure, List<Course> courses, ToDoubleFunction<TaskScore> score) {
    figure.bands(courses);
    for (int run = 0; run < courses.size(); run++) {
      Course course = courses.get(run);
      XYSeries curve = figure.series(course.label());
      if (!course.initial().isEmpty()) {
        curve.add(0, drawable(mean(course.initial(), score)), false);
      }
      for (EpochScores epoch : course.epochs()) {
        curve.add(course.position(epoch), drawable(mean(epoch.tests(), score)), false);
      }
      figure.curve(curve, run, run);
    }
    return figure.chart();
  }

  private static double mean(List<TaskScore> scores, ToDoubleFunction<TaskScore> score) {
    return scores.stream().mapToDouble(score).average().orElse(Double.NaN);
  }

  /** A loss that ran off to infinity is a gap in the curve: no axis reaches it. */
  private static double drawable(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static XYSeries taskCurve(CurveFigure figure, Course course, int task, String label) {
    XYSeries curve = figure.series(label);
    if (task < course.initial().size()) {
      curve.add(0, 100 * course.initial().get(task).accuracy(), false);
    }
    for (EpochScores epoch : course.epochs()) {
      if (task < epoch.tests().size()) {
        curve.add(course.position(epoch), 100 * epoch.tests().get(task).accuracy(), false);
      }
    }
    return curve;
  }
}
