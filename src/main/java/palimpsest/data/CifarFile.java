package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import palimpsest.problem.Problem;

/**
 * A file of CIFAR.
 *
 * @param name its name
 * @param layout the form of its records
 * @param count the number of images in it as it was published
 */
record CifarFile(String name, Cifar.Layout layout, int count) implements PublicFile {

  /** Its size as it was published. */
  long bytes() {
    return (long) count * layout.record();
  }

  @Override
  public InputStream open(Path path) throws IOException {
    return Cifar.open(path);
  }

  @Override
  public boolean isWhole(Path path) {
    try {
      return Cifar.labels(List.of(path), layout).length > 0;
    } catch (Problem e) {
      return false;
    }
  }
}
