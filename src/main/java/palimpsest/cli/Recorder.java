package palimpsest.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Environment;
import palimpsest.archive.RunFolder;
import palimpsest.chart.Course;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.export.RunExport;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/**
 * Writes what a run measures into its folder while it is measured. A file that cannot be written is
 * a complaint for later: it ends neither the run nor the writing of other files.
 */
final class Recorder implements Consumer<RunEvent> {

  private final ExperimentSpec spec;
  private final Supplier<Path> parent;
  private final Instant started = Instant.now();
  private final List<EpochScores> epochs = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private List<String> taskNames = List.of();
  private @Nullable RunFolder folder;
  private @Nullable ParameterLayout layout;

  /**
   * A recorder that makes its folder when the run has begun.
   *
   * @param spec what is run
   * @param parent the folder to make the run's own in
   */
  Recorder(ExperimentSpec spec, Supplier<Path> parent) {
    this.spec = spec;
    this.parent = parent;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Started begun -> {
        taskNames = begun.taskNames();
        layout = begun.layout();
        attempt(() -> folder());
      }
      case RunEvent.Resumed resumed -> {
        epochs.clear();
        epochs.addAll(resumed.epochs());
      }
      case RunEvent.EpochEnded ended -> {
        epochs.add(ended.scores());
        attempt(() -> folder().writeEpochs(spec, taskNames, epochs));
      }
      case RunEvent.FisherMeasured measured -> {
        FisherSnapshot matrix = measured.matrix();
        attempt(() -> {
          RunExport.writePicture(matrix, folder().writeFisher(matrix, taskNames));
        });
      }
      case RunEvent.Progress progress -> {}
      case RunEvent.Remark remark -> {}
      case RunEvent.Ended ended -> {}
      case RunEvent.Failed failed -> {}
    }
  }

  /** Writes what is known when the run has ended. */
  void finish(RunResult result) {
    attempt(() -> folder().writeResult(result, Environment.here(), started));
    attempt(() -> folder().writeEpochs(spec, result.taskNames(), result.epochs()));
    attempt(() -> folder().writeWeights(result, layout));
    attempt(() -> RunExport.writeFigures(Course.of(result), folder().path()));
  }

  /** The run's folder, if it was made. */
  @Nullable Path path() {
    return folder == null ? null : folder.path();
  }

  /** What could not be written, in sentences. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private RunFolder folder() {
    RunFolder made = folder;
    if (made == null) {
      made =
          RunFolder.create(parent.get(), "%s-seed-%d".formatted(Course.title(spec), spec.seed()));
      folder = made;
    }
    return made;
  }

  private void attempt(Runnable writing) {
    try {
      writing.run();
    } catch (Problem problem) {
      String complaint = problem.getMessage();
      if (!complaints.contains(complaint)) {
        complaints.add(complaint);
      }
    }
  }
}
