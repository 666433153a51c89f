package palimpsest.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One task of a scenario. The labels of its images are those of the scenario's one head: in a
 * class-incremental scenario the second task's may begin at 10.
 *
 * @param name its name, such as "Fashion-MNIST"
 * @param training images to train on
 * @param test images to evaluate on
 * @param classes its classes, ascending, whether images of all of them are there or not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Task(String name, TaskImages training, TaskImages test, int[] classes) {

  /**
   * A task of whole image sets.
   *
   * @param home its position among the tasks
   */
  public Task(String name, ImageSet training, ImageSet test, int home) {
    this(
        name,
        TaskImages.of(training, home),
        TaskImages.of(test, home),
        IntStream.concat(Arrays.stream(training.labels()), Arrays.stream(test.labels()))
            .distinct()
            .sorted()
            .toArray());
  }
}
