package palimpsest.cli;

import java.nio.file.Path;
import palimpsest.experiment.RunControl;
import palimpsest.site.NodeRun;
import palimpsest.site.SiteCheck;

/** The training of {@code run --folder}: one run of a sweep on a cluster's node. */
final class NodeTraining {

  private NodeTraining() {}

  /**
   * Trains the run of a folder. A request of the system to end keeps its state, however often it
   * comes: clusters ask every process of a job.
   *
   * @return the exit code; that of a signal if the run was interrupted and is to continue
   */
  static int run(CliContext context, Path folder) {
    RunControl control = new RunControl();
    try (CtrlCHook interruption = new CtrlCHook(control::pause, code -> {})) {
      NodeRun.End end =
          NodeRun.train(folder, context.runExecutor(), control, context.terminal().err()::println);
      return switch (end) {
        case OVER -> ExitCode.OK;
        case FAILED -> ExitCode.PROBLEM;
        case PAUSED -> interruption.exitCode();
      };
    }
  }

  /** Prints which version this is and which images the run of a folder reads. */
  static int check(CliContext context, Path folder) {
    context.terminal().out().println(SiteCheck.answer(folder));
    return ExitCode.OK;
  }
}
