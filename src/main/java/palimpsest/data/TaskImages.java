package palimpsest.data;

import java.util.Arrays;
import java.util.List;

/**
 * The training or test images of a task.
 *
 * @param slices the images, one slice after the other
 */
public record TaskImages(List<ImageSlice> slices) {

  /** Copies the list. */
  public TaskImages {
    slices = List.copyOf(slices);
  }

  /**
   * All images of a set, with its own labels.
   *
   * @param home position of the task
   */
  public static TaskImages of(ImageSet images, int home) {
    return new TaskImages(List.of(ImageSlice.of(images, home)));
  }

  /** Number of images. */
  public int size() {
    return slices.stream().mapToInt(ImageSlice::size).sum();
  }

  /** Their labels, [n]. */
  public int[] labels() {
    return slices.stream().flatMapToInt(slice -> Arrays.stream(slice.labels())).toArray();
  }
}
