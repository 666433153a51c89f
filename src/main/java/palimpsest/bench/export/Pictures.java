package palimpsest.bench.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import palimpsest.archive.FisherFile;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.chart.Figure;
import palimpsest.chart.MatrixFigure;
import palimpsest.chart.MatrixFigures;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPanel;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.PrintStyle;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;
import palimpsest.export.FigureSet;
import palimpsest.export.FigureTable;
import palimpsest.text.FileName;

/**
 * Writes figures, matrices and their numbers into files, redrawn from the data in the colours of
 * print, and says whether that worked.
 */
public final class Pictures {

  /** The ending of a figure's numbers. */
  private static final String NUMBERS = "csv";

  private final Settings settings;
  private final FileQuestion question;
  private final Notices notices;
  private final BackgroundExecutor backgroundExecutor;
  private Editing editing = (name, figure, format) -> save(name, figure, format);

  /** Sets a figure for paper before it is written. */
  @FunctionalInterface
  public interface Editing {

    /** Lets the person set it, and writes it if they say so. */
    void begin(String suggestedName, Figure figure, FigureFormat format);
  }

  /**
   * Writes pictures.
   *
   * @param settings remember the format that was chosen last
   * @param question asks for the file
   * @param notices told how it went
   * @param backgroundExecutor the executor that writes files
   */
  public Pictures(
      Settings settings,
      FileQuestion question,
      Notices notices,
      BackgroundExecutor backgroundExecutor) {
    this.settings = settings;
    this.question = question;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
  }

  /** Style and formats for writing several figures at once, as set in the editor. */
  public FigureSet figures() {
    return FigureSet.INITIAL.with(settings.figureStyleProperty().get());
  }

  /** Lets an editor set figures before they are written; without one they are written at once. */
  public void editWith(Editing editor) {
    editing = editor;
  }

  /** Lets the person set a figure for paper, and writes it in the format that was chosen last. */
  public void edit(String suggestedName, Figure figure) {
    editing.begin(suggestedName, figure, settings.exportFormatProperty().get());
  }

  /** Writes a figure that was set in an editor, and remembers its style. */
  void save(
      String suggestedName, Figure figure, FigureFormat format, PrintStyle style, String title) {
    settings.figureStyleProperty().set(style);
    remember(format);
    write(suggestedName, first(format.extension(), kinds(figure, title)), this::remember);
  }

  /**
   * Writes a figure where the person says, as the file's name asks, and remembers the format.
   *
   * @param format the one that is suggested
   */
  public void save(String suggestedName, Figure figure, FigureFormat format) {
    remember(format);
    write(suggestedName, first(format.extension(), kinds(figure, "")), this::remember);
  }

  /** Writes the numbers of a figure as CSV where the person says, or what else its name asks. */
  public void saveNumbers(String suggestedName, Figure figure) {
    write(suggestedName, first(NUMBERS, kinds(figure, "")), this::remember);
  }

  /** All that can be made of a figure. */
  private List<FileKind> kinds(Figure figure, String title) {
    PrintStyle style = settings.figureStyleProperty().get();
    List<FileKind> kinds = new ArrayList<>();
    for (FigureFormat format : FigureFormat.values()) {
      kinds.add(
          new FileKind(
              format.extension(), file -> FigureFile.write(figure, file, format, style, title)));
    }
    kinds.add(new FileKind(NUMBERS, file -> FigureTable.write(figure, file)));
    return kinds;
  }

  private static List<FileKind> first(String extension, List<FileKind> kinds) {
    List<FileKind> order = new ArrayList<>(kinds);
    order.sort(Comparator.comparing((FileKind kind) -> !kind.extension().equals(extension)));
    return order;
  }

  private void remember(FileKind kind) {
    Stream.of(FigureFormat.values())
        .filter(format -> format.extension().equals(kind.extension()))
        .forEach(this::remember);
  }

  private void remember(FigureFormat format) {
    settings.exportFormatProperty().set(format);
  }

  /** Writes the numbers of a matrix as npz where the person says. */
  public void saveNumbers(String suggestedName, FisherSnapshot matrix) {
    write(suggestedName, new FileKind("npz", file -> FisherFile.write(matrix, file)));
  }

  /**
   * Writes a matrix or a difference where the person says: as PNG one pixel per entry, as PDF or
   * SVG a finished figure of all that is seen. A matrix too large for one pixel per entry is
   * shrunk, and the notice says how.
   *
   * @param panels all matrices that are seen, from left to right
   */
  public void save(
      String suggestedName, MatrixSource source, MatrixLook look, List<MatrixPanel> panels) {
    PrintStyle style = settings.figureStyleProperty().get();
    AtomicInteger entriesPerPixel = new AtomicInteger(1);
    List<FileKind> kinds = new ArrayList<>();
    kinds.add(
        new FileKind(
            "png", file -> entriesPerPixel.set(MatrixFigures.savePng(source, look, file))));
    for (FigureFormat format : List.of(FigureFormat.PDF, FigureFormat.SVG)) {
      kinds.add(
          new FileKind(
              format.extension(),
              file ->
                  FigureFile.write(
                      new MatrixFigure(panels, style, ""), file, format, style.dpi())));
    }
    write(
        suggestedName,
        kinds,
        kind -> {},
        file ->
            entriesPerPixel.get() == 1
                ? "Saved %s.".formatted(file)
                : "Saved %s: too large for one pixel per entry, it shows the %s."
                    .formatted(file, look.shrinking(entriesPerPixel.get())));
  }

  /** Says that something was done. */
  void tell(String sentence) {
    notices.show(sentence);
  }

  /** Says that something cannot be saved, and why. */
  public void refuse(String sentence) {
    notices.showError(sentence);
  }

  /**
   * Writes any file where the person says.
   *
   * @param kinds the possible formats, chosen by file name; the first is the default
   */
  public void write(String suggestedName, FileKind... kinds) {
    write(suggestedName, List.of(kinds), kind -> {});
  }

  private void write(String suggestedName, List<FileKind> kinds, Consumer<FileKind> chosen) {
    write(suggestedName, kinds, chosen, file -> "Saved " + file + ".");
  }

  private void write(
      String suggestedName,
      List<FileKind> kinds,
      Consumer<FileKind> chosen,
      Function<Path, String> saved) {
    FileKind suggested = kinds.getFirst();
    question
        .ask(
            FileName.suggested(suggestedName) + "." + suggested.extension(),
            kinds.stream().map(FileKind::extension).toList())
        .ifPresent(file -> {
          FileKind kind = FileKind.of(file, kinds).orElse(suggested);
          chosen.accept(kind);
          backgroundExecutor.run(
              () -> kind.writing().accept(file), () -> notices.show(saved.apply(file)));
        });
  }
}
