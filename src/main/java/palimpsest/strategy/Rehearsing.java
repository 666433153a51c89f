package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.Supplier;
import palimpsest.learning.Recall;
import palimpsest.learning.Rehearsal;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;

/** A memory that is offered the images of each batch. */
abstract class Rehearsing implements Rehearsal, Stateful {

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

  RememberedImages memory() {
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

  @Override
  public String stateName() {
    return memory.stateName();
  }

  @Override
  public void save(StateWriter state) {
    memory.save(state);
  }

  @Override
  public void check(StateReader state) {
    memory.check(state);
  }

  @Override
  public void load(StateReader state) {
    memory.load(state);
  }
}
