package palimpsest.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.Provenance;
import palimpsest.archive.RunFolder;
import palimpsest.archive.RunState;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.MatrixFigures;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixSource;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunNames;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.file.AtomicFile;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.tensor.Memory;

/**
 * Writes a run of the archive as a folder for other programs: {@code result.json}, {@code
 * epochs.csv}, {@code confusion.csv}, {@code weights.npz}, a {@code fisher-….npz} with its picture
 * for each matrix, and the run's figures.
 */
public final class RunExport {

  /** Rows of the largest matrix that is drawn unasked. */
  private static final int MOST_DRAWN = 20_000;

  private final Archive archive;
  private final FigureSet figures;
  private final List<String> errors = new ArrayList<>();

  /**
   * Exports from an archive.
   *
   * @param figures style and formats of figures
   */
  public RunExport(Archive archive, FigureSet figures) {
    this.archive = archive;
    this.figures = figures;
  }

  /**
   * Writes runs into new folders, whose names say what tells them apart.
   *
   * @param parent the folder in which they are made
   * @return the folders
   * @throws Problem if one cannot be made
   */
  public List<Path> write(List<ArchivedRun> runs, Path parent) {
    List<String> names = RunNames.ofFolders(runs.stream().map(ArchivedRun::spec).toList());
    return IntStream.range(0, runs.size())
        .mapToObj(i -> write(runs.get(i), parent, names.get(i)))
        .toList();
  }

  /**
   * Writes a run into a new folder of its own; a file that cannot be written is told as an error.
   *
   * @param parent the folder in which a new one is made
   * @param name the name of the new folder; a number is added if there is one of that name
   * @return the folder
   * @throws Problem if it cannot be made
   */
  public Path write(ArchivedRun run, Path parent, String name) {
    RunFolder folder = RunFolder.create(parent, name);
    Scores scores = archive.scoresWithConfusion(run.id());
    Provenance environment = archive.environment(run.id()).orElseGet(Provenance::here);
    Instant started = run.started() == null ? run.created() : run.started();
    attempt(() ->
        folder.writeResult(result(run, scores), environment, started, archive.stretches(run.id())));
    attempt(() -> folder.writeEpochs(run.spec(), run.taskNames(), scores));
    attempt(() -> folder.writeConfusion(run.spec(), run.taskNames(), scores.epochs()));
    attempt(() -> copyWeights(run, folder.path()));
    List<ArchivedMatrix> matrices = archive.matrices(run.id());
    if (!matrices.isEmpty()) {
      Memory.release();
    }
    for (ArchivedMatrix matrix : matrices) {
      attempt(() -> {
        FisherSnapshot snapshot = archive.read(matrix);
        writePicture(snapshot, folder.writeFisher(snapshot, run.taskNames()));
      });
    }
    attempt(() -> writeFigures(LearningCurves.of(run, scores), folder.path(), figures));
    return folder.path();
  }

  /** The files that could not be written, in sentences. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /**
   * The picture of a matrix beside its numbers, unless it would take longer than training: its
   * entries are slow to compute, or there are too many of them.
   */
  public static void writePicture(FisherSnapshot snapshot, Path numbers) {
    if (!snapshot.entries().isQuick() || snapshot.entries().size() > MOST_DRAWN) {
      return;
    }
    String name = String.valueOf(numbers.getFileName()).replaceFirst("npz$", "png");
    MatrixFigures.savePng(
        new MatrixSource.Entries(snapshot.entries()),
        MatrixLook.INITIAL,
        numbers.resolveSibling(name));
  }

  /** The figures of one run. */
  public static void writeFigures(LearningCurves curves, Path folder, FigureSet set) {
    Comparison alone = Comparison.ofSingles(List.of(curves));
    Map<String, Figure> figures =
        Map.of(
            "task-accuracy", Figures.taskAccuracy(alone),
            "mean-accuracy", Figures.meanAccuracy(alone),
            "mean-loss", Figures.meanLoss(alone),
            "accuracy-matrix",
                Figures.accuracyMatrix(new CurveGroup(curves.label(), List.of(curves))));
    figures.forEach((name, figure) -> set.write(figure, folder, name));
  }

  private RunResult result(ArchivedRun run, Scores scores) {
    // The weights lie in their own file; here only their number is told.
    int parameters = archive.layout(run.id()).map(ParameterLayout::size).orElse(0);
    return new RunResult(
        run.spec(),
        run.taskNames(),
        run.device(),
        scores,
        run.state().ending(),
        run.seconds(),
        new double[parameters],
        run.data());
  }

  private void copyWeights(ArchivedRun run, Path folder) {
    Optional<Path> weights = archive.weightsOf(run.id());
    if (weights.isPresent()) {
      AtomicFile.write(folder.resolve("weights.npz"), out -> Files.copy(weights.get(), out));
    } else if (run.state() == RunState.FINISHED) {
      throw new Problem(
          "The weights of run %d are missing: %s has none."
              .formatted(run.id(), archive.folderOf(run.id())));
    }
  }

  private void attempt(Runnable writing) {
    try {
      writing.run();
    } catch (Problem problem) {
      if (!errors.contains(problem.getMessage())) {
        errors.add(problem.getMessage());
      }
    }
  }
}
