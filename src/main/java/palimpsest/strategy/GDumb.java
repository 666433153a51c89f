package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.LearnedImages;
import palimpsest.learning.Parts;
import palimpsest.learning.RandomUse;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/** GDumb: a greedy memory, and a network that learns it alone, from scratch. */
final class GDumb extends NamedStrategy {

  GDumb() {
    super(
        "gdumb",
        "GDumb",
        "Greedy sampler and dumb learner: a class-balanced memory takes in the images of a task,"
            + " then a new network learns the memory alone. What a method gains over it, it gains"
            + " by learning continually.",
        "Prabhu, Torr and Dokania (2020), ECCV",
        1,
        BufferSettings.SIZE,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public boolean rehearses(SettingValues values) {
    return false;
  }

  @Override
  public List<Integer> learnedImages(SettingValues values, List<Integer> sizes) {
    return Cumulative.sums(sizes).stream()
        .map(sum -> Math.min(sum, values.get(BufferSettings.SIZE)))
        .toList();
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    ImageMemory memory = ImageMemory.of(MemoryPolicy.BALANCED, values, false, context);
    return BufferSettings.classifier(values, memory)
        .and(Parts.of(new MemoryAlone(memory, values.get(BufferSettings.SIZE), context)));
  }

  /** The contents of a memory, learned by a new network after each task was offered to it. */
  private record MemoryAlone(ImageMemory memory, int capacity, StrategyContext context)
      implements LearnedImages, OverMemory {

    @Override
    public void beginTask(int position) {
      if (memory.offered() < Cumulative.upTo(context.classes(), position).length) {
        int[] images = context.classes().images(position);
        context.random().fresh(RandomUse.OFFERED, position).shuffle(images);
        memory.offer(images);
      }
    }

    @Override
    public int size(int task) {
      return Math.min(capacity, Cumulative.upTo(context.classes(), task).length);
    }

    @Override
    public int[] numbers(int task, int epoch) {
      return memory.contents();
    }

    @Override
    public boolean startsAfresh() {
      return true;
    }
  }
}
