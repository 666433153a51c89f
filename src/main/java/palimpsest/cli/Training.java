package palimpsest.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;

/** How commands train: {@link palimpsest.experiment.Experiment#run}, or a stand-in in tests. */
@FunctionalInterface
public interface Training {

  /** Runs a specification on the calling thread. */
  RunResult run(ExperimentSpec spec, Path data, RunControl control, Consumer<RunEvent> listener);
}
