package palimpsest.bench.live;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.export.FigureFormat;

/** Writes the figures of the shown run into files, redrawn in the colours of print. */
final class LiveExports {

  private final RunViewModel runs;
  private final Pictures files;

  LiveExports(RunViewModel runs, Pictures files) {
    this.runs = runs;
    this.files = files;
  }

  /** Sets a figure for paper and writes it. */
  void figure(FigurePanel panel) {
    withFigure(panel, files::edit);
  }

  /** Writes a figure in a format. */
  void figure(FigurePanel panel, FigureFormat format) {
    withFigure(panel, (name, figure) -> files.save(name, figure, format));
  }

  /** Writes the numbers of a figure as CSV. */
  void numbers(FigurePanel panel) {
    withFigure(panel, files::saveNumbers);
  }

  /** Sets R for paper and writes it. */
  void editMatrix() {
    withMatrix(files::edit);
  }

  /** Writes R in a format. */
  void matrix(FigureFormat format) {
    withMatrix((name, figure) -> files.save(name, figure, format));
  }

  /** Writes the numbers of R as CSV. */
  void matrixNumbers() {
    withMatrix(files::saveNumbers);
  }

  private void withFigure(FigurePanel panel, BiConsumer<String, Figure> writing) {
    write(panel.name(), run -> panel.figure(run.curves()), writing);
  }

  private void withMatrix(BiConsumer<String, Figure> writing) {
    write("accuracy matrix", LiveExports::matrix, writing);
  }

  /** Writes a figure of the shown run, if it has anything to draw. */
  private void write(
      String name, Function<RunModel, Figure> drawing, BiConsumer<String, Figure> writing) {
    RunModel run = runs.shownProperty().get();
    if (run != null && run.hasCurves()) {
      writing.accept(run.name() + " " + name, drawing.apply(run));
    }
  }

  private static Figure matrix(RunModel run) {
    return Figures.accuracyMatrix(new CurveGroup(run.name(), List.of(run.curves())));
  }
}
