package palimpsest.experiment;

import java.util.Optional;

/** Where a run leaves its state now and then, and finds it again. Used on the training thread. */
public interface Checkpoints {

  /** Keeps nothing: the run starts from the beginning. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<Checkpoint> last() {
          return Optional.empty();
        }

        @Override
        public boolean due() {
          return false;
        }

        @Override
        public void keep(Checkpoint checkpoint) {}
      };

  /** The last state kept, from which the run is to go on; nothing if it begins. */
  Optional<Checkpoint> last();

  /** Whether it is time, between two batches, to keep another. */
  boolean due();

  /**
   * Keeps a state in place of the last one. What it supplies is to be asked before the call
   * returns.
   */
  void keep(Checkpoint checkpoint);
}
