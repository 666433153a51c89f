package palimpsest.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.problem.Problem;

/** A run's result, put together again from what the archive holds. */
final class ArchivedResult {

  private ArchivedResult() {}

  /**
   * Puts a result together.
   *
   * @param leaveOut told, in a sentence, why a file of weights that is there was not read
   */
  static RunResult of(
      ArchivedRun run, Scores scores, Path folder, RunMark mark, Consumer<String> leaveOut) {
    return new RunResult(
        run.spec(),
        run.taskNames(),
        run.device(),
        scores,
        run.state().ending(),
        run.seconds(),
        weights(folder.resolve(RunFolder.WEIGHTS), mark, leaveOut),
        run.data());
  }

  /**
   * The weights in a file; none if it is gone. One that is damaged or another run's is left out, as
   * the scores are of use without it.
   */
  private static double[] weights(Path file, RunMark mark, Consumer<String> leaveOut) {
    if (!Files.exists(file)) {
      return new double[0];
    }
    try {
      Map<String, NpyArray> arrays = Npz.read(file);
      mark.require(file, arrays);
      return weights(file, arrays);
    } catch (Problem damaged) {
      leaveOut.accept(damaged.getMessage());
      return new double[0];
    }
  }

  /**
   * The flat weights among the arrays of a file.
   *
   * @throws Problem if there are none
   */
  static double[] weights(Path file, Map<String, NpyArray> arrays) {
    return switch (arrays.get("flat")) {
      case NpyArray.Doubles(int[] _, double[] values) -> values;
      case NpyArray.Floats(int[] _, float[] values) -> {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = values[i];
        }
        yield wide;
      }
      case null, default -> throw new Problem("%s holds no weights.".formatted(file));
    };
  }
}
