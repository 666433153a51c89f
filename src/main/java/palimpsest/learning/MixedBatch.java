package palimpsest.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Current and replayed images in one order.
 *
 * @param images their numbers
 * @param current the flags of the current ones
 */
record MixedBatch(int[] images, boolean[] current) {

  /** Mixes a batch with what was recalled; a batch alone keeps its order. */
  static MixedBatch of(int[] batch, int[] recalled, RandomStream random) {
    int[] places = new int[batch.length + recalled.length];
    Arrays.setAll(places, i -> i);
    if (recalled.length > 0) {
      random.shuffle(places);
    }
    int[] images = new int[places.length];
    boolean[] current = new boolean[places.length];
    for (int i = 0; i < places.length; i++) {
      current[i] = places[i] < batch.length;
      images[i] = current[i] ? batch[places[i]] : recalled[places[i] - batch.length];
    }
    return new MixedBatch(images, current);
  }

  /** The same images cut into parts of a size, the last one as large as it comes out. */
  List<MixedBatch> cut(int size) {
    List<MixedBatch> parts = new ArrayList<>();
    for (int from = 0; from < images.length; from += size) {
      int to = Math.min(from + size, images.length);
      parts.add(
          new MixedBatch(
              Arrays.copyOfRange(images, from, to), Arrays.copyOfRange(current, from, to)));
    }
    return parts;
  }

  boolean isCurrent(int place) {
    return current[place];
  }
}
