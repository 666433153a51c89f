package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.List;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;
import palimpsest.problem.Problem;

/** A good list of own image sets to be spoilt, and what the program does with it afterwards. */
public final class HostileList {

  private HostileList() {}

  /** A list of one set. */
  public static List<byte[]> lists() {
    OwnSet set =
        new OwnSet(
            "mine",
            Path.of("a.npz").toAbsolutePath(),
            "npz",
            ReadOptions.NONE,
            1,
            8,
            8,
            List.of("cat", "dog"),
            new TaskSize(10, 2),
            new OwnSet.Digests("0".repeat(64), "1".repeat(64)),
            true,
            "2".repeat(64));
    return List.of(OwnSetsJson.write(List.of(OwnSetsJson.entry(set))));
  }

  /** Reads a list; a fault of an entry counts as one of the list. */
  public static void read(Path file) {
    OwnSets.Listing listing = OwnSetsJson.listing(OwnSetsJson.read(file), file);
    listing.sets().forEach(set -> requireSaid(set.toString()));
    if (!listing.troubles().isEmpty()) {
      throw new Problem(String.join("\n", listing.troubles()));
    }
  }

  /** Every part of an entry can be said. */
  private static void requireSaid(String text) {
    if (text.isEmpty()) {
      throw new IllegalStateException("an entry says nothing");
    }
  }
}
