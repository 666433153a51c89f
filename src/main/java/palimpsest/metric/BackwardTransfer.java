package palimpsest.metric;

import java.util.stream.IntStream;

/** Mean change of the accuracy on earlier tasks since each was learned. */
final class BackwardTransfer implements Metric {

  @Override
  public String key() {
    return "backward-transfer";
  }

  @Override
  public String label() {
    return "Backward transfer";
  }

  @Override
  public String meaning() {
    return "Effect of later tasks on the accuracy on earlier ones: negative where the "
        + "network forgets.";
  }

  @Override
  public String formula() {
    return "mean over tasks j < T of R[T][j] − R[j][j]";
  }

  @Override
  public String source() {
    return "Lopez-Paz and Ranzato 2017, arXiv 1706.08840";
  }

  @Override
  public double of(AccuracyHistory history) {
    int last = history.tasks() - 1;
    return AccuracyHistory.mean(
        IntStream.range(0, Math.max(0, last))
            .mapToDouble(task -> history.after(last, task) - history.after(task, task))
            .toArray());
  }
}
