package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.data.ImageSlice;

/**
 * Boundaries that are blurred: neighbouring tasks learn a share of each other's training images,
 * with their own labels and looks.
 */
final class BlurredBoundaries {

  /** The first number of its draws; tasks have the numbers before. */
  private static final int DRAWS = 1_000_000;

  private BlurredBoundaries() {}

  /**
   * Gives away a share of each task's images: half to the task before it and half to the one after
   * it, or all to the only neighbour.
   *
   * @param tasks the training images of each task
   * @param share of a task's images that are given away
   */
  static List<List<ImageSlice>> of(
      List<List<ImageSlice>> tasks, double share, IntFunction<? extends RandomGenerator> random) {
    List<List<ImageSlice>> blurred = new ArrayList<>();
    tasks.forEach(task -> blurred.add(new ArrayList<>()));
    for (int task = 0; task < tasks.size(); task++) {
      int size = tasks.get(task).stream().mapToInt(ImageSlice::size).sum();
      int given = tasks.size() == 1 ? 0 : (int) Math.round(share * size);
      boolean first = task == 0;
      boolean last = task == tasks.size() - 1;
      int toNext = last ? 0 : first ? given : given / 2;
      int[] order = shuffled(size, random.apply(DRAWS + task));
      int[] receivers = new int[size];
      Arrays.fill(receivers, task);
      for (int i = 0; i < given; i++) {
        receivers[order[i]] = i < toNext ? task + 1 : task - 1;
      }
      int from = 0;
      for (ImageSlice slice : tasks.get(task)) {
        for (int receiver = Math.max(0, task - 1);
            receiver <= Math.min(tasks.size() - 1, task + 1);
            receiver++) {
          deal(slice, receivers, from, receiver, blurred.get(receiver));
        }
        from += slice.size();
      }
    }
    return blurred;
  }

  private static void deal(
      ImageSlice slice, int[] receivers, int from, int receiver, List<ImageSlice> into) {
    int[] some = new int[slice.size()];
    int count = 0;
    for (int i = 0; i < slice.size(); i++) {
      if (receivers[from + i] == receiver) {
        some[count++] = i;
      }
    }
    if (count > 0) {
      into.add(slice.at(Arrays.copyOf(some, count)));
    }
  }

  private static int[] shuffled(int count, RandomGenerator random) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int held = order[last];
      order[last] = order[other];
      order[other] = held;
    }
    return order;
  }
}
