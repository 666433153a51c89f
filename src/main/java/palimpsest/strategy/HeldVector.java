package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.network.Network;

/** One number for each parameter that a part holds from batch to batch; zeros at first. */
final class HeldVector implements AutoCloseable {

  private final Network network;
  private final String name;
  private final NDArray values;

  /**
   * Zeros; to be made outside every scope.
   *
   * @param name the array's name in a checkpoint
   */
  HeldVector(Network network, String name) {
    this.network = network;
    this.name = name;
    values = network.workspace().zeros(network.parameters());
  }

  /** The numbers [P], always in the same array. */
  NDArray values() {
    return values;
  }

  /** Holds a copy of others [P] in their place. */
  void set(NDArray others) {
    others.copyTo(values);
  }

  void save(StateWriter state) {
    state.array(name, values);
  }

  void check(StateReader state) {
    state.array(name, List.of(network.parameters()));
  }

  void load(StateReader state) {
    try (NDArray array =
        network.workspace().array(state.array(name, List.of(network.parameters())))) {
      set(array);
    }
  }

  @Override
  public void close() {
    values.close();
  }
}
