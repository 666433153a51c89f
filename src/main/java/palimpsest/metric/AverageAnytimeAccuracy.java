package palimpsest.metric;

/** Mean over all evaluations of the mean accuracy on the tasks seen by then. */
final class AverageAnytimeAccuracy implements Metric {

  @Override
  public String key() {
    return "average-anytime-accuracy";
  }

  @Override
  public String label() {
    return "Average anytime accuracy";
  }

  @Override
  public String meaning() {
    return "Accuracy on the tasks seen so far, averaged over all evaluations, so that a drop"
        + " within a task counts too.";
  }

  @Override
  public String formula() {
    return "mean over all evaluations of the mean of a_j over the tasks j seen so far";
  }

  @Override
  public String source() {
    return "Caccia et al. 2022, arXiv 2104.05025";
  }

  @Override
  public boolean usesEveryEvaluation() {
    return true;
  }

  @Override
  public double of(AccuracyHistory history) {
    return history.isComplete()
        ? AccuracyHistory.mean(
            history.evaluations().stream()
                .mapToDouble(AccuracyHistory.Evaluation::seenAccuracy)
                .toArray())
        : Double.NaN;
  }
}
