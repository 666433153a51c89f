package palimpsest.strategy;

import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;

/** A part whose whole state is that of its memory. */
interface OverMemory extends Stateful {

  /** The memory. */
  RememberedImages memory();

  @Override
  default String stateName() {
    return memory().stateName();
  }

  @Override
  default void save(StateWriter state) {
    memory().save(state);
  }

  @Override
  default void check(StateReader state) {
    memory().check(state);
  }

  @Override
  default void load(StateReader state) {
    memory().load(state);
  }
}
