package palimpsest.data.scenario;

import java.util.List;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;

/**
 * An image set before it is read.
 *
 * @param label its name in titles
 * @param channels channels of an image
 * @param height rows of an image
 * @param width columns of an image
 * @param classes names of its classes, by label
 * @param size numbers of its images
 */
public record SetShape(
    String label, int channels, int height, int width, List<String> classes, TaskSize size) {

  /** Copies the list. */
  public SetShape {
    classes = List.copyOf(classes);
  }

  /** The shape of a set. */
  public static SetShape of(SourceSet set) {
    return new SetShape(
        set.label(),
        set.channels(),
        set.height(),
        set.width(),
        set.classNames(),
        set.publishedSize());
  }

  /** The same set with other numbers of images. */
  public SetShape with(TaskSize other) {
    return new SetShape(label, channels, height, width, classes, other);
  }

  /** Numbers of an image. */
  int imageSize() {
    return channels * height * width;
  }
}
