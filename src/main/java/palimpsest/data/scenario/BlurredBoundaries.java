package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import palimpsest.data.ImageSlice;
import palimpsest.data.RandomOrder;
import palimpsest.data.TaskSize;

/**
 * Boundaries that are blurred: neighbouring tasks learn a share of each other's training images,
 * with their own labels and looks.
 */
public final class BlurredBoundaries {

  /** The first number of its draws; tasks have the numbers before. */
  private static final int DRAWS = 1_000_000;

  private BlurredBoundaries() {}

  /**
   * Gives away a share of each task's images: half to the task before it and half to the one after
   * it, or all to the only neighbour.
   *
   * @param tasks the training images of each task
   * @param part the share of a task's images that is given away
   */
  static List<List<ImageSlice>> of(
      List<List<ImageSlice>> tasks, double part, IntFunction<? extends RandomGenerator> random) {
    List<List<ImageSlice>> blurred = new ArrayList<>();
    tasks.forEach(task -> blurred.add(new ArrayList<>()));
    for (int task = 0; task < tasks.size(); task++) {
      int size = tasks.get(task).stream().mapToInt(ImageSlice::size).sum();
      Given share = Given.of(size, task, tasks.size(), part);
      int given = share.before() + share.after();
      int[] order = RandomOrder.of(size, random.apply(DRAWS + task));
      int[] receivers = new int[size];
      Arrays.fill(receivers, task);
      for (int i = 0; i < given; i++) {
        receivers[order[i]] = i < share.after() ? task + 1 : task - 1;
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

  /**
   * The numbers of images of tasks when boundaries are blurred.
   *
   * @param tasks the numbers before
   * @param part the share of a task's training images that is given away
   */
  public static List<TaskSize> sizes(List<TaskSize> tasks, double part) {
    int count = tasks.size();
    int[] training = new int[count];
    for (int task = 0; task < count; task++) {
      Given share = Given.of(tasks.get(task).training(), task, count, part);
      training[task] += tasks.get(task).training() - share.before() - share.after();
      if (task > 0) {
        training[task - 1] += share.before();
      }
      if (task < count - 1) {
        training[task + 1] += share.after();
      }
    }
    return IntStream.range(0, count)
        .mapToObj(task -> new TaskSize(training[task], tasks.get(task).test()))
        .toList();
  }

  /**
   * Numbers of images that a task gives away; one image stays.
   *
   * @param before those to the task before
   * @param after those to the task after
   */
  private record Given(int before, int after) {

    static Given of(int size, int task, int tasks, double part) {
      int given = tasks == 1 || size == 0 ? 0 : Math.min(size - 1, (int) Math.round(part * size));
      int after = task == tasks - 1 ? 0 : task == 0 ? given : given / 2;
      return new Given(given - after, after);
    }
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
}
