package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import palimpsest.data.Idx;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.ImageSource;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.reader.ReadSet;

/**
 * An image set of the user's own, as it was read when it was added.
 *
 * @param key its name
 * @param path the absolute path of its file or folder
 * @param reader key of the reader of its format
 * @param options choices for the reader
 * @param channels channels of an image
 * @param height rows of an image
 * @param width columns of an image
 * @param classNames names of its classes, by label
 * @param publishedSize the numbers of its images
 * @param digests digests of its two parts, see {@link ImageSet#sha256}
 * @param split whether its test images were drawn from its training images
 * @param stamp names, sizes and times of its files when it was added
 */
public record OwnSet(
    String key,
    Path path,
    String reader,
    ReadOptions options,
    int channels,
    int height,
    int width,
    List<String> classNames,
    TaskSize publishedSize,
    Digests digests,
    boolean split,
    String stamp)
    implements SourceSet {

  /**
   * Digests of the two parts of a set.
   *
   * @param training that of the training images
   * @param test that of the test images
   */
  public record Digests(String training, String test) {}

  /** Copies the list. */
  public OwnSet {
    classNames = List.copyOf(classNames);
  }

  @Override
  public String label() {
    return key;
  }

  @Override
  public TaskSize size(Path root) {
    return state() == SetState.READY ? publishedSize : new TaskSize(0, 0);
  }

  /** The reason why a run cannot read it, in a sentence; empty if it can. */
  public String trouble() {
    return OwnReading.look(this).trouble();
  }

  /** The state of its files. */
  public SetState state() {
    return OwnReading.look(this).state();
  }

  @Override
  public Optional<ImageSetStatus> unusable(Path root) {
    String trouble = trouble();
    return trouble.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ImageSetStatus(
                this, path, 0, 0, false, List.of(), List.of(), "", List.of(trouble)));
  }

  @Override
  public Part trainingPart(Path root, Idx.Choice choice) {
    return part("training", OwnReading.read(this).training(), digests.training(), choice);
  }

  @Override
  public Part testPart(Path root, Idx.Choice choice) {
    return part("test", OwnReading.read(this).test(), digests.test(), choice);
  }

  private Part part(String part, ImageSet all, String digest, Idx.Choice choice) {
    return new Part(
        all.at(choice.positions(all.labels()), 0),
        CompletableFuture.completedFuture(
            new ImageSource(
                key, part, List.of(String.valueOf(path.getFileName())), all.size(), digest)));
  }

  /** Whether a set that was read now is the one that was added. */
  boolean matches(ReadSet read) {
    ImageSet training = read.training();
    return training.channels() == channels
        && training.height() == height
        && training.width() == width
        && read.classNames().equals(classNames)
        && training.sha256().equals(digests.training())
        && read.test().sha256().equals(digests.test());
  }
}
