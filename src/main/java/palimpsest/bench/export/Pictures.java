package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import palimpsest.archive.FisherFile;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.Background;
import palimpsest.chart.Figure;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixFigures;
import palimpsest.chart.MatrixSource;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;
import palimpsest.export.FigureTable;
import palimpsest.fisher.MatrixEntries;

/**
 * Writes figures, matrices and their numbers into files, drawn anew from the data in the colours of
 * print, and says whether that worked.
 */
public final class Pictures {

  /** Asks for the file to write. */
  @FunctionalInterface
  public interface FileQuestion {

    /** The file chosen, or nothing if the person thought better of it. */
    Optional<Path> ask(String suggestedName);
  }

  private final Settings settings;
  private final FileQuestion question;
  private final Notices notices;
  private final Background background;

  /**
   * Writes pictures.
   *
   * @param settings remember the format that was chosen last
   * @param question asks for the file
   * @param notices told how it went
   * @param background where files are written
   */
  public Pictures(
      Settings settings, FileQuestion question, Notices notices, Background background) {
    this.settings = settings;
    this.question = question;
    this.notices = notices;
    this.background = background;
  }

  /** Writes a figure where the person says, in the format that was chosen last. */
  public void save(String suggestedName, Figure figure) {
    save(
        suggestedName,
        figure,
        settings.exportFormatProperty().get(),
        settings.exportScaleProperty().get());
  }

  /**
   * Writes a figure where the person says, and remembers the format.
   *
   * @param scale pixels a unit of a PNG file
   */
  public void save(String suggestedName, Figure figure, FigureFormat format, int scale) {
    settings.exportFormatProperty().set(format);
    if (format == FigureFormat.PNG) {
      settings.exportScaleProperty().set(scale);
    }
    write(suggestedName, format.extension(), file -> FigureFile.write(figure, file, format, scale));
  }

  /** Writes the numbers of a figure as CSV where the person says. */
  public void saveNumbers(String suggestedName, Figure figure) {
    write(suggestedName, "csv", file -> FigureTable.write(figure, file));
  }

  /** Writes the numbers of a matrix as npz where the person says. */
  public void saveNumbers(String suggestedName, FisherSnapshot matrix) {
    write(suggestedName, "npz", file -> FisherFile.write(matrix, file));
  }

  /** Writes a matrix, a pixel an entry, where the person says. */
  public void save(String suggestedName, MatrixEntries entries, GreyScale scale) {
    write(suggestedName, "png", file -> MatrixFigures.savePng(entries, scale, file));
  }

  /** Writes a matrix or a difference, a pixel an entry, where the person says. */
  public void save(String suggestedName, MatrixSource source, GreyScale scale) {
    write(suggestedName, "png", file -> MatrixFigures.savePng(source, scale, file));
  }

  /** Says that something cannot be saved, and why. */
  public void refuse(String sentence) {
    notices.complain(sentence);
  }

  /**
   * Writes any file where the person says.
   *
   * @param extension the ending of its name, without the dot
   */
  public void write(String suggestedName, String extension, Consumer<Path> writing) {
    question
        .ask(fileName(suggestedName) + "." + extension)
        .ifPresent(file ->
            background.run(() -> writing.accept(file), () -> notices.tell("Saved " + file + ".")));
  }

  private static String fileName(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}.-]+", "-").replaceAll("^-|-$", "");
  }
}
