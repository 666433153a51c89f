package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jfree.chart.JFreeChart;
import palimpsest.bench.notice.Notices;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixFigures;
import palimpsest.chart.MatrixSource;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;
import palimpsest.fisher.MatrixEntries;
import palimpsest.problem.Problem;

/**
 * Writes figures and matrices into PNG files, drawn anew from the data in the colours of print, and
 * says whether that worked.
 */
public final class Pictures {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final double SCALE = 2;

  /** Asks for the file to write. */
  @FunctionalInterface
  public interface FileQuestion {

    /** The file chosen, or nothing if the person thought better of it. */
    Optional<Path> ask(String suggestedName);
  }

  /** Draws a figure in a theme. */
  @FunctionalInterface
  public interface Figure {

    /** The figure from the data as they are now. */
    JFreeChart draw(ChartTheme theme);
  }

  private final FileQuestion question;
  private final Notices notices;
  private final Executor background;
  private final Executor window;

  /**
   * Writes pictures.
   *
   * @param question asks for the file
   * @param notices told how it went
   * @param background where files are written
   * @param window the window's thread
   */
  public Pictures(FileQuestion question, Notices notices, Executor background, Executor window) {
    this.question = question;
    this.notices = notices;
    this.background = background;
    this.window = window;
  }

  /** Writes a figure where the person says. */
  public void save(String suggestedName, Figure figure) {
    question
        .ask(fileName(suggestedName))
        .ifPresent(file -> {
          JFreeChart chart = figure.draw(ChartTheme.PRINT);
          write(file, () -> FigureFile.write(chart, file, FigureFormat.PNG, WIDTH, HEIGHT, SCALE));
        });
  }

  /** Writes a matrix, a pixel an entry, where the person says. */
  public void save(String suggestedName, MatrixEntries entries, GreyScale scale) {
    question
        .ask(fileName(suggestedName))
        .ifPresent(file -> write(file, () -> MatrixFigures.savePng(entries, scale, file)));
  }

  /** Writes a matrix or a difference, a pixel an entry, where the person says. */
  public void save(String suggestedName, MatrixSource source, GreyScale scale) {
    question
        .ask(fileName(suggestedName))
        .ifPresent(file -> write(file, () -> MatrixFigures.savePng(source, scale, file)));
  }

  private void write(Path file, Runnable writing) {
    background.execute(() -> {
      try {
        writing.run();
        window.execute(() -> notices.tell("Saved " + file + "."));
      } catch (Problem problem) {
        window.execute(() -> notices.complain(problem.getMessage()));
      } catch (OutOfMemoryError e) {
        window.execute(
            () -> notices.complain("There is too little memory left to draw " + file + "."));
      }
    });
  }

  private static String fileName(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}.-]+", "-").replaceAll("^-|-$", "") + ".png";
  }
}
