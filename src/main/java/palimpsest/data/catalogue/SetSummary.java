package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;

/**
 * An image set, and what is there of it.
 *
 * @param set the set
 * @param state the state of its files
 * @param trouble the reason why a run cannot read it, in sentences; empty if it can
 * @param size the numbers of its images: those there, or those that there should be
 */
public record SetSummary(SourceSet set, SetState state, String trouble, TaskSize size) {

  /** Every set that the program knows, as it is below a data root; files that changed are read. */
  public static List<SetSummary> all(Path root) {
    return Catalogue.collections().stream()
        .filter(collection -> collection.sets().size() == 1)
        .map(collection -> of(collection.sets().getFirst(), root))
        .toList();
  }

  private static SetSummary of(SourceSet set, Path root) {
    Optional<ImageSetStatus> unusable = set.unusable(root);
    if (unusable.isEmpty()) {
      return new SetSummary(set, SetState.READY, "", set.size(root));
    }
    SetState state =
        set instanceof OwnSet own
            ? own.state()
            : unusable.get().troubles().isEmpty() ? SetState.MISSING : SetState.DAMAGED;
    return new SetSummary(
        set, state, ImageSetStatus.obstacles(List.of(unusable.get()), root), set.publishedSize());
  }

  /** Whether the user added it. */
  public boolean isOwn() {
    return set instanceof OwnSet;
  }

  /** Whether it consists of vectors of numbers, not of images. */
  public boolean isVectors() {
    return set.height() == 1 && set.channels() == 1;
  }

  /** The shape of an image as people write it, such as 28 × 28 grey. */
  public String shape() {
    return isVectors()
        ? "%,d numbers".formatted(set.width())
        : "%d × %d %s"
            .formatted(set.height(), set.width(), set.channels() == 1 ? "grey" : "colour");
  }
}
