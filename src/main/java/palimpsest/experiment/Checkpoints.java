package palimpsest.experiment;

import java.util.Optional;

/** A store for the state of a run. Used on the training thread. */
public interface Checkpoints {

  /** Keeps nothing: the run starts from the beginning. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<Checkpoint> last(CheckpointFit fit) {
          return Optional.empty();
        }

        @Override
        public boolean due() {
          return false;
        }

        @Override
        public boolean dueAfterEpoch() {
          return false;
        }

        @Override
        public void keep(Checkpoint checkpoint) {}
      };

  /**
   * The last state kept, from which the run resumes; nothing if it begins.
   *
   * @param fit the run and data it must match
   * @throws palimpsest.problem.Problem if what was kept is another run's
   */
  Optional<Checkpoint> last(CheckpointFit fit);

  /** Whether it is time, between two batches, to keep another. */
  boolean due();

  /**
   * Whether it is worth while, between two epochs, to keep another. Epochs may be short and many,
   * and each state holds the scores of all of them.
   */
  boolean dueAfterEpoch();

  /**
   * Keeps a state in place of the last one. What it supplies is to be asked before the call
   * returns.
   */
  void keep(Checkpoint checkpoint);
}
