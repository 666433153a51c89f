package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.List;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;

/**
 * An image set, and what is there of it.
 *
 * @param set the set
 * @param state the state of its files
 * @param trouble the reason why a run cannot read it, in sentences; empty if it can
 * @param size the numbers of its images: those there, or those that there should be
 * @param places the files that it is read from; empty if it is not read, or needs none
 */
public record SetSummary(
    SourceSet set, SetState state, String trouble, TaskSize size, String places) {

  /** Every set that the program knows, as it is below a data root; files that changed are read. */
  public static List<SetSummary> all(Path root) {
    return Catalogue.collections().stream()
        .filter(collection -> collection.sets().size() == 1)
        .map(collection -> of(collection.sets().getFirst(), root))
        .toList();
  }

  private static SetSummary of(SourceSet set, Path root) {
    return switch (set) {
      case PublicSet published -> of(published, published.status(root), root);
      case OwnSet own ->
          new SetSummary(
              own, own.state(), own.trouble(), own.publishedSize(), own.path().toString());
      default -> new SetSummary(set, SetState.READY, "", set.size(root), "");
    };
  }

  private static SetSummary of(PublicSet set, ImageSetStatus status, Path root) {
    if (status.usable()) {
      return new SetSummary(
          set,
          SetState.READY,
          "",
          new TaskSize(status.trainingImages(), status.testImages()),
          status.places());
    }
    return new SetSummary(
        set,
        status.troubles().isEmpty() ? SetState.MISSING : SetState.DAMAGED,
        ImageSetStatus.obstacles(List.of(status), root),
        set.publishedSize(),
        "");
  }

  /** Whether the user added it. */
  public boolean isOwn() {
    return set instanceof OwnSet;
  }

  /** Whether it consists of vectors of numbers, not of images. */
  public boolean isVectors() {
    return set.height() == 1 && set.channels() == 1;
  }

  /** The shape of an image as people write it, width before height, such as 32 × 28 grey. */
  public String shape() {
    return isVectors()
        ? "%,d numbers".formatted(set.width())
        : "%d × %d %s"
            .formatted(set.width(), set.height(), set.channels() == 1 ? "grey" : "colour");
  }
}
