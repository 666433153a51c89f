package palimpsest.data;

import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.problem.Problem;

/**
 * Limits on the images of each task, and the choice among them.
 *
 * @param training training images of each task; 0 for all
 * @param test test images of each task; 0 for all
 * @param subset the way they are chosen
 * @param random the random generator of a draw, given the part: 2 · task for training images and 2
 *     · task + 1 for test images, so that a draw depends neither on the order of the tasks nor on
 *     the other limit
 */
public record Limits(
    int training, int test, Subset subset, IntFunction<? extends RandomGenerator> random) {

  /**
   * Checks the limits.
   *
   * @throws Problem if one is below 0
   */
  public Limits {
    require("train-limit", training);
    require("test-limit", test);
  }

  private static void require(String field, int limit) {
    if (limit < 0) {
      throw Problem.badValue(field, limit, "0 for all images, or a number above 0");
    }
  }

  /** Positions of the training images that a task of the set uses. */
  public int[] training(int task, int[] labels) {
    return chosen(labels, training, 2 * task);
  }

  /** Positions of the test images that a task of the set uses. */
  public int[] test(int task, int[] labels) {
    return chosen(labels, test, 2 * task + 1);
  }

  private int[] chosen(int[] labels, int limit, int part) {
    return subset.choose(labels, limit == 0 ? labels.length : limit, random.apply(part));
  }
}
