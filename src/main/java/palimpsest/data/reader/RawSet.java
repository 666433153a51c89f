package palimpsest.data.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ImageValues;

/**
 * An image set as a file has it, before its classes are numbered.
 *
 * @param shape shape of an image
 * @param training training images
 * @param test test images; null if the file has no test part
 * @param classes names of classes that are there even if they have no images
 */
public record RawSet(ImageShape shape, Part training, @Nullable Part test, List<String> classes) {

  /** Copies the list. */
  public RawSet {
    classes = List.copyOf(classes);
  }

  /**
   * Images of one part.
   *
   * @param values [N · channels · height · width], image by image, channel by channel, row by row
   * @param labels [N]
   */
  record Part(ImageValues values, Labels labels) {}
}
