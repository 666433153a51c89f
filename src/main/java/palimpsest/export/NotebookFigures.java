package palimpsest.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.chart.Band;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.chart.MatrixFigure;
import palimpsest.chart.MatrixPanel;
import palimpsest.experiment.Scores;
import palimpsest.fisher.Representation;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/**
 * The figures of the notebook, from a choice of runs: the mean loss and mean accuracy of all, the
 * accuracy on each task of replay against natural replay, and six Fisher matrices.
 *
 * <p>Where the choice offers several, natural replay is shown with K-FAC if it is there, else with
 * the first representation in the list. The matrices are Diagonal, K-FAC and Dense of EWC and of
 * natural replay: of each, the last matrix that the first finished run measured (of an unfinished
 * run only if none has finished). They are shrunk by mean, as the notebook's are.
 */
public final class NotebookFigures {

  private static final List<Representation> SHOWN =
      List.of(Representation.DIAGONAL, Representation.KFAC, Representation.DENSE);

  private NotebookFigures() {}

  /**
   * Writes every figure that the runs offer.
   *
   * @param range the grey range of the matrices
   * @return the files
   * @throws palimpsest.problem.Problem if one cannot be written
   */
  public static List<Path> write(
      Archive archive,
      List<ArchivedRun> runs,
      Band band,
      MatrixRange range,
      FigureSet figures,
      Path folder) {
    List<CurveGroup> groups = CurveGroup.of(curves(archive, runs));
    Comparison all = new Comparison(groups, band, false);
    List<Path> files = new ArrayList<>();
    files.addAll(figures.write(Figures.meanLoss(all), folder, "mean-loss"));
    files.addAll(figures.write(Figures.meanAccuracy(all), folder, "mean-accuracy"));
    List<CurveGroup> replays = new ArrayList<>();
    first(groups, Strategies.REPLAY).ifPresent(replays::add);
    first(groups, Strategies.NATURAL_REPLAY).ifPresent(replays::add);
    if (replays.size() == 2) {
      files.addAll(
          figures.write(
              Figures.taskAccuracy(new Comparison(replays, band, false)),
              folder,
              "replay-against-natural-replay"));
    }
    for (Strategy strategy : List.of(Strategies.EWC, Strategies.NATURAL_REPLAY)) {
      for (Representation representation : SHOWN) {
        Optional<ArchivedMatrix> matrix = matrix(archive, runs, strategy, representation);
        if (matrix.isPresent()) {
          MatrixPanel panel = range.panel(archive.read(matrix.get()));
          String name = "fisher-%s-%s".formatted(strategy.key(), representation.key());
          files.addAll(
              figures.write(new MatrixFigure(List.of(panel), figures.style(), ""), folder, name));
        }
      }
    }
    return files;
  }

  /** The curves of some runs, in their order. */
  public static List<LearningCurves> curves(Archive archive, List<ArchivedRun> runs) {
    Map<Long, Scores> scores = archive.scores(runs.stream().map(ArchivedRun::id).toList());
    return runs.stream()
        .map(run -> LearningCurves.of(run, scores.getOrDefault(run.id(), Scores.NONE)))
        .toList();
  }

  private static Optional<CurveGroup> first(List<CurveGroup> groups, Strategy strategy) {
    return groups.stream()
        .filter(group -> group.members().getFirst().spec().strategy().equals(strategy))
        .min(
            Comparator.comparing(group ->
                group.members().getFirst().spec().representation() != Representation.KFAC));
  }

  private static Optional<ArchivedMatrix> matrix(
      Archive archive, List<ArchivedRun> runs, Strategy strategy, Representation representation) {
    return runs.stream()
        .filter(run ->
            run.spec().strategy().equals(strategy) && run.spec().representation() == representation)
        .sorted(Comparator.comparing(run -> run.state() != RunState.FINISHED))
        .map(run -> archive.matrices(run.id()))
        .filter(matrices -> !matrices.isEmpty())
        .map(List::getLast)
        .findFirst();
  }
}
