package palimpsest.data;

/**
 * The numbers of images of a task.
 *
 * @param training training images; 0 if none can be read
 * @param test test images; 0 if none can be read
 */
public record TaskSize(int training, int test) {

  /**
   * The size where tests are on a part of the training images.
   *
   * @param share of the training images; 0 if tests are on test images
   */
  public TaskSize validated(double share) {
    int held = Limits.validationImages(training, share);
    return share > 0 ? new TaskSize(training - held, held) : this;
  }

  /** The size under limits, of which 0 is none. */
  public TaskSize limited(int trainLimit, int testLimit) {
    return new TaskSize(limit(training, trainLimit), limit(test, testLimit));
  }

  private static int limit(int all, int limit) {
    return limit == 0 ? all : Math.min(all, limit);
  }
}
