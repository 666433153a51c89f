package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.fisher.ArrayShapes;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.Representation;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.network.Network;
import palimpsest.tensor.Workspace;

/**
 * A Fisher matrix that a part holds from batch to batch, or none yet. Its arrays are always laid
 * out as a checkpoint would bring them back: the order in which a product is summed up depends on
 * how they lie in memory, and a run that was interrupted must continue to the same bits.
 */
final class HeldMatrix implements AutoCloseable {

  private static final String FISHER = "fisher";
  private static final String HELD = "held";

  private final Workspace workspace;
  private final List<List<Integer>> shapes;
  private final List<NDArray> arrays;
  private final FisherMatrix matrix;
  private boolean held;

  /** Room for a matrix; to be made outside every scope. */
  HeldMatrix(Network network, Representation representation) {
    workspace = network.workspace();
    shapes = ArrayShapes.of(representation, network);
    arrays =
        shapes.stream()
            .map(shape -> workspace.zeros(shape.stream().mapToLong(Integer::longValue).toArray()))
            .toList();
    matrix = representation.restore(network, arrays);
  }

  /** Whether there is one yet. */
  boolean isHeld() {
    return held;
  }

  /** The matrix; zero if there is none yet. */
  FisherMatrix get() {
    return matrix;
  }

  /** Holds a copy of another one in its place. */
  void set(FisherMatrix other) {
    List<NDArray> others = other.arrays();
    for (int i = 0; i < arrays.size(); i++) {
      others.get(i).copyTo(arrays.get(i));
    }
    held = true;
  }

  void save(StateWriter state) {
    state.numbers(HELD, held ? 1 : 0);
    for (int i = 0; i < arrays.size() && held; i++) {
      state.array(FISHER + i, arrays.get(i));
    }
  }

  /**
   * Makes sure that a state can be one of its own.
   *
   * @param expected whether there must be a matrix by then
   */
  void check(StateReader state, boolean expected) {
    long flag = state.number(HELD);
    state.require(flag == (expected ? 1 : 0), "holds %d matrices", flag);
    for (int i = 0; i < arrays.size() && flag == 1; i++) {
      state.array(FISHER + i, shapes.get(i));
    }
  }

  void load(StateReader state) {
    held = state.number(HELD) == 1;
    for (int i = 0; i < arrays.size() && held; i++) {
      try (NDArray array = workspace.array(state.array(FISHER + i, shapes.get(i)))) {
        array.copyTo(arrays.get(i));
      }
    }
  }

  @Override
  public void close() {
    matrix.close();
  }
}
