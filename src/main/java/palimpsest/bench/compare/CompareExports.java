package palimpsest.bench.compare;

import java.util.function.BiConsumer;
import palimpsest.bench.export.FileKind;
import palimpsest.bench.export.Pictures;
import palimpsest.chart.Figure;
import palimpsest.export.FigureFormat;
import palimpsest.export.MeanTable;

/**
 * Writes what the Compare page shows into files: the figure as it is, redrawn in the colours of
 * print, its numbers, and the table.
 */
public final class CompareExports {

  private final CompareViewModel model;
  private final Pictures files;

  /**
   * Exports of a comparison.
   *
   * @param files asks for the files, and writes them
   */
  public CompareExports(CompareViewModel model, Pictures files) {
    this.model = model;
    this.files = files;
  }

  /** Sets the figure for paper and writes it. */
  public void figure() {
    withFigure(files::edit);
  }

  /** Writes the figure in a format. */
  public void figure(FigureFormat format) {
    withFigure((name, figure) -> files.save(name, figure, format));
  }

  /** Writes the numbers of the figure as CSV. */
  public void figureNumbers() {
    withFigure(files::saveNumbers);
  }

  /** Writes the table as CSV, unless the file's name asks for LaTeX. */
  public void tableCsv() {
    files.write("comparison", csv(), latex());
  }

  /** Writes the table as LaTeX, unless the file's name asks for CSV. */
  public void tableLatex() {
    files.write("comparison", latex(), csv());
  }

  private FileKind csv() {
    return new FileKind("csv", table()::writeCsv);
  }

  private FileKind latex() {
    return new FileKind("tex", table()::writeLatex);
  }

  private MeanTable table() {
    return model.comparedProperty().get().table();
  }

  private void withFigure(BiConsumer<String, Figure> writing) {
    ComparisonResult comparisonResult = model.comparedProperty().get();
    Figure figure = model.figure().figureProperty().get();
    if (comparisonResult.figure() != null && figure != null) {
      writing.accept(comparisonResult.kind().fileName(), figure);
    }
  }
}
