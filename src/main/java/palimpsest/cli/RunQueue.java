package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.RunFolder;
import palimpsest.chart.Course;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.problem.Problem;

/** Runs one after the other, each shown and recorded, and a summary of all at the end. */
final class RunQueue {

  private final Surroundings surroundings;
  private final Path data;
  private final Path out;
  private final boolean quiet;
  private final RunControl control = new RunControl();
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private @Nullable Path group;

  /**
   * An empty queue.
   *
   * @param surroundings where to train and print
   * @param data the folder of the image sets
   * @param out the folder to write results into
   * @param quiet whether to show no progress
   */
  RunQueue(Surroundings surroundings, Path data, Path out, boolean quiet) {
    this.surroundings = surroundings;
    this.data = data;
    this.out = out;
    this.quiet = quiet;
  }

  /**
   * Runs everything, as far as it can be run, and says how it went.
   *
   * @param specs the runs, in order
   * @param name what to call them together
   * @return whether every run ran and every file was written
   */
  boolean run(List<ExperimentSpec> specs, String name) {
    boolean several = specs.size() > 1;
    Supplier<Path> parent = several ? () -> group(name) : () -> out;
    try (Interruption _ = new Interruption(this::interrupt)) {
      for (int i = 0; i < specs.size() && !control.isStopping(); i++) {
        String position = several ? "%d/%d ".formatted(i + 1, specs.size()) : "";
        run(specs.get(i), position, parent);
      }
      if (several && results.size() > 1) {
        attempt("", () -> RunFigures.saveComparison(results, parent.get()));
      }
      summarise();
    }
    return complaints.isEmpty();
  }

  private void run(ExperimentSpec spec, String position, Supplier<Path> parent) {
    String title = Course.title(spec);
    Terminal terminal = surroundings.terminal();
    ProgressDisplay display =
        new ProgressDisplay(terminal, position + title, quiet, System::nanoTime);
    Recorder recorder = new Recorder(spec, parent);
    Consumer<RunEvent> listener =
        event -> {
          recorder.accept(event);
          display.show(event);
        };
    attempt(
        title + ": ",
        () -> {
          try {
            RunResult result =
                surroundings.training().run(spec, data, control, Checkpoints.NONE, listener);
            results.add(result);
            recorder.finish(result);
          } finally {
            display.clear();
          }
        });
    recorder.complaints().forEach(this::complain);
    Path written = recorder.path();
    if (written != null) {
      folders.add(written);
    }
  }

  private void summarise() {
    Terminal terminal = surroundings.terminal();
    if (!results.isEmpty()) {
      terminal.out().println();
      terminal.out().print(SummaryTable.of(results));
      terminal.out().println("Accuracies and forgetting in per cent.");
    }
    if (control.isStopping()) {
      terminal.out().println("Stopped before the end, as asked.");
    }
    Path where = group != null ? group : folders.isEmpty() ? null : folders.getFirst();
    if (where != null) {
      terminal.out().println("Results: " + where.toAbsolutePath().normalize());
    }
    terminal.out().flush();
  }

  private void interrupt() {
    control.stop();
    surroundings.terminal().err().println();
    surroundings.terminal().err().println("Stopping after this batch…");
  }

  private Path group(String name) {
    Path made = group;
    if (made == null) {
      made = RunFolder.create(out, name).path();
      group = made;
    }
    return made;
  }

  private void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (Problem problem) {
      complain(what + problem.getMessage());
    } catch (OutOfMemoryError e) {
      complain(
          what
              + "there is not enough memory. Give the program more with -Djava.options=-Xmx8g, or"
              + " choose a smaller buffer, batch or network.");
    }
  }

  private void complain(String complaint) {
    complaints.add(complaint);
    surroundings.terminal().err().println(complaint);
  }
}
