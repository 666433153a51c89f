package palimpsest.data.scenario;

import java.util.function.Supplier;
import palimpsest.data.PixelMap;

/**
 * The images of some classes of a set, as a task sees them.
 *
 * @param set position of the set
 * @param classes the labels in the set, [n]
 * @param labels the labels in the scenario that stand for them, [n]
 * @param map makes the map of the pixels, each time the same one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TaskPart(int set, int[] classes, int[] labels, Supplier<PixelMap> map) {

  /** Images as they are. */
  static TaskPart plain(int set, int[] classes, int[] labels) {
    return new TaskPart(set, classes, labels, () -> PixelMap.IDENTITY);
  }
}
