package palimpsest.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSource;
import palimpsest.learning.TaskLength;
import palimpsest.learning.state.SavedState;

/** Results of runs that were never trained, for tests of what becomes of results. */
public final class MadeUpRuns {

  /** The data of made-up runs. */
  public static final DataRecord DATA =
      new DataRecord(
          List.of(
              new ImageSource("digits", "training", List.of(), 10, "0123456789abcdef".repeat(4))));

  /** Takes every checkpoint of which the terms can be read. */
  public static final CheckpointFit ANY_CHECKPOINT =
      new CheckpointFit() {
        @Override
        public DataRecord data() {
          return DATA;
        }

        @Override
        public void require(Checkpoint checkpoint) {
          for (SavedState state : checkpoint.trainer().parts().values()) {
            for (Supplier<SavedState> term : state.terms().values()) {
              SavedState _ = term.get();
            }
          }
        }
      };

  private MadeUpRuns() {}

  /** A specification of fine-tuning with so many epochs, over three tasks. */
  public static ExperimentSpec spec(int epochs) {
    return SpecDraft.initial().with(TaskLength.EPOCHS, Integer.toString(epochs)).toSpec();
  }

  /**
   * A result with one epoch for each row of accuracies.
   *
   * @param spec how many epochs there are to a task
   * @param accuracies [epochs, tasks]
   */
  public static RunResult result(ExperimentSpec spec, double[]... accuracies) {
    List<EpochScores> epochs = new ArrayList<>();
    for (double[] row : accuracies) {
      int task = epochs.size() / spec.epochs();
      int epoch = epochs.size() % spec.epochs();
      epochs.add(new EpochScores(task, epoch, 1.5, 0.75, Double.NaN, scores(row), 2));
    }
    List<String> names = List.of("digits", "letters", "kana").subList(0, spec.tasks().size());
    RunResult.Ending ending =
        accuracies.length == names.size() * spec.epochs()
            ? RunResult.Ending.COMPLETE
            : RunResult.Ending.STOPPED;
    List<TaskScore> initial = scores(0.1, 0.05, 0.15).subList(0, names.size());
    return new RunResult(
        spec,
        names,
        "CPU, 2 threads",
        new Scores(initial, epochs),
        ending,
        12.5,
        new double[] {1, -2, 0.5},
        DATA);
  }

  /**
   * Scores of 40 images of each task with their confusion matrices: of task t, images of class 2t
   * are taken for themselves or for class 0.
   *
   * @param correct number of images of each task that are classified right; task 0 has no others
   */
  public static List<TaskScore> counted(int... correct) {
    List<TaskScore> scores = new ArrayList<>();
    for (int task = 0; task < correct.length; task++) {
      long[] counts = new long[36];
      counts[2 * task * 6 + 2 * task] = correct[task];
      counts[2 * task * 6] += 40 - correct[task];
      scores.add(
          new TaskScore(1.0 / (task + 3), correct[task] / 40.0, 40, ConfusionMatrix.of(counts, 6)));
    }
    return scores;
  }

  /** Scores with these accuracies and a loss of 2 − accuracy. */
  public static List<TaskScore> scores(double... accuracies) {
    List<TaskScore> scores = new ArrayList<>();
    for (double accuracy : accuracies) {
      scores.add(new TaskScore(2 - accuracy, accuracy));
    }
    return scores;
  }
}
