package palimpsest.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.LearnedImages;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/** Cumulative training: each task with all images of those before it. */
final class Cumulative extends NamedStrategy {

  Cumulative() {
    super(
        "cumulative",
        "Cumulative training",
        "Learns each task together with all images of the tasks before it: replay with a memory"
            + " that holds everything. Epochs grow with every task.",
        "Lomonaco et al. (2021), Avalanche, arXiv 2104.00405",
        1);
  }

  @Override
  public List<Integer> learnedImages(SettingValues values, List<Integer> sizes) {
    return sums(sizes);
  }

  /** The sums of sizes up to each. */
  static List<Integer> sums(List<Integer> sizes) {
    List<Integer> sums = new ArrayList<>();
    int sum = 0;
    for (int size : sizes) {
      sum = (int) Math.min(Integer.MAX_VALUE, (long) sum + size);
      sums.add(sum);
    }
    return sums;
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new AllSoFar(context.classes()));
  }

  /** The numbers of the training images of tasks up to one. */
  static int[] upTo(LearnedClasses tasks, int last) {
    return IntStream.rangeClosed(0, last)
        .flatMap(task -> Arrays.stream(tasks.images(task)))
        .toArray();
  }

  /** The images of all tasks so far. */
  private record AllSoFar(LearnedClasses tasks) implements LearnedImages {

    @Override
    public int size(int task) {
      return upTo(tasks, task).length;
    }

    @Override
    public int[] numbers(int task, int epoch) {
      return upTo(tasks, task);
    }
  }
}
