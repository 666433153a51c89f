package palimpsest.metric;

import java.util.stream.IntStream;

/** Mean drop of the old tasks right after a switch to a new one. */
final class StabilityGap implements Metric {

  @Override
  public String key() {
    return "stability-gap";
  }

  @Override
  public String label() {
    return "Stability gap";
  }

  @Override
  public String meaning() {
    return "Drop of the accuracy on old tasks when a new task begins, even " + "if it recovers.";
  }

  @Override
  public String formula() {
    return "mean over switches to a task k and tasks j < k of R[k−1][j] less the lowest "
        + "a_j at any evaluation while k is learned";
  }

  @Override
  public String source() {
    return "De Lange et al. 2023, arXiv 2205.13452";
  }

  @Override
  public boolean lowerIsBetter() {
    return true;
  }

  @Override
  public boolean usesEveryEvaluation() {
    return true;
  }

  @Override
  public double of(AccuracyHistory history) {
    return history.isComplete()
        ? AccuracyHistory.mean(
            IntStream.range(1, history.tasks())
                .boxed()
                .flatMapToDouble(task ->
                    IntStream.range(0, task)
                        .mapToDouble(old ->
                            history.after(task - 1, old) - history.lowest(old, task, task + 1)))
                .toArray())
        : Double.NaN;
  }
}
