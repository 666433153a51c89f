package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;

class ReservoirTest {

  @Test
  void everyOfferedImageIsKeptWithTheSameChance() {
    int capacity = 20;
    int offered = 100;
    int trials = 4000;
    int[] kept = new int[offered];
    for (int seed = 0; seed < trials; seed++) {
      Reservoir reservoir = reservoir(capacity, seed);
      reservoir.offer(IntStream.range(0, offered).toArray());
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
    Reservoir reservoir = reservoir(10, 1);
    assertThat(reservoir.draw(5)).isEmpty();
    reservoir.offer(3, 1, 4);
    assertThat(reservoir.draw(5)).containsExactlyInAnyOrder(3, 1, 4);
    reservoir.offer(IntStream.range(10, 40).toArray());
    int[] recalled = reservoir.draw(8);
    assertThat(Arrays.stream(recalled).distinct().count()).isEqualTo(8);
    assertThat(reservoir.contents()).hasSize(10).contains(recalled);
    assertThat(reservoir.offered()).isEqualTo(33);
  }

  @Test
  void recallingDoesNotChangeWhatIsKept() {
    Reservoir quiet = reservoir(10, 2);
    Reservoir busy = reservoir(10, 2);
    for (int i = 0; i < 50; i++) {
      quiet.offer(i);
      busy.offer(i);
      busy.draw(3);
    }
    assertThat(busy.contents()).isEqualTo(quiet.contents());
  }

  @Test
  void aHugeCapacityTakesNoMemoryBeforeItIsFilled() {
    Reservoir reservoir = reservoir(Integer.MAX_VALUE, 3);
    reservoir.offer(IntStream.range(0, 1000).toArray());
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

  private static Reservoir reservoir(int capacity, long seed) {
    return new Reservoir(
        capacity,
        false,
        RandomStream.of(seed, RandomUse.RESERVOIR),
        RandomStream.of(seed, RandomUse.RECALL));
  }
}
