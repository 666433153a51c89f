package palimpsest.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that a run measured on test images, as far as it came: the one shape of it from the
 * training thread to files, tables and figures.
 *
 * @param initial scores of the untrained network, one per task; empty until the run has begun
 * @param epochs the scores after each epoch, in order
 * @param batches the scores measured within epochs, in order
 */
public record Scores(List<TaskScore> initial, List<EpochScores> epochs, List<BatchScores> batches) {

  /** Nothing measured yet. */
  public static final Scores NONE = new Scores(List.of(), List.of());

  /** The order in which scores were measured. */
  public static final Comparator<TestScores> IN_TIME =
      Comparator.<TestScores>comparingInt(TestScores::task)
          .thenComparingDouble(TestScores::epochsDone);

  /** Copies the lists. */
  public Scores {
    initial = List.copyOf(initial);
    epochs = List.copyOf(epochs);
    batches = List.copyOf(batches);
  }

  /** Scores of a run that is evaluated at the ends of epochs alone. */
  public Scores(List<TaskScore> initial, List<EpochScores> epochs) {
    this(initial, epochs, List.of());
  }

  /** The same with the accuracies by the other rule in their place, and without losses. */
  public Scores otherwise() {
    return new Scores(
        other(initial),
        epochs.stream().map(scores -> scores.with(other(scores.tests()))).toList(),
        batches.stream().map(scores -> scores.with(other(scores.tests()))).toList());
  }

  private static List<TaskScore> other(List<TaskScore> scores) {
    return scores.stream().map(TaskScore::otherwise).toList();
  }

  /** Whether there are accuracies by the other rule. */
  public boolean hasOther() {
    return Stream.concat(initial.stream(), epochs.stream().flatMap(at -> at.tests().stream()))
        .anyMatch(score -> !Double.isNaN(score.otherAccuracy()));
  }

  /** The scores after epochs and within them, in order. */
  public List<TestScores> inOrder() {
    return batches.isEmpty()
        ? List.copyOf(epochs)
        : Stream.<TestScores>concat(epochs.stream(), batches.stream()).sorted(IN_TIME).toList();
  }
}
