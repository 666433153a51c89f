package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An image set that can be read: images of one shape in numbered classes. */
public interface SourceSet {

  /**
   * Images that were read.
   *
   * @param images the chosen ones, with labels from 0
   * @param source the record of what was read, while its digest is computed
   */
  record Part(ImageSet images, CompletableFuture<ImageSource> source) {}

  /** Its key in specifications. */
  String key();

  /** Its name, as papers write it. */
  String label();

  /** Names of its classes, by label. */
  List<String> classNames();

  /** Channels of an image. */
  int channels();

  /** Rows of an image. */
  int height();

  /** Columns of an image. */
  int width();

  /** The numbers of its images as they were published. */
  TaskSize publishedSize();

  /** The numbers of its images below a data root, whose files are read if they have changed. */
  TaskSize size(Path root);

  /** The state of its files, if a run would refuse them; empty if they are right. */
  Optional<ImageSetStatus> unusable(Path root);

  /**
   * Makes sure that its files are there.
   *
   * @throws palimpsest.problem.Problem naming those that are missing
   */
  default void requireThere(Path root) {}

  /**
   * Reads training images.
   *
   * @param choice the choice of images to keep
   * @throws palimpsest.problem.Problem if files are missing or not right
   */
  Part trainingPart(Path root, Idx.Choice choice);

  /**
   * Reads test images.
   *
   * @param choice the choice of images to keep
   * @throws palimpsest.problem.Problem if files are missing or not right
   */
  Part testPart(Path root, Idx.Choice choice);
}
