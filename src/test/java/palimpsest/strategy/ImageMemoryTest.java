package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;

class ImageMemoryTest {

  @Test
  void everyOfferedImageIsKeptWithTheSameChance() {
    int capacity = 20;
    int offered = 100;
    int trials = 4000;
    int[] kept = new int[offered];
    for (int seed = 0; seed < trials; seed++) {
      ImageMemory reservoir = reservoir(capacity, seed);
      offer(reservoir, IntStream.range(0, offered).toArray());
      for (int image : reservoir.contents()) {
        kept[image]++;
      }
    }
    // Binomial with mean 800 and standard deviation 25.3; five of them for a hundred images.
    for (int image = 0; image < offered; image++) {
      assertThat(kept[image]).as("image %d", image).isBetween(800 - 127, 800 + 127);
    }
  }

  @Test
  void recallIsWithoutReplacementAndNeverMoreThanThereIs() {
    ImageMemory reservoir = reservoir(10, 1);
    assertThat(reservoir.draw(5)).isEmpty();
    offer(reservoir, 3, 1, 4);
    assertThat(images(reservoir, reservoir.draw(5))).containsExactlyInAnyOrder(3, 1, 4);
    offer(reservoir, IntStream.range(10, 40).toArray());
    int[] recalled = images(reservoir, reservoir.draw(8));
    assertThat(Arrays.stream(recalled).distinct().count()).isEqualTo(8);
    assertThat(reservoir.contents()).hasSize(10).contains(recalled);
    assertThat(reservoir.offered(0)).isEqualTo(33);
  }

  @Test
  void recallingDoesNotChangeWhatIsKept() {
    ImageMemory quiet = reservoir(10, 2);
    ImageMemory busy = reservoir(10, 2);
    for (int i = 0; i < 50; i++) {
      offer(quiet, i);
      offer(busy, i);
      busy.draw(3);
    }
    assertThat(busy.contents()).isEqualTo(quiet.contents());
  }

  @Test
  void aHugeCapacityTakesNoMemoryBeforeItIsFilled() {
    ImageMemory reservoir = reservoir(Integer.MAX_VALUE, 3);
    offer(reservoir, IntStream.range(0, 1000).toArray());
    assertThat(reservoir.contents()).hasSize(1000);
  }

  @Test
  void streamsOfOneSeedDifferByPurpose() {
    long[] first =
        Arrays.stream(RandomUse.values())
            .mapToLong(use -> RandomStream.of(42, use).nextLong())
            .toArray();
    assertThat(Arrays.stream(first).distinct().count()).isEqualTo(RandomUse.values().length);
    assertThat(RandomStream.of(42, RandomUse.ORDER).nextLong())
        .isEqualTo(RandomStream.of(42, RandomUse.ORDER).nextLong())
        .isNotEqualTo(RandomStream.of(43, RandomUse.ORDER).nextLong());
  }

  private static int[] images(ImageMemory memory, int... slots) {
    return Arrays.stream(slots).map(memory::image).toArray();
  }

  private static void offer(ImageMemory memory, int... images) {
    memory.offer(
        images,
        () -> {
          throw new AssertionError("no logits are kept");
        });
  }

  /** Tasks of a hundred images each. */
  private static LearnedClasses hundreds() {
    LearnedClasses one = LearnedClasses.ofOneTask(10);
    return new LearnedClasses() {
      @Override
      public int tasks() {
        return 4;
      }

      @Override
      public int[] classes(int task) {
        return one.classes(task);
      }

      @Override
      public int[] images(int task) {
        return IntStream.range(100 * task, 100 * task + 100).toArray();
      }

      @Override
      public int label(int image) {
        return image % 10;
      }

      @Override
      public int task(int image) {
        return image / 100;
      }
    };
  }

  private static ImageMemory drawing(MemoryDraw draw, int capacity, long seed) {
    return new ImageMemory(
        MemoryPolicy.RESERVOIR,
        draw,
        capacity,
        hundreds(),
        10,
        null,
        RandomStream.of(seed, RandomUse.RESERVOIR),
        RandomStream.of(seed, RandomUse.RECALL));
  }

  @Test
  void aBalancedDrawHasAsManyImagesOfEachTask() {
    ImageMemory memory = drawing(MemoryDraw.BALANCED, 60, 1);
    offer(memory, IntStream.range(0, 50).toArray());
    offer(memory, 100, 101, 102, 103, 104);
    offer(memory, 200);
    int[] seldom = new int[3];
    for (int round = 0; round < 300; round++) {
      int[] drawn = images(memory, memory.draw(8));
      assertThat(drawn).hasSize(8).doesNotHaveDuplicates();
      int[] of = new int[3];
      Arrays.stream(drawn).forEach(image -> of[image / 100]++);
      assertThat(of)
          .as("one of the single image, the others alike")
          .isIn(new int[] {4, 3, 1}, new int[] {3, 4, 1});
      seldom[of[0] - 3]++;
    }
    assertThat(seldom[0]).as("the odd one is of either task").isBetween(30, 270);
    assertThat(images(memory, memory.draw(40))).as("more than the others have").hasSize(40);
    assertThat(images(memory, memory.drawEarlier(1, 5)))
        .hasSize(5)
        .matches(drawn -> Arrays.stream(drawn).allMatch(image -> image < 100));
  }

  @Test
  void aDrawOfAllHasAll() {
    ImageMemory memory = drawing(MemoryDraw.ALL, 7, 1);
    offer(memory, IntStream.range(0, 50).toArray());
    assertThat(images(memory, memory.draw(2))).isEqualTo(memory.contents());
  }

  private static ImageMemory reservoir(int capacity, long seed) {
    return new ImageMemory(
        MemoryPolicy.RESERVOIR,
        MemoryDraw.UNIFORM,
        capacity,
        LearnedClasses.ofOneTask(10),
        10,
        null,
        RandomStream.of(seed, RandomUse.RESERVOIR),
        RandomStream.of(seed, RandomUse.RECALL));
  }
}
