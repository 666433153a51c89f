package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.Supplier;
import palimpsest.learning.Recall;
import palimpsest.learning.Rehearsal;

/** A memory that is offered the images of each batch. */
abstract class Rehearsing implements Rehearsal, OverMemory {

  private final RememberedImages memory;
  private final boolean everyStep;

  /**
   * Over a memory.
   *
   * @param everyStep whether it is offered the current images at every step of every epoch, as the
   *     notebook did, rather than once, in the first epoch
   */
  Rehearsing(RememberedImages memory, boolean everyStep) {
    this.memory = memory;
    this.everyStep = everyStep;
  }

  @Override
  public RememberedImages memory() {
    return memory;
  }

  /** The images in some slots. */
  int[] images(int... slots) {
    return Arrays.stream(slots).map(memory::image).toArray();
  }

  @Override
  public abstract Recall recall(int task, int batchSize);

  @Override
  public void stepMade(int... current) {
    if (everyStep) {
      memory.offer(current);
    }
  }

  @Override
  public void batchTrained(boolean firstEpoch, Supplier<NDArray> logits, int... current) {
    if (!everyStep && firstEpoch) {
      memory.offer(current, logits);
    }
  }
}
