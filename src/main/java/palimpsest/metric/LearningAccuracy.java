package palimpsest.metric;

import java.util.stream.IntStream;

/** Mean accuracy on each task right after it was learned. */
final class LearningAccuracy implements Metric {

  @Override
  public String key() {
    return "plasticity";
  }

  @Override
  public String label() {
    return "Plasticity";
  }

  @Override
  public String meaning() {
    return "Accuracy on each task right after it was learned; also called learning accuracy.";
  }

  @Override
  public String formula() {
    return "mean over tasks j of R[j][j]";
  }

  @Override
  public String source() {
    return "Riemer et al. 2019, arXiv 1810.11910";
  }

  @Override
  public double of(AccuracyHistory history) {
    return AccuracyHistory.mean(
        IntStream.range(0, history.tasks())
            .mapToDouble(task -> history.after(task, task))
            .toArray());
  }
}
