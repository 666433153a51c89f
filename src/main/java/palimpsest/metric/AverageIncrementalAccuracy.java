package palimpsest.metric;

import java.util.stream.IntStream;

/** Mean over tasks of the mean accuracy on the tasks seen by then. */
final class AverageIncrementalAccuracy implements Metric {

  @Override
  public String key() {
    return "average-incremental-accuracy";
  }

  @Override
  public String label() {
    return "Average incremental accuracy";
  }

  @Override
  public String meaning() {
    return "Accuracy on the tasks seen so far, averaged over the ends of tasks.";
  }

  @Override
  public String formula() {
    return "mean over tasks i of the mean over j ≤ i of R[i][j]";
  }

  @Override
  public String source() {
    return "Rebuffi et al. 2017, arXiv 1611.07725";
  }

  @Override
  public double of(AccuracyHistory history) {
    return AccuracyHistory.mean(
        IntStream.range(0, history.tasks()).mapToDouble(history::seenAccuracyAfter).toArray());
  }
}
