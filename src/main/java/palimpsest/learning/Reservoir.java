package palimpsest.learning;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A buffer in which every image ever offered has the same chance to be (Vitter, 1985, Algorithm R).
 */
public final class Reservoir implements Rehearsal {

  private final int capacity;
  private final RandomGenerator keeping;
  private final RandomGenerator recalling;
  private int[] images = new int[16];
  private int size;
  private long offered;

  /**
   * An empty reservoir.
   *
   * @param capacity images it holds at most, from 1
   * @param keeping decides what stays
   * @param recalling decides what is recalled
   */
  public Reservoir(int capacity, RandomGenerator keeping, RandomGenerator recalling) {
    this.capacity = capacity;
    this.keeping = keeping;
    this.recalling = recalling;
  }

  @Override
  public void offer(int... candidates) {
    for (int image : candidates) {
      offered++;
      if (size < capacity) {
        if (size == images.length) {
          images = Arrays.copyOf(images, (int) Math.min(capacity, 2L * size));
        }
        images[size++] = image;
      } else {
        long place = keeping.nextLong(offered);
        if (place < capacity) {
          images[(int) place] = image;
        }
      }
    }
  }

  @Override
  public int[] recall(int most) {
    int count = Math.min(most, size);
    int[] pool = Arrays.copyOf(images, size);
    for (int i = 0; i < count; i++) {
      int other = recalling.nextInt(i, size);
      int image = pool[i];
      pool[i] = pool[other];
      pool[other] = image;
    }
    return Arrays.copyOf(pool, count);
  }

  @Override
  public int[] contents() {
    return Arrays.copyOf(images, size);
  }

  @Override
  public long offered() {
    return offered;
  }

  @Override
  public void restore(int[] earlier, long earlierOffered) {
    images = Arrays.copyOf(earlier, Math.max(1, earlier.length));
    size = earlier.length;
    offered = earlierOffered;
  }
}
