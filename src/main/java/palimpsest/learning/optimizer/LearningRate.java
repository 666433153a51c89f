package palimpsest.learning.optimizer;

/** A learning rate for each step. */
@FunctionalInterface
public interface LearningRate {

  /**
   * The learning rate of a step.
   *
   * @param step number of the step, from 0
   */
  double at(long step);

  /** The same rate at every step. */
  static LearningRate constant(double rate) {
    return step -> rate;
  }

  /**
   * Half a cosine wave from a rate down to 0: rate · ½(1 + cos(π·i/n)) at step i (Loshchilov and
   * Hutter, 2017, arXiv 1608.03983, without restarts); 0 from step n on.
   *
   * @param rate at the first step
   * @param steps n, from 1
   */
  static LearningRate cosine(double rate, long steps) {
    return step -> step >= steps ? 0 : rate * (1 + Math.cos(Math.PI * ((double) step / steps))) / 2;
  }
}
