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

  private static ImageMemory reservoir(int capacity, long seed) {
    return new ImageMemory(
        MemoryPolicy.RESERVOIR,
        capacity,
        LearnedClasses.ofOneTask(10),
        10,
        null,
        RandomStream.of(seed, RandomUse.RESERVOIR),
        RandomStream.of(seed, RandomUse.RECALL));
  }
}
