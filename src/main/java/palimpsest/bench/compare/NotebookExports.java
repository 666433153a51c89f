package palimpsest.bench.compare;

import java.nio.file.Path;
import java.util.List;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.export.FolderExport;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.chart.Band;
import palimpsest.export.FigureSet;
import palimpsest.export.FolderBefore;
import palimpsest.export.MatrixRange;
import palimpsest.export.NotebookFigures;

/**
 * Writes the notebook's figures of the chosen runs into a folder, each as PNG and SVG, and says
 * which could not be made of them.
 */
public final class NotebookExports {

  private final CompareViewModel model;
  private final Archive archive;
  private final FolderExport folders;
  private final Notices notices;
  private final Settings settings;

  /**
   * Exports of a comparison.
   *
   * @param archive the archive to read scores and matrices from
   * @param folders asks for a folder, and writes into it
   * @param notices told what was saved
   * @param settings say how figures are set
   */
  public NotebookExports(
      CompareViewModel model,
      Archive archive,
      FolderExport folders,
      Notices notices,
      Settings settings) {
    this.model = model;
    this.archive = archive;
    this.folders = folders;
    this.notices = notices;
    this.settings = settings;
  }

  /** Writes every figure that the chosen runs offer, with all matrices from 0 to 0.1. */
  public void write() {
    write(MatrixRange.FIXED);
  }

  /**
   * Writes every figure that the chosen runs offer into the folder that the person says.
   *
   * @param range the grey range of the matrices
   */
  public void write(MatrixRange range) {
    List<ArchivedRun> runs = model.comparedProperty().get().runs();
    Band band = model.bandProperty().get();
    FigureSet figures = FigureSet.INITIAL.with(settings.figureStyleProperty().get());
    folders.into(
        folder -> {
          FolderBefore before = FolderBefore.of(folder);
          List<Path> files = NotebookFigures.write(archive, runs, band, range, figures, folder);
          return summary(files, before.replaced(files).size(), folder);
        },
        (summary, folder) -> notices.show(summary));
  }

  private static String summary(List<Path> files, int replaced, Path folder) {
    String saved =
        replaced == 0
            ? "Saved %d files to %s.".formatted(files.size(), folder)
            : "Saved %d files to %s; %d of them replaced older ones."
                .formatted(files.size(), folder, replaced);
    boolean replays = has(files, "replay-against");
    boolean matrices = has(files, "fisher-");
    if (replays && matrices) {
      return saved;
    }
    if (replays) {
      return saved + " None of the chosen runs has Fisher matrices.";
    }
    String missing = " Replay against natural replay needs runs of both.";
    return matrices
        ? saved + missing
        : saved + missing + " None of the chosen runs has Fisher matrices.";
  }

  private static boolean has(List<Path> files, String beginning) {
    return files.stream()
        .anyMatch(file -> String.valueOf(file.getFileName()).startsWith(beginning));
  }
}
