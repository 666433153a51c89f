package palimpsest.bench.compare;

import java.nio.file.Path;
import java.util.function.Consumer;
import palimpsest.bench.export.Pictures.FileQuestion;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;
import palimpsest.chart.Figure;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;
import palimpsest.export.FigureTable;
import palimpsest.export.MeanTable;

/**
 * Writes what the Compare room shows into files: the figure as it is, drawn anew in the colours of
 * print, its numbers, and the table. Says whether that worked.
 */
public final class CompareExports {

  private final CompareViewModel model;
  private final FileQuestion question;
  private final Notices notices;
  private final Background background;

  /**
   * Exports of a comparison.
   *
   * @param question asks for the file
   * @param notices told what was saved
   * @param background where files are written
   */
  public CompareExports(
      CompareViewModel model, FileQuestion question, Notices notices, Background background) {
    this.model = model;
    this.question = question;
    this.notices = notices;
    this.background = background;
  }

  /**
   * Writes the figure.
   *
   * @param scale pixels a unit of a PNG file
   */
  public void figure(FigureFormat format, double scale) {
    Figure figure = model.comparedProperty().get().figure();
    if (figure != null) {
      save(figureName(), format.extension(), file -> FigureFile.write(figure, file, format, scale));
    }
  }

  /** Writes the numbers of the figure as CSV. */
  public void figureNumbers() {
    Figure figure = model.comparedProperty().get().figure();
    if (figure != null) {
      save(figureName(), "csv", file -> FigureTable.write(figure, file));
    }
  }

  /** Writes the table as CSV. */
  public void tableCsv() {
    MeanTable table = model.comparedProperty().get().table();
    save("comparison", "csv", table::writeCsv);
  }

  /** Writes the table as LaTeX. */
  public void tableLatex() {
    MeanTable table = model.comparedProperty().get().table();
    save("comparison", "tex", table::writeLatex);
  }

  private String figureName() {
    return model.comparedProperty().get().kind().fileName().replace(' ', '-');
  }

  private void save(String name, String extension, Consumer<Path> writing) {
    question
        .ask(name + "." + extension)
        .ifPresent(file ->
            background.run(() -> writing.accept(file), () -> notices.tell("Saved " + file + ".")));
  }
}
