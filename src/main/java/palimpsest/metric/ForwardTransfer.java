package palimpsest.metric;

import java.util.stream.IntStream;

/** Mean gain on tasks that are still to come over the untrained network. */
final class ForwardTransfer implements Metric {

  @Override
  public String key() {
    return "forward-transfer";
  }

  @Override
  public String label() {
    return "Forward transfer";
  }

  @Override
  public String meaning() {
    return "Effect of earlier tasks on the accuracy on a task before it is learned.";
  }

  @Override
  public String formula() {
    return "mean over tasks j > 1 of R[j−1][j] less the untrained network’s accuracy on "
        + "task j";
  }

  @Override
  public String source() {
    return "Lopez-Paz and Ranzato 2017, arXiv 1706.08840";
  }

  @Override
  public String needs() {
    return "the accuracy on each task before it is learned";
  }

  @Override
  public double of(AccuracyHistory history) {
    return AccuracyHistory.mean(
        IntStream.range(1, history.tasks())
            .mapToDouble(task -> history.after(task - 1, task) - history.untrained(task))
            .toArray());
  }
}
