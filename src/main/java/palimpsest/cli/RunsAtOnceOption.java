package palimpsest.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import palimpsest.queue.TrainingQueue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The number of runs that train at one time on this machine. */
final class RunsAtOnceOption {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  private int runs = 1;

  @Option(
      names = "--runs-at-once",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Runs that train at one time on this machine, each mostly on one thread, with the"
              + " same numbers as alone. Small networks in small batches hardly use more than one"
              + " thread, so a grid of them finishes sooner. From 1 to 256. Default: 1.")
  void set(int wanted) {
    if (wanted < 1 || wanted > TrainingQueue.MOST_AT_ONCE) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "--runs-at-once is %d; it must be from 1 to %d."
              .formatted(wanted, TrainingQueue.MOST_AT_ONCE));
    }
    runs = wanted;
  }

  /** Runs at one time, from 1. */
  int runs() {
    return runs;
  }
}
