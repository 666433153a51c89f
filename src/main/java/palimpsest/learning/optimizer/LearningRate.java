package palimpsest.learning.optimizer;

/** A learning rate for each step of a task. */
@FunctionalInterface
public interface LearningRate {

  /**
   * The learning rate of a step.
   *
   * @param passed share of the task's batches trained before, from 0 to below 1
   */
  double at(double passed);

  /** The same rate at every step. */
  static LearningRate constant(double rate) {
    return passed -> rate;
  }

  /**
   * Half a cosine wave from a rate down to 0 over each task: rate · ½(1 + cos(π·i/n)) at batch i of
   * n, from 0 (Loshchilov and Hutter, 2017, arXiv 1608.03983, restarted with each task).
   *
   * @param rate at the first batch
   */
  static LearningRate cosine(double rate) {
    return passed -> rate * (1 + Math.cos(Math.PI * passed)) / 2;
  }
}
