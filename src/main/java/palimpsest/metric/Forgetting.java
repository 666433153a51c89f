package palimpsest.metric;

/** Mean loss of accuracy on the earlier tasks since their best. */
final class Forgetting implements Metric {

  @Override
  public String key() {
    return "forgetting";
  }

  @Override
  public String label() {
    return "Forgetting";
  }

  @Override
  public String meaning() {
    return "Accuracy lost on earlier tasks since its best value.";
  }

  @Override
  public String formula() {
    return "mean over tasks j < T of the largest R[l][j] measured, l < T, less R[T][j]";
  }

  @Override
  public String source() {
    return "Chaudhry et al. 2018, arXiv 1801.10112";
  }

  @Override
  public boolean lowerIsBetter() {
    return true;
  }

  @Override
  public double of(AccuracyHistory history) {
    return history.forgetting();
  }
}
