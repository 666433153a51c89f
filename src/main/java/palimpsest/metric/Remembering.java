package palimpsest.metric;

/** The part of the accuracy on earlier tasks that is not lost: 1 less the negative transfer. */
final class Remembering implements Metric {

  private final Metric backwardTransfer = new BackwardTransfer();

  @Override
  public String key() {
    return "remembering";
  }

  @Override
  public String label() {
    return "Remembering";
  }

  @Override
  public String meaning() {
    return "How little is forgotten: 100 % where later tasks cost no accuracy on earlier ones, or "
        + "even add to it.";
  }

  @Override
  public String formula() {
    return "1 − |min(backward transfer, 0)|";
  }

  @Override
  public String source() {
    return "Díaz-Rodríguez et al. 2018, arXiv 1810.13166";
  }

  @Override
  public double of(AccuracyHistory history) {
    return 1 - Math.abs(Math.min(backwardTransfer.of(history), 0));
  }
}
