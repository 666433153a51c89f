package palimpsest.metric;

/** Mean accuracy over all tasks at the end. */
final class AverageAccuracy implements Metric {

  @Override
  public String key() {
    return "average-accuracy";
  }

  @Override
  public String label() {
    return "Average accuracy";
  }

  @Override
  public String meaning() {
    return "Accuracy on all tasks at the end.";
  }

  @Override
  public String formula() {
    return "mean over all tasks j of R[T][j]";
  }

  @Override
  public String source() {
    return "Lopez-Paz and Ranzato 2017, arXiv 1706.08840";
  }

  @Override
  public double of(AccuracyHistory history) {
    return history.tasks() == 0 ? Double.NaN : history.averageAccuracyAfter(history.tasks() - 1);
  }
}
