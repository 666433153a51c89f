package palimpsest.data;

import java.util.List;

/**
 * One part of a task's images as it was read, before any limit.
 *
 * @param task name of the task, such as "Fashion-MNIST"
 * @param part {@code training} or {@code test}
 * @param files names of the files that were read; none if the program drew the images
 * @param images the number of images
 * @param sha256 digest of their pixels and labels, see {@link ImageSet#sha256}
 */
public record ImageSource(String task, String part, List<String> files, int images, String sha256) {

  /** Copies the list of files. */
  public ImageSource {
    files = List.copyOf(files);
  }
}
