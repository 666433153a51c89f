package palimpsest.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;
import palimpsest.chart.Band;
import palimpsest.export.FigureFormat;
import palimpsest.export.NotebookFigures;

/**
 * Writes the notebook's figures of the chosen runs into a folder, each as PNG and SVG, and says
 * which could not be made of them.
 */
public final class NotebookExports {

  private static final List<FigureFormat> FORMATS = List.of(FigureFormat.PNG, FigureFormat.SVG);

  private final CompareViewModel model;
  private final Archive archive;
  private final Supplier<Optional<Path>> question;
  private final Notices notices;
  private final Background background;

  /**
   * Exports of a comparison.
   *
   * @param archive where scores and matrices are read
   * @param question asks for the folder
   * @param notices told what was saved
   * @param background where files are written
   */
  public NotebookExports(
      CompareViewModel model,
      Archive archive,
      Supplier<Optional<Path>> question,
      Notices notices,
      Background background) {
    this.model = model;
    this.archive = archive;
    this.question = question;
    this.notices = notices;
    this.background = background;
  }

  /** Writes every figure that the chosen runs offer into the folder that the person says. */
  public void write() {
    List<ArchivedRun> runs = model.comparedProperty().get().runs();
    Band band = model.bandProperty().get();
    question
        .get()
        .ifPresent(folder ->
            background.ask(
                () -> NotebookFigures.write(archive, runs, band, FORMATS, folder),
                files -> notices.tell(summary(files, folder))));
  }

  private static String summary(List<Path> files, Path folder) {
    String saved = "Saved %d files into %s.".formatted(files.size(), folder);
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
