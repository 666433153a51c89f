package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import palimpsest.learning.RandomUse;
import palimpsest.learning.Recall;
import palimpsest.learning.Rehearsal;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;
import palimpsest.setting.SettingValues;

/**
 * A buffer in which every image ever offered has the same chance to be (Vitter, 1985, Algorithm R).
 */
public final class Reservoir implements Rehearsal, Stateful {

  private static final String IMAGES = "images";
  private static final String OFFERED = "offered";

  private final int capacity;
  private final boolean insertsEveryStep;
  private final RandomGenerator keeping;
  private final RandomGenerator recalling;
  private int[] images = new int[16];
  private int size;
  private long offered;

  /**
   * An empty reservoir.
   *
   * @param capacity images it holds at most, from 1
   * @param insertsEveryStep whether it is offered the current images at every step of every epoch,
   *     as the notebook did, rather than once, in the first epoch
   * @param keeping decides what stays
   * @param recalling decides what is recalled
   */
  public Reservoir(
      int capacity, boolean insertsEveryStep, RandomGenerator keeping, RandomGenerator recalling) {
    this.capacity = capacity;
    this.insertsEveryStep = insertsEveryStep;
    this.keeping = keeping;
    this.recalling = recalling;
  }

  /** The empty reservoir that settings describe. */
  static Reservoir of(SettingValues values, StrategyContext context) {
    return new Reservoir(
        values.get(BufferSettings.SIZE),
        values.get(BufferSettings.INSERT_EVERY_STEP),
        context.random().of(RandomUse.RESERVOIR),
        context.random().of(RandomUse.RECALL));
  }

  @Override
  public void stepMade(int... current) {
    if (insertsEveryStep) {
      offer(current);
    }
  }

  @Override
  public void batchTrained(boolean firstEpoch, Supplier<NDArray> logits, int... current) {
    if (!insertsEveryStep && firstEpoch) {
      offer(current);
    }
  }

  /** Shows images that may be remembered. */
  void offer(int... candidates) {
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
  public Recall recall(int task, int batchSize) {
    return new Recall.Mixed(draw(batchSize));
  }

  /**
   * Different remembered images, drawn at random.
   *
   * @param most the greatest number; fewer are returned if fewer are remembered
   */
  int[] draw(int most) {
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

  /** The images that it remembers now, in its own order. */
  int[] contents() {
    return Arrays.copyOf(images, size);
  }

  /** The number of images it was offered so far. */
  long offered() {
    return offered;
  }

  @Override
  public String stateName() {
    return "reservoir";
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(IMAGES, Arrays.stream(images, 0, size).asLongStream().toArray());
    state.numbers(OFFERED, offered);
  }

  @Override
  public void check(StateReader state) {
    long seen = state.number(OFFERED);
    state.require(seen >= 0, "was offered %,d images", seen);
    long[] remembered = state.numbers(IMAGES);
    state.require(
        remembered.length == Math.min(capacity, seen),
        "remembers %,d images of %,d that were offered to it, and holds %,d",
        remembered.length,
        seen,
        capacity);
    for (long image : remembered) {
      state.require(
          image >= 0 && image < state.imagesSeen(),
          "remembers image %d of the %,d seen so far",
          image,
          state.imagesSeen());
    }
  }

  @Override
  public void load(StateReader state) {
    int[] earlier = Arrays.stream(state.numbers(IMAGES)).mapToInt(Math::toIntExact).toArray();
    images = Arrays.copyOf(earlier, Math.max(1, earlier.length));
    size = earlier.length;
    offered = state.number(OFFERED);
  }
}
