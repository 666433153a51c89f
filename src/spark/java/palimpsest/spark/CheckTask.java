package palimpsest.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;
import palimpsest.machine.TemporaryFolder;
import palimpsest.problem.Problem;
import palimpsest.site.SiteCheck;

/** A Spark task that says which version an executor has, and which images it finds. */
final class CheckTask implements Function<String, CheckTask.Answer> {

  private static final long serialVersionUID = 1L;

  /**
   * The answer of an executor.
   *
   * @param isGood whether it can train the run
   * @param text the answer, or what is missing
   */
  record Answer(boolean isGood, String text) implements Serializable {}

  @Override
  public Answer call(String folder) {
    try {
      TemporaryFolder.ensure();
      return new Answer(true, SiteCheck.answer(Path.of(folder)));
    } catch (Problem problem) {
      return new Answer(false, problem.getMessage());
    }
  }
}
