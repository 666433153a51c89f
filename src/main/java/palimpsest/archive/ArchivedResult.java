package palimpsest.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import palimpsest.experiment.RunResult;
import palimpsest.problem.Problem;

/** A run's result, put together again from what the archive holds. */
final class ArchivedResult {

  private ArchivedResult() {}

  static RunResult of(ArchivedRun run, Map<Long, RunScores> scores, Path folder, RunMark mark) {
    RunScores measured = scores.getOrDefault(run.id(), RunScores.NONE);
    return new RunResult(
        run.spec(),
        run.taskNames(),
        run.device(),
        measured.initial(),
        measured.epochs(),
        switch (run.state()) {
          case FINISHED -> RunResult.Ending.COMPLETE;
          case WAITING, RUNNING, PAUSED, INTERRUPTED -> RunResult.Ending.PAUSED;
          case STOPPED, FAILED -> RunResult.Ending.STOPPED;
          case DIVERGED -> RunResult.Ending.DIVERGED;
        },
        run.seconds(),
        weights(folder.resolve(RunFolder.WEIGHTS), mark),
        run.data());
  }

  /**
   * The weights in a file; none if it is gone, damaged or another run's, for the numbers are worth
   * having.
   */
  private static double[] weights(Path file, RunMark mark) {
    if (!Files.exists(file)) {
      return new double[0];
    }
    try {
      Map<String, NpyArray> arrays = Npz.read(file);
      mark.require(file, arrays);
      return switch (arrays.get("flat")) {
        case NpyArray.Doubles(int[] _, double[] values) -> values;
        case NpyArray.Floats(int[] _, float[] values) -> {
          double[] wide = new double[values.length];
          for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
          }
          yield wide;
        }
        case null, default -> new double[0];
      };
    } catch (Problem damaged) {
      return new double[0];
    }
  }
}
