package palimpsest.strategy;

import java.util.Arrays;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.LearnedImages;
import palimpsest.learning.Parts;
import palimpsest.learning.RandomStreams;
import palimpsest.learning.RandomUse;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/** Joint training: all tasks at once, the bound that methods are measured against. */
final class Joint extends NamedStrategy {

  Joint() {
    super(
        "joint",
        "Joint training",
        "Learns all tasks together: every batch comes from the images of all of them. In all it"
            + " sees each image as often as learning task by task does.",
        "Caruana (1997), Machine Learning 28, 41–75; van de Ven et al. (2022), Nature Machine"
            + " Intelligence 4, 1185–1197",
        1);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new Shares(context.classes(), context.random()));
  }

  /**
   * The images of all tasks, in an order that is drawn for each epoch, cut into a share for each
   * turn: after all turns, every image was learned once an epoch.
   */
  private record Shares(LearnedClasses tasks, RandomStreams random) implements LearnedImages {

    @Override
    public int size(int task) {
      return tasks.images(task).length;
    }

    @Override
    public int[] numbers(int task, int epoch) {
      int[] all = Cumulative.upTo(tasks, tasks.tasks() - 1);
      random.fresh(RandomUse.ORDER, epoch).shuffle(all);
      int from = task == 0 ? 0 : Cumulative.upTo(tasks, task - 1).length;
      int[] share = Arrays.copyOfRange(all, from, from + size(task));
      // So that one task alone is learned as fine-tuning learns it.
      Arrays.sort(share);
      return share;
    }

    @Override
    public boolean continuous() {
      return true;
    }

    @Override
    public int latest(int task) {
      return tasks.tasks() - 1;
    }
  }
}
