package palimpsest.metric;

import java.util.stream.IntStream;

/** Accuracy on the last task, and the lowest ever since it was learned on each earlier one. */
final class WorstCaseAccuracy implements Metric {

  @Override
  public String key() {
    return "worst-case-accuracy";
  }

  @Override
  public String label() {
    return "Worst-case accuracy";
  }

  @Override
  public String meaning() {
    return "The accuracy that was guaranteed on each task at any time after it was "
        + "learned, together with the accuracy on the last task.";
  }

  @Override
  public String formula() {
    return "R[T][T]/T + (1 − 1/T) · mean over tasks j < T of the lowest a_j at any "
        + "evaluation after task j";
  }

  @Override
  public String source() {
    return "De Lange et al. 2023, arXiv 2205.13452";
  }

  @Override
  public boolean usesEveryEvaluation() {
    return true;
  }

  @Override
  public double of(AccuracyHistory history) {
    int last = history.tasks() - 1;
    if (!history.isComplete()) {
      return Double.NaN;
    }
    double current = history.after(last, last);
    if (last == 0) {
      return current;
    }
    double lowest =
        AccuracyHistory.mean(
            IntStream.range(0, last)
                .mapToDouble(task -> history.lowest(task, task + 1, last + 1))
                .toArray());
    return (current + last * lowest) / (last + 1);
  }
}
