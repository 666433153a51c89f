package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.RandomUse;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Workspace;

/** A memory of so many images, kept by a policy. */
final class ImageMemory implements RememberedImages, MemoryPolicy.Slots {

  private static final String IMAGES = "images";
  private static final String OFFERED = "offered";
  private static final String LOGITS = "logits";

  /** Far more than any run offers, and far from an overflow. */
  private static final long MOST_OFFERED = 1L << 52;

  private final MemoryPolicy policy;
  private final MemoryDraw draw;
  private final int capacity;
  private final LearnedClasses classes;
  private final @Nullable Workspace workspace;
  private final int outputs;
  private final RandomGenerator keeping;
  private final RandomGenerator recalling;
  private final long[] offered;
  private final int[] counts;
  private final List<double[]> logits = new ArrayList<>();
  private int[] images = new int[16];
  private int size;

  /**
   * An empty memory.
   *
   * @param draw the way in which images are drawn
   * @param capacity images it holds at most, from 1
   * @param outputs logits K
   * @param workspace keeps the logits of each image with it; null if they are not kept
   * @param keeping decides what stays
   * @param recalling decides what is recalled
   */
  ImageMemory(
      MemoryPolicy policy,
      MemoryDraw draw,
      int capacity,
      LearnedClasses classes,
      int outputs,
      @Nullable Workspace workspace,
      RandomGenerator keeping,
      RandomGenerator recalling) {
    this.policy = policy;
    this.draw = draw;
    this.capacity = capacity;
    this.classes = classes;
    this.outputs = outputs;
    this.workspace = workspace;
    this.keeping = keeping;
    this.recalling = recalling;
    offered = new long[policy.groups(classes, outputs)];
    counts = new int[offered.length];
  }

  /**
   * The empty memory that settings describe.
   *
   * @param keepsLogits whether the logits of each image are remembered with it
   */
  static ImageMemory of(SettingValues values, boolean keepsLogits, StrategyContext context) {
    return of(values.get(BufferSettings.POLICY), values, keepsLogits, context);
  }

  /** The same with a policy of the caller's. */
  static ImageMemory of(
      MemoryPolicy policy, SettingValues values, boolean keepsLogits, StrategyContext context) {
    return new ImageMemory(
        policy,
        values.get(BufferSettings.DRAW),
        values.get(BufferSettings.SIZE),
        context.classes(),
        context.network().outputs(),
        keepsLogits ? context.network().workspace() : null,
        context.random().of(RandomUse.RESERVOIR),
        context.random().of(RandomUse.RECALL));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public int groups() {
    return offered.length;
  }

  @Override
  public long offered(int group) {
    return offered[group];
  }

  @Override
  public int count(int group) {
    return counts[group];
  }

  @Override
  public int member(int group, int n) {
    int found = -1;
    for (int slot = 0; slot < size; slot++) {
      if (policy.group(classes, images[slot]) == group) {
        found++;
        if (found == n) {
          return slot;
        }
      }
    }
    throw new IndexOutOfBoundsException(n);
  }

  @Override
  public int image(int slot) {
    return images[slot];
  }

  @Override
  public double[] logits(int slot) {
    if (workspace == null) {
      throw new IllegalStateException("no logits are remembered");
    }
    return logits.get(slot);
  }

  /** The images that it remembers now, in the order of slots. */
  int[] contents() {
    return Arrays.copyOf(images, size);
  }

  /** Images that it was ever offered. */
  long offered() {
    return Arrays.stream(offered).sum();
  }

  @Override
  public void offer(int[] candidates, Supplier<NDArray> their) {
    double[] values = workspace != null ? Workspace.doubles(their.get()) : new double[0];
    for (int i = 0; i < candidates.length; i++) {
      int group = policy.group(classes, candidates[i]);
      offered[group]++;
      int slot = policy.slot(this, group, keeping);
      if (slot >= 0) {
        put(slot, candidates[i], group, column(values, i, candidates.length));
      }
    }
  }

  private double[] column(double[] values, int column, int columns) {
    double[] own = new double[values.length == 0 ? 0 : outputs];
    for (int k = 0; k < own.length; k++) {
      own[k] = values[k * columns + column];
    }
    return own;
  }

  private void put(int slot, int image, int group, double[] own) {
    if (slot == size) {
      if (size == images.length) {
        images = Arrays.copyOf(images, (int) Math.min(capacity, 2L * size));
      }
      size++;
    } else {
      counts[policy.group(classes, images[slot])]--;
    }
    if (workspace != null && slot == logits.size()) {
      logits.add(own);
    } else if (workspace != null) {
      logits.set(slot, own);
    }
    images[slot] = image;
    counts[group]++;
  }

  @Override
  public int[] draw(int most) {
    return drawn(IntStream.range(0, size).toArray(), most);
  }

  @Override
  public int[] drawEarlier(int task, int most) {
    return drawn(
        IntStream.range(0, size).filter(slot -> classes.task(images[slot]) < task).toArray(), most);
  }

  /** Some of a pool, without replacement. */
  private int[] drawn(int[] pool, int most) {
    return switch (draw) {
      case ALL -> pool;
      case UNIFORM -> uniform(pool, most);
      case BALANCED -> balanced(uniform(pool, pool.length), most);
    };
  }

  /** One image of each task in turn, the tasks in random order, until there are enough. */
  private int[] balanced(int[] shuffled, int most) {
    Map<Integer, Deque<Integer>> ofTasks = new LinkedHashMap<>();
    for (int slot : shuffled) {
      ofTasks.computeIfAbsent(classes.task(images[slot]), _ -> new ArrayDeque<>()).add(slot);
    }
    List<Deque<Integer>> tasks = new ArrayList<>(ofTasks.values());
    Collections.shuffle(tasks, Random.from(recalling));
    int[] drawn = new int[Math.min(most, shuffled.length)];
    int count = 0;
    while (count < drawn.length) {
      for (Deque<Integer> slots : tasks) {
        Integer slot = count < drawn.length ? slots.poll() : null;
        if (slot != null) {
          drawn[count++] = slot;
        }
      }
    }
    return drawn;
  }

  private int[] uniform(int[] pool, int most) {
    int count = Math.min(most, pool.length);
    for (int i = 0; i < count; i++) {
      int other = recalling.nextInt(i, pool.length);
      int slot = pool[i];
      pool[i] = pool[other];
      pool[other] = slot;
    }
    return Arrays.copyOf(pool, count);
  }

  @Override
  public String stateName() {
    return policy.key();
  }

  @Override
  public void save(StateWriter state) {
    state.numbers(IMAGES, Arrays.stream(images, 0, size).asLongStream().toArray());
    state.numbers(OFFERED, offered.clone());
    if (workspace != null) {
      double[] all = logits.stream().flatMapToDouble(Arrays::stream).toArray();
      try (NDArray array =
          size == 0 ? workspace.zeros(0, outputs) : workspace.array(all, size, outputs)) {
        state.array(LOGITS, array);
      }
    }
  }

  @Override
  public void check(StateReader state) {
    long[] seen = state.numbers(OFFERED);
    state.require(
        seen.length == offered.length,
        "was offered images of %d groups, not %d",
        seen.length,
        offered.length);
    long sum = 0;
    for (long group : seen) {
      state.require(group >= 0 && group <= MOST_OFFERED, "was offered %,d images", group);
      sum += group;
    }
    long[] remembered = state.numbers(IMAGES);
    state.require(
        policy.isFilled()
            ? remembered.length == Math.min(capacity, sum)
            : remembered.length <= Math.min(capacity, sum),
        "remembers %,d images of %,d that were offered to it, and holds %,d",
        remembered.length,
        sum,
        capacity);
    int[] held = new int[offered.length];
    for (long image : remembered) {
      state.require(
          image >= 0 && image < state.imagesSeen(),
          "remembers image %d of the %,d seen so far",
          image,
          state.imagesSeen());
      held[policy.group(classes, (int) image)]++;
    }
    for (int group = 0; group < held.length; group++) {
      state.require(
          held[group] <= Math.min(seen[group], policy.most(capacity, held.length, group)),
          "remembers %,d images of group %d, of which it was offered %,d",
          held[group],
          group,
          seen[group]);
    }
    if (workspace != null) {
      state.array(LOGITS, List.of(remembered.length, outputs));
    }
  }

  @Override
  public void load(StateReader state) {
    int[] earlier = Arrays.stream(state.numbers(IMAGES)).mapToInt(Math::toIntExact).toArray();
    images = Arrays.copyOf(earlier, Math.max(1, earlier.length));
    size = earlier.length;
    System.arraycopy(state.numbers(OFFERED), 0, offered, 0, offered.length);
    Arrays.fill(counts, 0);
    for (int slot = 0; slot < size; slot++) {
      counts[policy.group(classes, images[slot])]++;
    }
    logits.clear();
    if (workspace != null) {
      try (NDArray array = workspace.array(state.array(LOGITS, List.of(size, outputs)))) {
        double[] all = Workspace.doubles(array);
        for (int slot = 0; slot < size; slot++) {
          logits.add(Arrays.copyOfRange(all, slot * outputs, (slot + 1) * outputs));
        }
      }
    }
  }
}
