package palimpsest.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import palimpsest.problem.Problem;

/**
 * Limits on the images of each task, and the choice among them. With a validation part, tests are
 * on training images that are not learned.
 *
 * @param training training images of each task; 0 for all
 * @param test test images of each task; 0 for all
 * @param subset the way they are chosen
 * @param random the random generator of a draw, given the part: 2 · task for training images and 2
 *     · task + 1 for test images, so that a draw depends neither on the order of the tasks nor on
 *     the other limit
 * @param validation share of the training images that is held out for tests; 0 to test on test
 *     images
 * @param heldOut the random generator that draws a task's validation part, given the task
 */
public record Limits(
    int training,
    int test,
    Subset subset,
    IntFunction<? extends RandomGenerator> random,
    double validation,
    IntFunction<? extends RandomGenerator> heldOut) {

  /**
   * Checks the limits.
   *
   * @throws Problem if one is below 0, or the validation part is not a part
   */
  public Limits {
    require("train-limit", training);
    require("test-limit", test);
    if (!(validation >= 0 && validation < 1)) {
      throw Problem.badValue("validation", validation, "a share from 0 to below 1");
    }
  }

  /** Limits without a validation part. */
  public Limits(
      int training, int test, Subset subset, IntFunction<? extends RandomGenerator> random) {
    this(training, test, subset, random, 0, random);
  }

  private static void require(String field, int limit) {
    if (limit < 0) {
      throw Problem.badValue(field, limit, "0 for all images, or a number above 0");
    }
  }

  /** Whether tests are on training images that are not learned. */
  public boolean validates() {
    return validation > 0;
  }

  /** Number of images in the validation part of some training images. */
  static int validationImages(int training, double share) {
    return (int) Math.floor(training * share);
  }

  /**
   * Positions of the training images that a task of the set uses.
   *
   * @param labels of all its training images
   */
  public int[] training(int task, int[] labels) {
    return among(rest(labels, validation(task, labels)), labels, training, 2 * task);
  }

  /**
   * Positions of the images that a task of the set is tested on.
   *
   * @param labels of all its test images, or with a validation part of all its training images
   */
  public int[] test(int task, int[] labels) {
    return validates()
        ? among(validation(task, labels), labels, test, 2 * task + 1)
        : chosen(labels, test, 2 * task + 1);
  }

  private int[] validation(int task, int[] labels) {
    int most = validationImages(labels.length, validation);
    return most == 0 ? new int[0] : Subset.STRATIFIED.choose(labels, most, heldOut.apply(task));
  }

  private static int[] rest(int[] labels, int... without) {
    BitSet held = new BitSet(labels.length);
    Arrays.stream(without).forEach(held::set);
    return IntStream.range(0, labels.length).filter(i -> !held.get(i)).toArray();
  }

  /** Some of given positions. */
  private int[] among(int[] positions, int[] labels, int limit, int part) {
    int[] own = Arrays.stream(positions).map(i -> labels[i]).toArray();
    return Arrays.stream(chosen(own, limit, part)).map(i -> positions[i]).toArray();
  }

  private int[] chosen(int[] labels, int limit, int part) {
    return subset.choose(labels, limit == 0 ? labels.length : limit, random.apply(part));
  }
}
